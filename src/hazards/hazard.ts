import type { Place } from '../reading/places.ts'
import type { UpwardReport } from '../reporting/upward-report.ts'
import type { Day } from '../time.ts'
import type { Spending } from './spend.ts'
import type { Claimed, TalkEvent, TalkLine } from './talk.ts'
import type { HazardWaits, WaitEvent } from './waits.ts'

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
export interface Hazard extends HazardWaits {
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
  /** None when it was reported without a name: whoever has the receipt's code is the reporter (S2-032). */
  reporter?: string
  anonymous?: true
  claimed?: Claimed
  /** The shared tablet it was typed at (`tablet/门岗`). */
  enteredBy?: string
  /** What was said between the one who has the code and the school. */
  talk?: TalkLine[]
  /** Check-in or photo it came from, as `checkin/<id>`; the public door (src/reporting/doors.ts). */
  source?: string
  department: string
  /** Head of the department that mends it; the rectifier once accepted. */
  assignee?: string
  rectifier?: string
  /** Who verifies instead of a reporter whose post went to somebody else. */
  verifier?: string
  /** Who had it in hand in an earlier round or before a handover: they mended too, and verify it no more than he does. */
  menders?: string[]
  control?: string
  photos: HazardPhoto[]
  /** Uploads taken back as mistaken: they prove nothing any more, but stay listed (handbook §13). */
  removedPhotos?: (HazardPhoto & { by: string; atMs: number; reason: string })[]
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
  /** The number of the rules it is judged by; none: those the school began with. */
  rules?: number
  /** How it will be mended, and what went up (larger and major ones). */
  plan?: HazardPlan
  upward?: UpwardReport[]
  /** The decision that no supervised listing is asked for. */
  unlisted?: { by: string; atMs: number; reason: string }
  /** The last listing that was proposed for it, by its number, and whether that is over. */
  listing?: { number: number; over?: true }
  /** `迟报风险`: stays once set. */
  flags?: string[]
  /** What mending it has cost (S2-097). */
  spent?: Spending[]
  acceptedAtMs?: number
  /** When people were first protected. */
  controlledAtMs?: number
  rectifiedAtMs?: number
  closedAtMs?: number
  /** Numbers of those closed at the same place in the same category shortly before: 屡查屡犯 (S2-126). */
  repeats?: number[]
  /** Number of an open one it may be the same as: nobody could be asked, or said that it is another matter. */
  maybeSame?: number
  /** Number of the one it turned out to be the same as: over here, and goes on there. */
  mergedInto?: number
  /** Who reported the same and hears what becomes of it, as the reporter does. */
  followers?: string[]
  /** What was said of it after the report. */
  supplements?: Supplement[]
}

/** Further words on an open hazard, with whoever said them or where they came from (`patrol/<id>`). */
export interface Supplement {
  text: string
  by?: string
  source?: string
  atMs: number
}

/** `round` is the number of returns when it came: the proof of an earlier round proves nothing in the next. */
export interface HazardPhoto {
  id: string
  phase: 'before' | 'after'
  round: number
}

/** Who does what until when at what cost; `plan` is what is said beside it. */
export interface HazardPlan {
  plan?: string
  measure: string
  person: string
  money: string
  date: Day
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
  | 'anonymous'
  | 'claimed'
  | 'department'
  | 'acceptDueMs'
  | 'rectifyDueMs'
  | 'rules'
> & {
  where?: string
  source?: string
  enteredBy?: string
  control?: string
  photos: string[]
  repeats?: number[]
  maybeSame?: number
}

/** What of a hazard is in somebody's hands: to hand out, to mend, to verify. */
export type HazardPart = 'assignee' | 'rectifier' | 'verifier'

export type HazardEvent =
  | WaitEvent
  | ({ kind: 'hazard.reported' } & Reported)
  | { kind: 'hazard.placed'; place: Place; where?: string }
  | { kind: 'hazard.assigned'; department: string; assignee?: string }
  | {
      kind: 'hazard.transferred'
      to: string
      department: string
      reason: string
      by: string
      binding?: true
    }
  | { kind: 'hazard.handed-over'; from: string; to: string; parts: HazardPart[]; reason: string; by: string }
  | { kind: 'hazard.accepted'; rectifier: string; by: string; binding?: true }
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
  | { kind: 'hazard.photographed'; photo: string; phase: 'before' | 'after'; by?: string }
  | { kind: 'hazard.photo-removed'; photo: string; reason: string; by: string }
  | { kind: 'hazard.rectified'; note: string; by: string }
  | { kind: 'hazard.returned'; reason: string; by: string }
  | ({ kind: 'hazard.planned'; by: string } & HazardPlan)
  | ({ kind: 'hazard.reported-up' } & UpwardReport)
  | { kind: 'hazard.kept-unlisted'; reason: string; by: string }
  | { kind: 'hazard.offered-for-listing'; listing: number; by: string }
  | { kind: 'hazard.left-listing'; listing: number }
  | { kind: 'hazard.flagged'; flag: string }
  | ({ kind: 'hazard.spent' } & Spending)
  | { kind: 'hazard.verified'; by: string }
  | { kind: 'hazard.closed' }
  | { kind: 'hazard.dismissed'; reason: string; by: string; into?: number }
  | { kind: 'hazard.supplemented'; text: string; by?: string; source?: string }
  | { kind: 'hazard.followed'; by: string }
  | { kind: 'hazard.unfollowed'; by: string }
  | { kind: 'hazard.suspected'; of: number }
  | { kind: 'hazard.repeated'; earlier: number[] }
  | TalkEvent

/** What a place is found by: an id, a storey (`教学楼B/2`, a building as a whole `教学楼B/`) however it was called, else the words. */
export function placeKey(place: Place): string
export function placeKey(place: Place | null): string | null
export function placeKey(place: Place | null): string | null {
  if (place === null) return null
  if (place.kind === 'building') return `${place.building}/${place.floor ?? ''}`
  return 'id' in place ? place.id : place.words
}
