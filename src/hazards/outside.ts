import { Refusal } from '../refusal.ts'
import type { Day } from '../time.ts'
import { type FollowUpLimits, mustFollowUp } from './asks.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { Hazard, HazardEvent } from './hazard.ts'
import { hasMended } from './menders.ts'
import { notRectified } from './not-rectified.ts'
import { type Scope, scopeOf } from './waits.ts'

/** On the school's ground or around it; who answers for it before somebody took it on may be another (S1-43). */
export const rescope =
  (scope: Scope, by: string, assigned: HazardEvent): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (scopeOf(known) === scope) return []
    if (scope === 'surroundings') mustBeElsewhere(known, by)
    return [{ kind: 'hazard.rescoped', scope, by }, ...(known.status === 'assigned' ? [assigned] : [])]
  }

/** Around the school somebody outside is waited for, and the deadline to mend is not: no mender says so of his own. */
function mustBeElsewhere(known: Hazard, by: string): void {
  if (hasMended(known, by))
    throw new Refusal(
      'own-wish',
      `隐患 ${known.number} 由您整改，是不是校园周边，请没有参与整改的安全办公室同事或校领导来定。`,
    )
}

/** Somebody outside was asked; how it stands is asked again on a day that is set with it (S1-62). */
export const askParty =
  (party: string, followUp: Day, by: string, limits: FollowUpLimits): Decide =>
  (state) => {
    const known = around(state)
    if (!party.trim()) throw new Refusal('no-party', '请写明联系了哪个单位，例如「派出所」「城管」。')
    mustFollowUp(followUp, limits)
    const again = known.outside?.party === party.trim() && known.outside.followUp === followUp
    return again ? [] : [{ kind: 'hazard.party-asked', party: party.trim(), followUp, by }]
  }

/** What they answered, and when it is looked at again. */
export const hearParty =
  (reply: string, followUp: Day, by: string, limits: FollowUpLimits): Decide =>
  (state) => {
    const known = around(state)
    if (!known.outside)
      throw new Refusal('not-asked', `还没有登记联系了谁。请先说：/隐患 ${known.number} 联系 派出所 下周一`)
    if (!reply.trim()) throw new Refusal('no-reply', '请写明对方怎么答复的。')
    mustFollowUp(followUp, limits)
    const again = known.outside.reply === reply.trim() && known.outside.followUp === followUp
    return again ? [] : [{ kind: 'hazard.party-replied', reply: reply.trim(), followUp, by }]
  }

function around(state: Hazard | undefined): Hazard {
  const known = stillOpen(state)
  if (scopeOf(known) !== 'surroundings')
    throw new Refusal(
      'on-campus',
      `隐患 ${known.number} 登记在校内。在校外周边的，请先说：/隐患 ${known.number} 周边`,
    )
  notRectified(known)
  return known
}
