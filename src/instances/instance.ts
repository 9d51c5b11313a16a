import type { Duty } from '../duties/duty.ts'
import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type Day, timeOf } from '../time.ts'

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
  provisional: boolean
  /** Somebody gave it its date by hand: a new calendar leaves it there. */
  putOff?: boolean
  /** Proofs that must be there, and receivers that must each confirm: the rule as it stood when it was scheduled. */
  required: Proof['type'][]
  receivers: string[]
  /** Photos asked for at least. */
  minPhotos: number
  policy: string
  /** The ladder that climbs for it, alone or with the other units of the same window. */
  ladder: string
  status: InstanceStatus
  proofs: (Proof & { atMs: number })[]
  attended: string[]
  doneAtMs?: number
  doneBy?: string
  enteredBy?: string
  excuse?: { reason: string; by: string }
  /** Reasons of transfers, oldest first: the count is visible (S2-108). */
  transfers: { from: string; to: string; reason: string; by: string }[]
  /** A second transfer somebody asked for: the coordinating leader decides (handbook §3). */
  transferAsked?: { to: string; reason: string; by: string }
  /** Documents going up (handbook §5.9): who read it over, and who signed it. */
  reviewed?: { by: string; atMs: number }
  approved?: { by: string; atMs: number }
  /** Who shares it with the owner. */
  coOwners?: CoOwner[]
  /** A draft of the document, before the document itself. */
  draft?: { file: string; by: string; atMs: number }
  /** The school's rules no longer ask for it; asked for again, it is laid out anew. */
  calledOff?: true
}

export type Scheduled = Omit<
  Instance,
  | 'id'
  | 'status'
  | 'proofs'
  | 'attended'
  | 'transfers'
  | 'transferAsked'
  | 'reviewed'
  | 'approved'
  | 'draft'
  | 'coOwners'
  | 'calledOff'
  | 'doneAtMs'
  | 'doneBy'
>

export type InstanceEvent =
  | ({ kind: 'duty.scheduled' } & Scheduled)
  | { kind: 'duty.opened'; owner: string; others: string[]; substitute?: string }
  | { kind: 'duty.proved'; proofs: Proof[] }
  | { kind: 'duty.attended'; person: string }
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
  | { kind: 'duty.transfer-asked'; to: string; reason: string; by: string }
  | { kind: 'duty.reviewed'; by: string }
  | { kind: 'duty.approved'; by: string }
  | { kind: 'duty.drafted'; file: string; by: string }
  | { kind: 'duty.handed-over'; to: string }
  | { kind: 'duty.co-owners-asked'; people: string[]; by: string }
  | { kind: 'duty.co-owner-confirmed'; person: string }
  | { kind: 'duty.co-owner-declined'; person: string; reason: string }
  | { kind: 'duty.co-owner-finished'; person: string }
  | { kind: 'duty.co-owner-released'; person: string; by: string }
  | { kind: 'duty.cancelled'; reason: string; byRule?: true }
  | ({ kind: 'duty.laid-out-anew' } & Scheduled)
  | { kind: 'duty.voided'; reason: string; by: string }

export const dutyInstance: Noun<Instance, InstanceEvent> = {
  name: 'duty',
  table: 'duty_instances',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'duty.scheduled') {
      const { kind: _, ...scheduled } = event
      return { id, ...scheduled, status: 'scheduled', proofs: [], attended: [], transfers: [] }
    }
    const before = state!
    switch (event.kind) {
      case 'duty.opened': {
        const { substitute: _, ...own } = before
        const stand = event.substitute === undefined ? {} : { substitute: event.substitute }
        const status = before.status === 'scheduled' ? 'open' : before.status
        return { ...own, owner: event.owner, others: event.others, ...stand, status }
      }
      case 'duty.proved':
        return {
          ...before,
          proofs: [...before.proofs, ...event.proofs.map((proof) => ({ ...proof, atMs }))],
        }
      case 'duty.attended':
        return { ...before, attended: [...before.attended, event.person] }
      case 'duty.done': {
        const entered = event.enteredBy === undefined ? {} : { enteredBy: event.enteredBy }
        return {
          ...before,
          status: event.late ? 'late' : 'done',
          doneAtMs: atMs,
          doneBy: event.by,
          ...entered,
        }
      }
      case 'duty.fell-overdue':
        return { ...before, status: 'overdue' }
      case 'duty.flagged-late':
        return { ...before, status: 'late_flagged' }
      case 'duty.missed':
        return { ...before, status: 'missed' }
      case 'duty.excused':
        return { ...before, status: 'excused', excuse: { reason: event.reason, by: event.by } }
      case 'duty.rescheduled': {
        const { opensAtMs, dueAtMs, roundAtMs, provisional } = event
        const byHand = provisional === undefined ? { putOff: true } : { provisional }
        return { ...before, opensAtMs, dueAtMs, roundAtMs, ...byHand }
      }
      case 'duty.transferred': {
        const { substitute: _, transferAsked: __, ...own } = before
        const { to, reason, by } = event
        return { ...own, owner: to, transfers: [...before.transfers, { from: before.owner, to, reason, by }] }
      }
      case 'duty.transfer-asked': {
        const { to, reason, by } = event
        return { ...before, transferAsked: { to, reason, by } }
      }
      case 'duty.reviewed':
        return { ...before, reviewed: { by: event.by, atMs } }
      case 'duty.approved':
        return { ...before, approved: { by: event.by, atMs } }
      case 'duty.drafted':
        return { ...before, draft: { file: event.file, by: event.by, atMs } }
      case 'duty.handed-over': {
        const { substitute: _, ...own } = before
        return event.to === before.owner ? own : { ...own, substitute: event.to }
      }
      case 'duty.cancelled':
        return { ...before, status: 'cancelled', ...(event.byRule && { calledOff: true }) }
      case 'duty.laid-out-anew': {
        const { kind: _, ...scheduled } = event
        const { calledOff: __, ...own } = before
        // Whom it was given to with a reason keeps it.
        const owner = before.transfers.length > 0 ? before.owner : scheduled.owner
        return { ...own, ...scheduled, owner, status: 'scheduled' }
      }
      case 'duty.voided': {
        const { doneAtMs: _, doneBy: __, enteredBy: ___, ...own } = before
        const coOwners = own.coOwners?.map(({ finishedAtMs: ____, ...each }) => each)
        return { ...own, status: 'open', proofs: [], ...(coOwners && { coOwners }) }
      }
      case 'duty.co-owners-asked': {
        const kept = before.coOwners?.filter(({ person }) => !event.people.includes(person)) ?? []
        return { ...before, coOwners: [...kept, ...event.people.map((person) => ({ person, by: event.by }))] }
      }
      case 'duty.co-owner-confirmed':
        return withCoOwner(before, event.person, ({ person, by }) => ({ person, by, answer: 'confirmed' }))
      case 'duty.co-owner-declined':
        return withCoOwner(before, event.person, ({ person, by }) => ({
          person,
          by,
          answer: 'declined',
          reason: event.reason,
        }))
      case 'duty.co-owner-finished':
        return withCoOwner(before, event.person, (each) => ({ ...each, finishedAtMs: atMs }))
      case 'duty.co-owner-released':
        return {
          ...before,
          coOwners: (before.coOwners ?? []).filter(({ person }) => person !== event.person),
        }
    }
  },
  columns: (state) => ({
    duty: state.duty,
    unit: state.unit,
    period: state.period,
    responsible: responsibleFor(state),
    status: state.status,
    ladder: state.ladder,
    opens_at: state.opensAtMs,
    due_at: state.dueAtMs,
    co_owners: sharing(state),
  }),
}

const withCoOwner = (state: Instance, person: string, change: (one: CoOwner) => CoOwner): Instance => ({
  ...state,
  coOwners: (state.coOwners ?? []).map((each) => (each.person === person ? change(each) : each)),
})

/** Who agreed to share it, ` P01 P02 `; null when nobody did. */
function sharing({ coOwners = [] }: Instance): string | null {
  const agreed = coOwners.filter(({ answer }) => answer === 'confirmed').map(({ person }) => person)
  return agreed.length > 0 ? ` ${agreed.join(' ')} ` : null
}

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

export const isDone = (state: Instance): boolean => state.status === 'done' || state.status === 'late'

/** Required proofs that are not there yet; a document waits for each receiver, a letter for each signer. */
export function missingProofs(state: Instance): { type: Proof['type']; of?: string }[] {
  return state.required.flatMap((type): { type: Proof['type']; of?: string }[] => {
    const given = state.proofs.filter((proof) => proof.type === type)
    switch (type) {
      case 'receipt':
        return state.receivers
          .filter((receiver) => !given.some((proof) => proof.receiver === receiver))
          .map((receiver) => ({ type, of: receiver }))
      case 'signature':
        return [state.owner, ...state.others]
          .filter((person) => !given.some((proof) => proof.by === person))
          .map((person) => ({ type, of: person }))
      case 'attendance':
        return state.attended.length > 0 || given.length > 0 ? [] : [{ type }]
      case 'photo':
        return given.length >= Math.max(1, state.minPhotos) ? [] : [{ type }]
      default:
        return given.length > 0 ? [] : [{ type }]
    }
  })
}

/** Laid out once; what the rules had called off comes back when they ask for it again. */
export const schedule =
  (scheduled: Scheduled) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (state) return state.calledOff ? [{ kind: 'duty.laid-out-anew', ...scheduled }] : []
    return [{ kind: 'duty.scheduled', ...scheduled }]
  }

/** The window opens: whoever holds the post now owes it (duties belong to posts). */
export const openFor =
  (owner: string, others: string[], substitute: string | undefined) =>
  (state: Instance | undefined): InstanceEvent[] =>
    state?.status === 'scheduled'
      ? [{ kind: 'duty.opened', owner, others, ...(substitute !== undefined && { substitute }) }]
      : []

const owedStill = (state: Instance | undefined): state is Instance => state !== undefined && isOwed(state)

/** Time's doing, as the policies' `set_status` says. */
export const setByTime =
  (status: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (!owedStill(state)) return []
    switch (status) {
      case 'overdue':
        return state.status === 'overdue' || state.status === 'late_flagged'
          ? []
          : [{ kind: 'duty.fell-overdue' }]
      case 'late_flagged':
        return state.status === 'late_flagged' ? [] : [{ kind: 'duty.flagged-late' }]
      case 'missed':
        return [{ kind: 'duty.missed' }]
      default:
        throw new Error(`no policy sets the status ${status}`)
    }
  }

/** Who says it, for whom, and what excuses lateness: how long nobody was there to take it (design §1.2). */
export interface Saying {
  by: string
  enteredBy?: string
  nowMs: number
  graceMs: number
}

/** What is done at its hour cannot be done before it; a report may be early. */
const BY_THE_HOUR = new Set(['ESC-DAILY', 'ESC-DUTY', 'ESC-PATROL'])

export const isBeforeItsHour = ({ opensAtMs, policy }: Instance, nowMs: number): boolean =>
  nowMs < opensAtMs && BY_THE_HOUR.has(policy)

/**
 * Proofs given; with the last required one it is done, late after its due time (handbook §5.1). A missed one takes
 * documents for the file and stays missed.
 */
export const prove =
  (proofs: Omit<Proof, 'by' | 'enteredBy'>[], { by, enteredBy, nowMs, graceMs }: Saying) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const owed = known(state)
    if (owed.status === 'excused' || owed.status === 'cancelled')
      throw new Refusal('not-owed', `这一项${owed.status === 'excused' ? '已免做' : '已取消'}，不用再交。`)
    if (isBeforeItsHour(owed, nowMs))
      throw new Refusal('not-open', `还没到时间，${timeOf(owed.opensAtMs)}开始。`)
    const entered = enteredBy === undefined || enteredBy === by ? {} : { enteredBy }
    const fresh = proofs
      .map((proof) => ({ ...proof, by, ...entered }))
      .filter((proof) => !owed.proofs.some((had) => sameProof(had, proof)))
    const events: InstanceEvent[] = fresh.length > 0 ? [{ kind: 'duty.proved', proofs: fresh }] : []
    return [...events, ...completed(owed, fresh, by, enteredBy, nowMs - graceMs)]
  }

const sameProof = (one: Proof, other: Proof): boolean =>
  one.type === other.type &&
  one.value === other.value &&
  one.by === other.by &&
  one.file === other.file &&
  one.receiver === other.receiver

/** Done with the last proof and the last co-owner's word; an event or none. */
export function completed(
  owed: Instance,
  fresh: Proof[],
  by: string,
  enteredBy: string | undefined,
  judgedAtMs: number,
): InstanceEvent[] {
  const after = { ...owed, proofs: [...owed.proofs, ...fresh.map((proof) => ({ ...proof, atMs: 0 }))] }
  if (!isOwed(owed) || owed.checkpoints !== undefined || missingProofs(after).length > 0) return []
  if (awaitedCoOwners(owed).length > 0) return []
  const entered = enteredBy === undefined || enteredBy === by ? {} : { enteredBy }
  return [{ kind: 'duty.done', by, ...entered, late: judgedAtMs > owed.dueAtMs }]
}

/** 到会: once per person, before or after the minutes; with minutes there, the meeting is done. */
export const attend =
  (person: string, { by, enteredBy, nowMs, graceMs }: Saying) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const meeting = known(state)
    if (meeting.attended.includes(person)) return []
    if (meeting.status === 'missed' || meeting.status === 'cancelled' || meeting.status === 'excused')
      throw new Refusal('meeting-over', '这次会议已经结束登记，到会记不上了，请联系安全办公室。')
    const after = { ...meeting, attended: [...meeting.attended, person] }
    return [{ kind: 'duty.attended', person }, ...completed(after, [], by, enteredBy, nowMs - graceMs)]
  }

/** A new window set by hand: a meeting put off inside its period. */
export const reschedule =
  (to: { opensAtMs: number; dueAtMs: number; roundAtMs: number }, reason: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (!owedStill(state)) return []
    const same = state.opensAtMs === to.opensAtMs && state.dueAtMs === to.dueAtMs
    return same ? [] : [{ kind: 'duty.rescheduled', ...to, reason }]
  }

/** Somebody else answers for what is still owed, because it is now that person's turn; back to the owner too. */
export const handOverDuty =
  (to: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    owedStill(state) && responsibleFor(state) !== to ? [{ kind: 'duty.handed-over', to }] : []

/** The window a new calendar gives it, and whether that is still 暂定 (CAL-17). */
export const moveToCalendar =
  (
    { opensAtMs, dueAtMs, roundAtMs }: Pick<Instance, 'opensAtMs' | 'dueAtMs' | 'roundAtMs'>,
    why: { provisional: boolean; why?: string },
  ) =>
  (state: Instance | undefined): InstanceEvent[] => {
    if (!owedStill(state)) return []
    const same =
      state.opensAtMs === opensAtMs && state.dueAtMs === dueAtMs && state.provisional === why.provisional
    const reason = why.why ?? '放假安排调整'
    return same
      ? []
      : [{ kind: 'duty.rescheduled', opensAtMs, dueAtMs, roundAtMs, reason, provisional: why.provisional }]
  }

/** Done by the wrong person or twice: open again, the office says why (handbook §5.1). */
export const voidDone =
  (reason: string, by: string) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const done = known(state)
    if (!reason.trim()) throw new Refusal('no-reason', '请写明撤销的理由。')
    return isDone(done) ? [{ kind: 'duty.voided', reason: reason.trim(), by }] : []
  }

export const cancel =
  (reason: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    owedStill(state) ? [{ kind: 'duty.cancelled', reason }] : []

/** The school's rules no longer ask for it, and it has not begun. */
export const callOff =
  (reason: string) =>
  (state: Instance | undefined): InstanceEvent[] =>
    state?.status === 'scheduled' ? [{ kind: 'duty.cancelled', reason, byRule: true }] : []

/** The school's rules changed before it began, or ask for it again. What has begun keeps the rule it began with. */
export const layOutAnew =
  (scheduled: Scheduled) =>
  (state: Instance | undefined): InstanceEvent[] =>
    state?.status === 'scheduled'
      ? [{ kind: 'duty.laid-out-anew', ...scheduled }]
      : schedule(scheduled)(state)

export function known(state: Instance | undefined): Instance {
  if (!state) throw new Refusal('no-such-duty', '没有找到这一项，发送 /今日 看看今天要做什么。')
  return state
}

/** The id says all that makes it one: `mtg-monthly-special.school.2026-09`, `chk-food-daily.school.2026-09-01`. */
export const instanceId = (duty: string, unit: string, period: string, slot?: string): string =>
  [duty, unit, period, ...(slot === undefined ? [] : [slot])].join('.')
