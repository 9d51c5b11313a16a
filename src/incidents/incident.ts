import type { Noun } from '../log/noun.ts'
import type { Place } from '../reading/places.ts'

export type IncidentLevel = 'minor' | 'serious'
export const levelName: Record<IncidentLevel, string> = { minor: '轻微', serious: '严重' }

/**
 * Something that happened. When it happened, when the school learned of it and when the heads were told are separate
 * times, always: late reporting is computed from them, never typed (handbook §5.6, S1-36).
 */
export interface Incident {
  id: string
  number: number
  text: string
  place: Place | null
  /** The place in the words of whoever named it, when they say more than the list. */
  where?: string
  classId?: string
  category: string
  level: IncidentLevel
  urgent: boolean
  restricted: boolean
  status: 'reported' | 'responding' | 'controlled' | 'closed'
  /** None when it was reported without a name (src/receipts). */
  reporter?: string
  anonymous?: true
  claimed?: { name?: string; phone?: string }
  /** The shared tablet it was typed at (`tablet/门岗`). */
  enteredBy?: string
  source?: string
  /** Null when nobody said when it happened. */
  eventAtMs: number | null
  learnedAtMs: number
  reportedAtMs: number
  /** When a head's alarm reached the platform, and each press of 收到. */
  told: { person: string; atMs: number }[]
  acknowledged: { person: string; atMs: number; onTheWay: boolean }[]
  /** Of those who answered, whose post went to somebody else since: they answer for it no more. */
  handedOver?: string[]
  notes: { by: string; atMs: number; text: string }[]
  photos: string[]
  parentsToldAtMs?: number
  controlledAtMs?: number
  /** The upward countdown starts anew when minor becomes serious; the first report time stays (ESC-INC note). */
  seriousSinceMs?: number
  /** What went up, oldest first; each has the time somebody above heard of it. */
  upward?: UpwardReport[]
  /** A head's decision that nothing goes up; void when it turns serious anew. */
  waived?: { by: string; atMs: number; reason: string }
  written?: { by: string; atMs: number; file: string }
  /** The number of the rules it is judged by; none: those the school began with. */
  rules?: number
  /** When it must have been told upward by them, after the countdown began, where not the catalogue's hour and two. */
  limits?: { upwardMs: number; writtenMs: number }
  /** `迟报风险`: stays once set (handbook §10.8). */
  flags?: string[]
  closedAtMs?: number
}

/** A report to somebody above: `reportedBy` in the words of whoever entered it, a colleague's name or 电话. */
export interface UpwardReport {
  receiver: string
  atMs: number
  reportedBy?: string
  receipt?: string
  enteredBy: string
}

export type Reported = Pick<
  Incident,
  | 'number'
  | 'text'
  | 'place'
  | 'category'
  | 'level'
  | 'urgent'
  | 'restricted'
  | 'reporter'
  | 'anonymous'
  | 'claimed'
  | 'eventAtMs'
  | 'learnedAtMs'
  | 'rules'
  | 'limits'
> & {
  where?: string
  classId?: string
  source?: string
  enteredBy?: string
  photos: string[]
}

export type IncidentEvent =
  | ({ kind: 'incident.reported' } & Reported)
  | { kind: 'incident.told'; person: string }
  | { kind: 'incident.handed-over'; from: string; to: string; reason: string; by: string }
  | { kind: 'incident.acknowledged'; by: string; onTheWay: boolean }
  | { kind: 'incident.noted'; text: string; by: string }
  | { kind: 'incident.photographed'; photo: string; by: string }
  | { kind: 'incident.parents-told'; atMs: number; by: string }
  | { kind: 'incident.controlled'; note: string; by: string }
  | { kind: 'incident.level-changed'; level: IncidentLevel; reason: string; by: string }
  | { kind: 'incident.recategorised'; category: string; restricted: boolean; by: string }
  | ({ kind: 'incident.reported-up' } & UpwardReport)
  | { kind: 'incident.waived'; reason: string; by: string }
  | { kind: 'incident.written-up'; file: string; by: string }
  | { kind: 'incident.flagged'; flag: string }
  | { kind: 'incident.closed'; note: string; by: string }

export const incident: Noun<Incident, IncidentEvent> = {
  name: 'incident',
  table: 'incidents',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'incident.reported') {
      const { kind: _, ...reported } = event
      const serious = reported.level === 'serious' ? { seriousSinceMs: atMs } : {}
      return {
        id,
        ...reported,
        ...serious,
        status: 'reported',
        reportedAtMs: atMs,
        told: [],
        acknowledged: [],
        notes: [],
      }
    }
    const before = state!
    switch (event.kind) {
      case 'incident.told':
        return { ...before, told: [...before.told, { person: event.person, atMs }] }
      case 'incident.handed-over': {
        const { from, to } = event
        const also = (list: { person: string }[]) => (list.some(({ person }) => person === to) ? [] : [to])
        return {
          ...before,
          told: [...before.told, ...also(before.told).map((person) => ({ person, atMs }))],
          acknowledged: [
            ...before.acknowledged,
            ...also(before.acknowledged).map((person) => ({ person, atMs, onTheWay: false })),
          ],
          handedOver: [...(before.handedOver ?? []).filter((each) => each !== to), from],
        }
      }
      case 'incident.acknowledged':
        return {
          ...before,
          status: before.status === 'reported' ? 'responding' : before.status,
          acknowledged: [
            ...before.acknowledged.filter((entry) => entry.person !== event.by),
            {
              person: event.by,
              atMs: before.acknowledged.find((entry) => entry.person === event.by)?.atMs ?? atMs,
              onTheWay: event.onTheWay,
            },
          ],
        }
      case 'incident.noted':
        return { ...before, notes: [...before.notes, { by: event.by, atMs, text: event.text }] }
      case 'incident.photographed':
        return { ...before, photos: [...before.photos, event.photo] }
      case 'incident.parents-told':
        return { ...before, parentsToldAtMs: event.atMs }
      case 'incident.controlled':
        return withNote({ ...before, status: 'controlled', controlledAtMs: atMs }, event.by, atMs, event.note)
      case 'incident.level-changed': {
        const { waived: _, ...rest } = before
        if (event.level === 'minor')
          return withNote({ ...before, level: 'minor' }, event.by, atMs, event.reason)
        return withNote({ ...rest, level: 'serious', seriousSinceMs: atMs }, event.by, atMs, event.reason)
      }
      case 'incident.recategorised':
        return { ...before, category: event.category, restricted: event.restricted }
      case 'incident.reported-up': {
        const { kind: _, ...reported } = event
        return { ...before, upward: [...(before.upward ?? []), reported] }
      }
      case 'incident.waived':
        return { ...before, waived: { by: event.by, atMs, reason: event.reason } }
      case 'incident.written-up':
        return { ...before, written: { by: event.by, atMs: before.written?.atMs ?? atMs, file: event.file } }
      case 'incident.flagged':
        return { ...before, flags: [...(before.flags ?? []), event.flag] }
      case 'incident.closed':
        return withNote({ ...before, status: 'closed', closedAtMs: atMs }, event.by, atMs, event.note)
    }
  },
  columns: (state) => ({
    number: state.number,
    status: state.status,
    level: state.level,
    category: state.category,
    restricted: state.restricted ? 1 : 0,
    reporter: state.reporter ?? null,
    reported_at: state.reportedAtMs,
    closed_at: state.closedAtMs ?? null,
  }),
}

/** Categories in which a pupil is concerned, so that the guardians must be told (ESC-INC-MINOR, 未成年人保护法). */
const PUPILS = [
  'injury',
  'illness',
  'food_poisoning',
  'infectious',
  'traffic',
  'missing',
  'bullying',
  'sexual',
  'self_harm',
  'stampede',
]
export const concernsPupils = (about: Pick<Incident, 'classId' | 'category'>): boolean =>
  about.classId !== undefined || PUPILS.includes(about.category)

const withNote = (state: Incident, by: string, atMs: number, text: string): Incident =>
  text ? { ...state, notes: [...state.notes, { by, atMs, text }] } : state
