import type { Duty } from '../duties/duty.ts'
import { Refusal } from '../refusal.ts'
import type { Day } from '../time.ts'

/** A proof given for an instance (handbook §5.1); `by` is whose, `enteredBy` who typed it for people without the app. */
export interface Proof {
  type: Duty['evidence']['required'][number]
  by: string
  enteredBy?: string
  /** Words, a number as written, a photo's id, a receipt's number. */
  value: string
  /** A document sent in the chat: the stored file's id, `value` is its name. */
  file?: string
  /** Upward documents only: whose receipt it is. Each receiver needs its own (handbook §14.5). */
  receiver?: string
  /** Rounds only: by the codes of the points, or ticked away from them (handbook §5.3). */
  how?: 'scan' | 'desk'
}

export type InstanceStatus =
  | 'scheduled'
  | 'open'
  | 'overdue'
  | 'late_flagged'
  | 'done'
  | 'late'
  | 'missed'
  | 'excused'
  | 'cancelled'

/** Somebody who shares a duty: asked, agreed or not, and his part done (handbook §3). */
export interface CoOwner {
  person: string
  by: string
  answer?: 'confirmed' | 'declined'
  reason?: string
  finishedAtMs?: number
}

/** One duty owed once: by one accountable person, in one window, with the rule it is judged by (handbook §3, §5.1). */
export interface Instance {
  id: string
  duty: string
  unit: string
  /** Stable when the calendar is re-issued: `2026-09`, `2026-W36`, a term's id, a day. */
  period: string
  /** `07:20-07:40` of a duty with several times a day. */
  slot?: string
  owner: string
  /** Who else must take part: the attendees of a meeting, the signers of a letter. */
  others: string[]
  substitute?: string
  /** Who stood in before the substitute and was away too, oldest first. */
  stoodIn?: string[]
  opensAtMs: number
  dueAtMs: number
  /** The policies' `round`: the slot's nominal time. */
  roundAtMs: number
  /** The first and last day of the period, and what a count must have reached when. */
  periodStart?: Day
  periodEnd: Day
  /** Duties an event brings: when we were told of it, the policies' `receipt`. */
  receivedAtMs?: number
  checkpoints?: readonly { day: Day; expected: number }[]
  /** Of a count: how often in its year. */
  min?: number
  provisional: boolean
  /** Somebody gave it its date by hand: a new calendar leaves it there. */
  putOff?: boolean
  /** Proofs that must be there, and receivers that must each confirm: the rule as it stood when it was scheduled. */
  required: Proof['type'][]
  receivers: string[]
  /** Photos asked for at least. */
  minPhotos: number
  policy: string
  /** The number of the rules it is judged by; none: those the school began with. */
  rules?: number
  /** The ladder that climbs for it, alone or with the other units of the same window. */
  ladder: string
  status: InstanceStatus
  proofs: (Proof & { atMs: number })[]
  attended: string[]
  /** Who said before a meeting that he cannot come, and why (handbook §15); coming after all stands beside it. */
  regrets?: { person: string; reason: string }[]
  doneAtMs?: number
  doneBy?: string
  enteredBy?: string
  excuse?: { reason: string; by: string }
  /** Why the office took the last completion back; of a letter, whose signature. */
  undone?: { reason: string; by: string; of?: string }
  /** Reasons of transfers, oldest first: the count is visible (S2-108). */
  transfers: { from: string; to: string; reason: string; by: string }[]
  /** From whom it came with a post, oldest first: nobody passed it on. In older logs these are transfers. */
  takenOver?: Instance['transfers']
  /** A second transfer somebody asked for: the coordinating leader decides (handbook §3). */
  transferAsked?: { to: string; reason: string; by: string }
  /** Who was not at his post, and who took it instead (catalogue, note of ESC-DUTY). */
  absent?: { person: string; by: string }
  /** Letters: who would not sign, and why (handbook §5.7). A signature given later stands beside it. */
  objections?: { person: string; reason: string; atMs: number }[]
  /** Documents going up (handbook §5.9): who read it over, and who signed it. */
  reviewed?: { by: string; atMs: number }
  approved?: { by: string; atMs: number }
  /** Who shares it with the owner. */
  coOwners?: CoOwner[]
  /** A draft of the document, before the document itself. */
  draft?: { file: string; by: string; atMs: number }
}

export type Scheduled = Omit<
  Instance,
  | 'id'
  | 'status'
  | 'proofs'
  | 'attended'
  | 'stoodIn'
  | 'regrets'
  | 'objections'
  | 'absent'
  | 'transfers'
  | 'takenOver'
  | 'transferAsked'
  | 'reviewed'
  | 'approved'
  | 'draft'
  | 'coOwners'
  | 'undone'
  | 'doneAtMs'
  | 'doneBy'
>

export type InstanceEvent =
  | ({ kind: 'duty.scheduled' } & Scheduled)
  | { kind: 'duty.opened'; owner: string; others: string[]; substitute?: string }
  | { kind: 'duty.proved'; proofs: Proof[] }
  | { kind: 'duty.attended'; person: string }
  | { kind: 'duty.regretted'; person: string; reason: string }
  | { kind: 'duty.objected'; person: string; reason: string }
  | { kind: 'duty.done'; by: string; enteredBy?: string; late: boolean }
  | { kind: 'duty.fell-overdue' }
  | { kind: 'duty.flagged-late' }
  | { kind: 'duty.missed' }
  | { kind: 'duty.excused'; reason: string; by: string }
  | {
      kind: 'duty.rescheduled'
      opensAtMs: number
      dueAtMs: number
      roundAtMs: number
      reason: string
      /** The calendar did it: whether the new date is still 暂定 (CAL-17). Somebody's own date has none. */
      provisional?: boolean
    }
  | { kind: 'duty.transferred'; to: string; reason: string; by: string }
  /** Its post went to somebody else, and both said so. */
  | { kind: 'duty.taken-over'; to: string; reason: string; by: string }
  /** The post went to somebody else before the window opened: nobody passed it on. */
  | { kind: 'duty.reassigned'; to: string; by: string }
  | { kind: 'duty.transfer-asked'; to: string; reason: string; by: string }
  | { kind: 'duty.reviewed'; by: string }
  | { kind: 'duty.approved'; by: string }
  | { kind: 'duty.drafted'; file: string; by: string }
  | { kind: 'duty.handed-over'; to: string }
  | { kind: 'duty.signer-replaced'; from: string; to: string; by: string }
  | { kind: 'duty.co-owners-asked'; people: string[]; by: string }
  | { kind: 'duty.co-owner-confirmed'; person: string }
  | { kind: 'duty.co-owner-declined'; person: string; reason: string }
  | { kind: 'duty.co-owner-finished'; person: string }
  | { kind: 'duty.co-owner-released'; person: string; by: string }
  /** Nobody came to the post in time; `by` took it. */
  | { kind: 'duty.post-filled'; by: string; absent: string }
  | { kind: 'duty.cancelled'; reason: string }
  | ({ kind: 'duty.laid-out-anew' } & Scheduled)
  | { kind: 'duty.voided'; reason: string; by: string }
  /** The signature of one, and what he gave with it, is taken back; the others' stay. */
  | { kind: 'duty.unsigned'; person: string; reason: string; by: string }

/** Co-owners who agreed and have not said that their part is done: done waits for each. Who answers for it now is none. */
export const awaitedCoOwners = (state: Instance): string[] =>
  (state.coOwners ?? [])
    .filter(({ answer, finishedAtMs }) => answer === 'confirmed' && finishedAtMs === undefined)
    .map(({ person }) => person)
    .filter((person) => person !== responsibleFor(state))

/** Who must see to it now: the substitute while there is one, else the owner. */
export const responsibleFor = (state: Instance): string => state.substitute ?? state.owner

/** Still to be done: nobody has ended it, in whatever way. */
export const isOwed = (state: Instance): boolean =>
  state.status === 'scheduled' ||
  state.status === 'open' ||
  state.status === 'overdue' ||
  state.status === 'late_flagged'

/** Who takes part once one of them is another person; nobody twice, and never the owner beside himself. */
export const othersWith = ({ others, owner }: Instance, from: string, to: string): string[] => [
  ...new Set(others.map((id) => (id === from ? to : id)).filter((id) => id !== owner)),
]

export const isDone = (state: Instance): boolean => state.status === 'done' || state.status === 'late'

export function known(state: Instance | undefined): Instance {
  if (!state) throw new Refusal('no-such-duty', '没有找到这一项，发送 /今日 看看今天要做什么。')
  return state
}

export const owedStill = (state: Instance | undefined): state is Instance =>
  state !== undefined && isOwed(state)
