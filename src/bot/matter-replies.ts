import type { HazardAsk } from '../cards/hazard-form.ts'
import type { IncidentAsk } from '../cards/incident-buttons.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { seeksPlace } from '../hazards/rights.ts'
import type { Incident } from '../incidents/incident.ts'
import type { Context, Reply } from './command.ts'

type Place = Pick<Context, 'speaker' | 'chat'>

/** In a group everybody reads along: no personal buttons, and a restricted matter only by its number (handbook §4). */
export function hazardReply({ speaker, chat }: Place, about: Hazard, asked?: HazardAsk): Reply {
  if (chat.type === 'private')
    return { show: { card: 'hazard', id: about.id, for: speaker.id, ...(asked && { asked }) } }
  if (about.restricted)
    return {
      text: `隐患 ${about.number} 已登记。此类事项不在群里显示，请和我私聊，发送 /隐患 ${about.number}。`,
    }
  return { show: { card: 'hazard', id: about.id } }
}

/** A hazard just reported: its card, with the one question when the place is missing. */
export const filedHazard = (where: Context, about: Hazard): Reply =>
  hazardReply(where, about, seeksPlace(where.directory, about) ? 'place' : undefined)

/** An incident never shows in a group: the answer there is its number only (handbook §4). */
export function incidentReply({ speaker, chat }: Place, about: Incident, asked?: IncidentAsk): Reply {
  if (chat.type === 'private')
    return { show: { card: 'incident', id: about.id, for: speaker.id, ...(asked && { asked }) } }
  return {
    text: `事件 ${about.number} 已收到，负责的同事已得到通知。详情请和我私聊，发送 /上报 ${about.number}。`,
  }
}
