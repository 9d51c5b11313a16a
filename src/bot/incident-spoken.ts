import type { IncidentAct } from '../cards/incident-buttons.ts'
import type { Decide } from '../incidents/decide.ts'
import type { Incident } from '../incidents/incident.ts'
import { changeIncident } from '../incidents/incidents.ts'
import { Refusal } from '../refusal.ts'
import { incidentActs } from '../views/incident.ts'
import type { Context, Reply, Said } from './command.ts'
import { incidentReply } from './matter-replies.ts'

/** A sentence about one incident. */
export interface SpokenOfIncident {
  said: Said
  context: Context
  about: Incident
  /** Words after the verb. */
  rest: string
}

/**
 * Decides first, so that a state in the way is named before a missing right; nothing is recorded when either refuses.
 * `may` is a right, or the button that stands for it.
 */
export async function change(
  { context, about }: SpokenOfIncident,
  decide: Decide,
  may: IncidentAct | boolean,
  toast: string | ((after: Incident) => string),
  no = '这一步由收到通知的负责人来做。',
): Promise<Reply> {
  const { work, directory, speaker } = context
  const [first] = decide(about)
  const onlyWords = first?.kind === 'incident.noted'
  const acts = incidentActs(directory, about, speaker)
  const allowed = onlyWords ? acts.includes('note') : typeof may === 'boolean' ? may : acts.includes(may)
  if (first && !allowed) throw new Refusal('not-yours', no)
  const after = await changeIncident(work, directory, about.id, decide)
  const text = onlyWords ? '已补充' : typeof toast === 'string' ? toast : toast(after)
  return { ...incidentReply(context, after), toast: { type: 'success', text } }
}
