import type { Hazard } from '../hazards/hazard.ts'
import { Refusal } from '../refusal.ts'
import { mustHaveCome } from '../reporting/past.ts'
import { type Day, dayOf } from '../time.ts'
import { onBoard } from './board.ts'
import type { Decide, Listing, RemovalProof } from './listing.ts'

/** What a hazard says about being mended. */
type Mended = Pick<Hazard, 'number' | 'status'>

/** One on the board is not made invalid any more; what older records say so of still comes off it. */
const isClosed = ({ status }: Mended): boolean => status === 'closed' || status === 'invalid'

/** What still stands between a listing and its removal; undefined when nothing does. The hazard is verified by itself. */
export function missingForRemoval({ status, removal }: Listing, about: Mended): string | undefined {
  if (status === 'listed')
    return isClosed(about) || about.status === 'rectified'
      ? undefined
      : `隐患 ${about.number} 还没有报已整改，整改好了才能申请摘牌。`
  if (status !== 'removal_requested') return undefined
  if (!removal?.approved) return '申请摘牌还要校长或书记同意。'
  return isClosed(about) ? undefined : `隐患 ${about.number} 还没有验收销号，销号以后才能摘牌。`
}

/** Asked of the authority once the hazard is closed, or reported mended with its proof. */
export const requestRemoval =
  (note: string, by: string, about: Mended): Decide =>
  (state) => {
    const known = onBoard(state)
    if (known.status === 'removal_requested') {
      if (known.removal?.by === by) return []
      throw new Refusal('asked', `挂牌 ${known.number} 已经申请摘牌了。`)
    }
    const missing = missingForRemoval(known, about)
    if (missing) throw new Refusal('not-mended', missing)
    return [{ kind: 'listing.removal-requested', note: note.trim(), by }]
  }

/** Off the board: the heads agreed, the hazard is closed, and the authority's receipt says so. */
export const remove =
  (given: RemovalProof, by: string, about: Mended, today: Day): Decide =>
  (state) => {
    const known = onBoard(state)
    if (known.status !== 'removal_requested')
      throw new Refusal('not-asked', '请先「申请摘牌」，校长或书记同意后再登记已摘牌。')
    const missing = missingForRemoval(known, about)
    if (missing) throw new Refusal('not-mended', missing)
    const proof = { authority: given.authority.trim(), day: given.day, receipt: given.receipt.trim() }
    const lacks = [
      ...(proof.authority ? [] : ['摘牌单位']),
      ...(proof.day ? [] : ['摘牌日期']),
      ...(proof.receipt ? [] : ['回执或文号']),
    ]
    if (lacks.length > 0) throw new Refusal('removal-parts', `摘牌还缺：${lacks.join('、')}。`)
    mustHaveCome('摘牌', proof.day, today)
    if (proof.day < dayOf(known.proposedAtMs))
      throw new Refusal('too-early', '摘牌的日期早于申请挂牌，请核对。')
    return [{ kind: 'listing.removed', ...proof, by }]
  }
