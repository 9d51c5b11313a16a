import { Refusal } from '../refusal.ts'
import { type Decide, found } from './decide.ts'

/** Closed too early, or it is back: mended and verified once more, with deadlines that count from now (handbook §4). */
export const reopen =
  (
    reason: string,
    by: string,
    anew: { assignee?: string; vacant?: true; acceptDueMs: number; rectifyDueMs: number },
  ): Decide =>
  (state) => {
    const known = found(state)
    if (known.status !== 'closed')
      throw new Refusal(
        'not-closed',
        known.status === 'invalid'
          ? `隐患 ${known.number} 已作废。还有问题请重新报一条。`
          : `隐患 ${known.number} 还没有销号，不用重开。`,
      )
    if (!reason.trim()) throw new Refusal('no-reason', '重开要写明理由，例如「又松了」。')
    return [{ kind: 'hazard.reopened', reason: reason.trim(), by, ...anew }]
  }
