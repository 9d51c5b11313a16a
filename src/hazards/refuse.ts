import { Refusal } from '../refusal.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { Hazard } from './hazard.ts'
import { pauseOf } from './waits.ts'

/**
 * 「不接」: whom it was given to gives it back, with a reason. The first time it is nobody's until somebody is named; the
 * second time the coordinating leader decides, and what he decides is not given back (S2-108, handbook §5.4).
 */
export const refuse =
  (reason: string, by: string, coordinator: string | undefined): Decide =>
  (state) => {
    const known = stillOpen(state)
    mustBeGiven(known)
    const why = reason.trim()
    if (!why) throw new Refusal('no-reason', '不接要写明理由，例如「不归我们管，是施工方的」。')
    if (known.binding)
      throw new Refusal('binding', '这条是分管领导指定的，不能再退。有困难请提「延期」，或当面和他说。')
    if (known.transfers > 0 && (known.rectifier ?? known.assignee) === coordinator)
      throw new Refusal('yours-to-decide', '这条已经转过手，等您来定：请用「派给」指定整改人。')
    const assignee = known.transfers > 0 && coordinator !== by ? coordinator : undefined
    return [{ kind: 'hazard.refused', reason: why, by, ...(assignee && { assignee }) }]
  }

/** Given to somebody who has not begun: assigned, or named for it by somebody else and never mended so far. */
function mustBeGiven(known: Hazard): void {
  const { number, status, namedBy } = known
  if (status === 'reported')
    throw new Refusal('nobodys', `隐患 ${number} 现在没有派给谁，不用退。请安全办公室派人。`)
  const named = status === 'rectifying' && namedBy !== undefined && known.rectifiedBy === undefined
  if (status !== 'assigned' && !(named && !pauseOf(known)))
    throw new Refusal('begun', `隐患 ${number} 已经在整改，不能再说不接。做不了请用「转交」或「延期」。`)
}
