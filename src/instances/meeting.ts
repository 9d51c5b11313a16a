import { withNamed } from '../duties/step-times.ts'
import type { Directory } from '../people/directory.ts'
import { Refusal } from '../refusal.ts'
import { type Day, dayOf, HOUR_MS, MINUTE_MS, sayDay, sayInstant } from '../time.ts'
import { climbOf } from './climb.ts'
import { type Instance, type InstanceEvent, isDone, isOwed, known, responsibleFor } from './instance.ts'
import { attend, type Saying } from './prove.ts'
import { reschedule } from './windows.ts'

/** People come early; before this nobody can have attended (handbook §15: 到会 at the door). */
const DOOR_MS = 30 * MINUTE_MS

export const doorOpensAt = ({ opensAtMs }: Instance): number => opensAtMs - DOOR_MS

export const hasMinutes = ({ proofs }: Instance): boolean => proofs.some(({ type }) => type === 'text')

/** Somebody was there or wrote what was decided: what `not_held` asks of a policy. */
export const wasHeld = (state: Instance): boolean => state.attended.length > 0 || hasMinutes(state)

/** Everybody who is to come, whoever calls it first. */
export const invited = (state: Instance): string[] => [
  ...new Set([responsibleFor(state), state.owner, ...state.others]),
]

export const absentFrom = (state: Instance): string[] =>
  invited(state).filter((person) => !state.attended.includes(person))

/**
 * At the door: from half an hour before the start until the minutes are done. Where the minutes were there before
 * anybody had signed in, the first one does not shut the door on the others that day.
 */
export function doorIsOpen(state: Instance, nowMs: number): boolean {
  if (nowMs < doorOpensAt(state)) return false
  if (!isDone(state)) return isOwed(state)
  const minutes = state.proofs.find(({ type }) => type === 'text')
  const shutByMinutes = minutes?.atMs === state.doneAtMs
  return !shutByMinutes && dayOf(nowMs) === dayOf(state.doneAtMs ?? 0)
}

/** 到会 (handbook §5.8): once per person, only who is to come. */
export const attendMeeting =
  (person: string, saying: Saying) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const meeting = known(state)
    if (meeting.attended.includes(person)) return []
    if (!invited(meeting).includes(person))
      throw new Refusal('not-invited', '不在这次会议的参会名单里，请联系召集人。')
    if (saying.nowMs < doorOpensAt(meeting))
      throw new Refusal('too-early', `会议 ${sayInstant(meeting.opensAtMs)} 开始，到时再点「到会」。`)
    if (!doorIsOpen(meeting, saying.nowMs))
      throw new Refusal('meeting-over', '这次会议已经结束登记，到会记不上了，请联系召集人。')
    return attend(person, saying)(meeting)
  }

/** Why somebody who has not come said he could not. */
export const regretOf = (state: Instance, person: string): string | undefined =>
  state.attended.includes(person) ? undefined : state.regrets?.find((each) => each.person === person)?.reason

/** 请假 with a reason before the start (handbook §15). Whoever calls the meeting puts it off or hands it on instead. */
export const regretMeeting =
  (person: string, reason: string, nowMs: number) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const meeting = known(state)
    if (!invited(meeting).includes(person))
      throw new Refusal('not-invited', '不在这次会议的参会名单里，不用请假。')
    if (person === responsibleFor(meeting))
      throw new Refusal('calls-it', '会议由您召集：可以改期，或用 /转办 请同事主持。')
    if (meeting.attended.includes(person)) throw new Refusal('came', '已经记过到会，不用请假。')
    if (!isOwed(meeting) || nowMs >= meeting.opensAtMs)
      throw new Refusal('too-late', '会议已经开始，请假要在开始前说，请直接联系召集人。')
    if (!reason.trim()) throw new Refusal('no-reason', '请写明请假的理由，例如「请假 外出培训」。')
    if (regretOf(meeting, person) === reason.trim()) return []
    return [{ kind: 'duty.regretted', person, reason: reason.trim() }]
  }

/** Instant by which the minutes are due: the policy's `minutes_due`; the window's end where it names none. */
export const minutesDue = (state: Instance, { calendar, rules }: Directory): number => {
  const { bases, policy } = climbOf(rules, state, [])
  return Math.max(withNamed(policy, bases, calendar).minutes_due ?? 0, state.dueAtMs)
}

/** A new day and start inside the same period, with a reason; it lasts as long as before (handbook §5.8). */
export const moveMeeting =
  (to: { day: Day; opensAtMs: number }, reason: string, nowMs: number) =>
  (state: Instance | undefined): InstanceEvent[] => {
    const meeting = known(state)
    if (!isOwed(meeting)) throw new Refusal('meeting-over', '这次会议已经结束，不能再改期。')
    if (wasHeld(meeting)) throw new Refusal('already-held', '这次会议已经开了，不能再改期。')
    if (!reason.trim()) throw new Refusal('no-reason', '请写明改期的理由。')
    const { periodStart, periodEnd } = meeting
    if (to.day > periodEnd || (periodStart !== undefined && to.day < periodStart))
      throw new Refusal(
        'outside-period',
        `只能改到本期之内（${periodStart === undefined ? '' : `${sayDay(periodStart)} 至 `}${sayDay(periodEnd)}），期外视为没开。`,
      )
    if (to.opensAtMs <= nowMs) throw new Refusal('past', '新的时间已经过去，请重新选择。')
    const lasts = Math.min(meeting.dueAtMs - meeting.opensAtMs, 12 * HOUR_MS)
    return reschedule(
      { opensAtMs: to.opensAtMs, dueAtMs: to.opensAtMs + lasts, roundAtMs: to.opensAtMs },
      reason.trim(),
    )(meeting)
  }
