import type { Place } from '../reading/places.ts'
import type { UpwardReport } from '../reporting/upward-report.ts'

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
