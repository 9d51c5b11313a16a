import type { Hazard } from '../hazards/hazard.ts'
import type { Incident } from '../incidents/incident.ts'
import { toIso } from '../time.ts'
import type { Line } from './lines.ts'

/** An event of a hazard or an incident, as the log has it. */
interface MatterEvent {
  id: string
  kind: string
  at: number
  actor: string | null
}

/** What people wrote stays in the records: a line names things, never tells them (handbook §13). */
const WORDS = new Set(['text', 'note', 'reason', 'control', 'where', 'place', 'plan', 'measure', 'number'])

/** `hazard.reported` with the receipt of whoever said it; every other event with its record. */
export function matterLines({ id, kind, at, actor }: MatterEvent, data: Record<string, unknown>): Line[] {
  const event = { type: 'event' as const, at: toIso(at), kind, subject: id }
  if (kind === 'hazard.reported' || kind === 'incident.reported') {
    const reported = data as unknown as Hazard & Incident
    const { reporter } = reported
    const receipts = reporter === undefined ? [] : [receipt(id, at, kind, reporter)]
    return [{ ...event, data: classOf(reported) }, ...receipts]
  }
  const named = Object.entries(data).filter(([key]) => !WORDS.has(key))
  const by = actor === null ? {} : { by: actor }
  return [{ ...event, data: { record: id, ...by, ...Object.fromEntries(named.map(asInstant)) } }]
}

function classOf(about: Hazard & Incident): Record<string, unknown> {
  const { category, severity, level, urgent, restricted, place, classId, reporter, source } = about
  const grade = severity === undefined ? { level } : { severity }
  const where = place && 'id' in place ? place.id : (classId ?? null)
  return {
    category,
    ...grade,
    urgent,
    place: where,
    restricted,
    reporter,
    ...(source !== undefined && { source }),
  }
}

const receipt = (id: string, at: number, kind: string, reporter: string): Line => ({
  type: 'message',
  at: toIso(at),
  to: [reporter],
  message: 'receipt',
  record: id,
  about: `${kind.slice(0, kind.indexOf('.'))}/${id}`,
  text: '已登记',
})

/** `acceptDueMs: 1788…` is `accept_due: 2026-…`. */
function asInstant([key, value]: [string, unknown]): [string, unknown] {
  if (!key.endsWith('Ms') || typeof value !== 'number') return [key, value]
  return [key.slice(0, -2).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), toIso(value)]
}

/** The first word over an incident or a hazard, named as the policies name it. */
export function firstMessage(card: string, why: string, grave: boolean): string {
  if (card === 'hazard' && why === 'assign') return grave ? 'urgent' : 'assign'
  if (card === 'incident') return grave ? 'urgent' : 'notice'
  return why
}
