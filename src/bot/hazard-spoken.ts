import type * as wishes from '../hazards/decide.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import type { HazardRights } from '../hazards/rights.ts'
import { Refusal } from '../refusal.ts'
import type { Context, Reply, Said } from './command.ts'
import { hazardReply } from './matter-replies.ts'

/** A sentence about one hazard, and what the speaker may do with it. */
export interface Spoken {
  said: Said
  context: Context
  about: Hazard
  /** Words after the verb. */
  rest: string
  rights: HazardRights
}

/**
 * Decides first, so that a state in the way (closed, waiting for verification) is named before a missing right; nothing
 * is recorded when either refuses.
 */
export async function change(
  { context, about }: Spoken,
  decide: wishes.Decide,
  may: boolean,
  no: string,
  toast: string | ((after: Hazard) => string),
): Promise<{ after: Hazard; reply: Reply }> {
  decide(about)
  if (!may) throw new Refusal('not-yours', no)
  const after = await changeHazard(context.work, context.directory, about.id, decide)
  const text = typeof toast === 'string' ? toast : toast(after)
  return { after, reply: { ...hazardReply(context, after), toast: { type: 'success', text } } }
}
