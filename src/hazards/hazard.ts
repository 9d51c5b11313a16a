import type { Noun } from '../log/noun.ts'
import type { Place } from '../reading/places.ts'
import type { Day } from '../time.ts'

export type Severity = 'general' | 'larger' | 'major'
export type HazardStatus =
  | 'reported'
  | 'assigned'
  | 'rectifying'
  | 'rectified'
  | 'returned'
  | 'closed'
  | 'invalid'

/** Something unsafe that somebody must mend and somebody else must confirm (handbook §5.4). */
export interface Hazard {
  id: string
  number: number
  text: string
  place: Place | null
  /** The place in the words of whoever named it, when they say more than the list: 教学楼B二楼男厕. */
  where?: string
  category: string
  severity: Severity
  urgent: boolean
  /** The reading was unsure and took the higher of two (handbook §6.2). */
  needsReview: boolean
  restricted: boolean
  status: HazardStatus
  reporter: string
  /** Check-in or photo it came from, as `checkin/<id>`. */
  source?: string
  department: string
  /** Head of the department that mends it; the rectifier once accepted. */
  assignee?: string
  rectifier?: string
  control?: string
  /** `round` is the number of returns when it came: the proof of an earlier round proves nothing in the next. */
  photos: { id: string; phase: 'before' | 'after'; round: number }[]
  rectifiedNote?: string
  rectifiedBy?: string
  verifiedBy?: string
  lastReason?: string
  returns: number
  transfers: number
  /** How often somebody took it or was named for it. */
  acceptances: number
  reportedAtMs: number
  acceptDueMs: number
  rectifyDueMs: number
  /** How it will be mended, and what went up (larger and major ones). */
  plan?: HazardPlan
  upward?: HazardUpward[]
  /** The decision that no supervised listing is asked for. */
  unlisted?: { by: string; atMs: number; reason: string }
  /** `迟报风险`: stays once set. */
  flags?: string[]
  acceptedAtMs?: number
  rectifiedAtMs?: number
  closedAtMs?: number
}

/** Who does what until when at what cost; `plan` is what is said beside it. */
export interface HazardPlan {
  plan?: string
  measure: string
  person: string
  money: string
  date: Day
}

/** A report to somebody above; `atMs` is when the receiver was told. */
export interface HazardUpward {
  receiver: string
  atMs: number
  reportedBy?: string
  receipt?: string
  enteredBy: string
}

export type Reported = Pick<
  Hazard,
  | 'number'
  | 'text'
  | 'place'
  | 'category'
  | 'severity'
  | 'urgent'
  | 'needsReview'
  | 'restricted'
  | 'reporter'
  | 'department'
  | 'acceptDueMs'
  | 'rectifyDueMs'
> & {
  where?: string
  source?: string
  control?: string
  photos: string[]
}

export type HazardEvent =
  | ({ kind: 'hazard.reported' } & Reported)
  | { kind: 'hazard.placed'; place: Place; where?: string }
  | { kind: 'hazard.assigned'; department: string; assignee?: string }
  | { kind: 'hazard.transferred'; to: string; department: string; reason: string; by: string }
  | { kind: 'hazard.accepted'; rectifier: string; by: string }
  | { kind: 'hazard.controlled'; control: string; by: string }
  | {
      kind: 'hazard.reclassified'
      category: string
      severity: Severity
      urgent: boolean
      restricted: boolean
      department: string
      needsReview: boolean
      acceptDueMs: number
      rectifyDueMs: number
      by: string
    }
  | { kind: 'hazard.photographed'; photo: string; phase: 'before' | 'after' }
  | { kind: 'hazard.rectified'; note: string; by: string }
  | { kind: 'hazard.returned'; reason: string; by: string }
  | ({ kind: 'hazard.planned'; by: string } & HazardPlan)
  | ({ kind: 'hazard.reported-up' } & HazardUpward)
  | { kind: 'hazard.kept-unlisted'; reason: string; by: string }
  | { kind: 'hazard.flagged'; flag: string }
  | { kind: 'hazard.verified'; by: string }
  | { kind: 'hazard.closed' }
  | { kind: 'hazard.dismissed'; reason: string; by: string }

export const hazard: Noun<Hazard, HazardEvent> = {
  name: 'hazard',
  table: 'hazards',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'hazard.reported') {
      const { kind: _, photos, ...reported } = event
      return {
        id,
        ...reported,
        status: 'reported',
        photos: photos.map((photo) => ({ id: photo, phase: 'before' as const, round: 0 })),
        returns: 0,
        transfers: 0,
        acceptances: 0,
        reportedAtMs: atMs,
      }
    }
    const before = state!
    switch (event.kind) {
      case 'hazard.placed': {
        const { where: _, ...rest } = before
        return { ...rest, place: event.place, ...(event.where && { where: event.where }) }
      }
      case 'hazard.assigned': {
        const { assignee: _, ...rest } = before
        const { department, assignee } = event
        return { ...rest, status: 'assigned', department, ...(assignee && { assignee }) }
      }
      case 'hazard.transferred': {
        const { rectifier: _, acceptedAtMs: __, ...rest } = before
        return {
          ...rest,
          status: 'assigned',
          assignee: event.to,
          department: event.department,
          transfers: before.transfers + 1,
          lastReason: event.reason,
        }
      }
      case 'hazard.accepted':
        return {
          ...before,
          status: 'rectifying',
          rectifier: event.rectifier,
          acceptances: before.acceptances + 1,
          acceptedAtMs: before.acceptedAtMs ?? atMs,
        }
      case 'hazard.controlled':
        return { ...before, control: event.control }
      case 'hazard.reclassified': {
        const { kind: _, by: __, ...classes } = event
        return { ...before, ...classes }
      }
      case 'hazard.photographed':
        return {
          ...before,
          photos: [...before.photos, { id: event.photo, phase: event.phase, round: before.returns }],
        }
      case 'hazard.rectified':
        return {
          ...before,
          status: 'rectified',
          rectifiedNote: event.note,
          rectifiedBy: event.by,
          rectifiedAtMs: atMs,
        }
      case 'hazard.returned':
        return { ...before, status: 'returned', lastReason: event.reason, returns: before.returns + 1 }
      case 'hazard.planned': {
        const { kind: _, by: __, ...plan } = event
        return { ...before, plan }
      }
      case 'hazard.reported-up': {
        const { kind: _, ...reported } = event
        return { ...before, upward: [...(before.upward ?? []), reported] }
      }
      case 'hazard.kept-unlisted':
        return { ...before, unlisted: { by: event.by, atMs, reason: event.reason } }
      case 'hazard.flagged':
        return { ...before, flags: [...(before.flags ?? []), event.flag] }
      case 'hazard.verified':
        return { ...before, verifiedBy: event.by }
      case 'hazard.closed':
        return { ...before, status: 'closed', closedAtMs: atMs }
      case 'hazard.dismissed':
        return { ...before, status: 'invalid', lastReason: event.reason, closedAtMs: atMs }
    }
  },
  columns: (state) => ({
    number: state.number,
    status: state.status,
    severity: state.severity,
    category: state.category,
    restricted: state.restricted ? 1 : 0,
    place: placeKey(state.place),
    reporter: state.reporter,
    reported_at: state.reportedAtMs,
    closed_at: state.closedAtMs ?? null,
  }),
}

export const placeKey = (place: Place | null): string | null =>
  place === null ? null : 'id' in place ? place.id : place.words
