import type { Duty } from '../duties/duty.ts'
import { occurrences } from '../duties/recurrence.ts'
import { slotsOf } from '../duties/window.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { addDays, DAY_MS, type Day, dayOf } from '../time.ts'
import { plannedDuties } from './duties-in-force.ts'
import { dutyInstance } from './evolve.ts'
import { type Instance, isOwed, responsibleFor } from './instance.ts'
import { instancesOfDuty } from './instances.ts'
import { raiseLadder, unitsScheduled } from './lay-out.ts'
import { hasMinutes, invited, moveMeeting } from './meeting.ts'
import { moveLadder } from './move-ladder.ts'
import { schedule } from './windows.ts'

/** Minutes of a meeting longer ago are asked for by its name. */
const BACK_DAYS = 20
/** A quarter ahead: the next of every meeting. */
const AHEAD_DAYS = 92

/**
 * Meetings held one by one (counts of meetings have none of their own), in the order of their start: those laid out, and
 * those the calendar has ahead, which are not owed yet but can be put off already.
 */
export async function meetingsAround(db: Database, directory: Directory, nowMs: number): Promise<Instance[]> {
  const duties = plannedDuties(directory).filter(
    ({ kind, recurrence }) => kind === 'meeting' && !isCount(recurrence),
  )
  const known = await Promise.all(
    duties.map(({ id }) => instancesOfDuty(db, id, nowMs - 120 * DAY_MS, nowMs + AHEAD_DAYS * DAY_MS)),
  )
  const laidOut = known.flat()
  const ids = new Set(laidOut.map(({ id }) => id))
  const ahead = duties.flatMap((duty) => aheadOf(duty, directory, dayOf(nowMs)))
  return [...laidOut, ...ahead.filter(({ id }) => !ids.has(id))].sort(
    (one, other) => one.opensAtMs - other.opensAtMs,
  )
}

const isCount = ({ type }: Duty['recurrence']) => type === 'count_in_period' || type === 'on_event'

/** As the plan will lay them out (`layOut`): the same ids, so that the plan finds them there. */
function aheadOf(duty: Duty, directory: Directory, today: Day): Instance[] {
  const { calendar } = directory
  return occurrences(duty.recurrence, calendar, today, addDays(today, AHEAD_DAYS)).flatMap((occurrence) => {
    if (occurrence.day === null) return []
    const slots = slotsOf(duty, occurrence.day, calendar)
    return slots.flatMap((slot) =>
      unitsScheduled(directory, { duty, occurrence, slot, named: slots.length > 1 }).map(
        ({ id, scheduled }) => ({
          id,
          ...scheduled,
          status: 'scheduled' as const,
          proofs: [],
          attended: [],
          transfers: [],
        }),
      ),
    )
  })
}

/** A meeting somebody does something about before the plan reaches it is laid out now. */
export async function layOutMeeting(work: Work, directory: Directory, meeting: Instance): Promise<void> {
  const duty = directory.duties.get(meeting.duty)
  if (!duty || (await work.state(dutyInstance, meeting.id))) return
  const { id, status: _, proofs: __, attended: ___, transfers: ____, ...scheduled } = meeting
  const made = await work.change(dutyInstance, id, schedule(scheduled))
  await raiseLadder(work, directory, made, duty, work.nowMs)
}

export const callsIt = (who: Person, meeting: Instance): boolean => responsibleFor(meeting) === who.id

export const goesToIt = (who: Person, meeting: Instance): boolean =>
  callsIt(who, meeting) || invited(meeting).includes(who.id)

/** Whoever calls it, the principal or the vice principal (handbook §5.8). */
export const mayMove = (who: Person, meeting: Instance): boolean =>
  callsIt(who, meeting) || who.posts.includes('principal') || isVpSafety(who)

/** What a person has to do with now: still without its minutes, to be held, and of each kind the next to come. */
export function concerning(meetings: readonly Instance[], who: Person, nowMs: number): Instance[] {
  const mine = meetings.filter(
    (meeting) =>
      goesToIt(who, meeting) &&
      isOwed(meeting) &&
      (meeting.dueAtMs > nowMs || (callsIt(who, meeting) && !hasMinutes(meeting))) &&
      meeting.opensAtMs > nowMs - BACK_DAYS * DAY_MS,
  )
  const next = new Map<string, Instance>()
  for (const meeting of mine)
    if (meeting.opensAtMs > nowMs && !next.has(kindOf(meeting))) next.set(kindOf(meeting), meeting)
  return mine.filter((meeting) => meeting.opensAtMs <= nowMs || next.get(kindOf(meeting)) === meeting)
}

const kindOf = ({ duty, unit }: Instance): string => `${duty}/${unit}`

/**
 * Put off inside its period: the record, its ladder, and everybody who is to come but the speaker told once of the new
 * time, in working hours unless the meeting itself comes first.
 */
export async function rescheduleMeeting(
  work: Work,
  directory: Directory,
  meeting: Instance,
  to: { day: Day; opensAtMs: number },
  reason: string,
  by: Person,
): Promise<Instance> {
  await layOutMeeting(work, directory, meeting)
  const after = await work.change(dutyInstance, meeting.id, moveMeeting(to, reason, work.nowMs))
  if (after.opensAtMs === meeting.opensAtMs) return after
  const duty = directory.duties.get(after.duty)
  if (duty) await moveLadder(work, directory, after, duty)
  const quietOver = directory.calendar.afterQuiet(work.nowMs)
  for (const id of invited(after)) {
    const person = directory.person(id)
    const owed =
      person?.active && id !== by.id
        ? owedTo(directory, person, {
            once: `meeting:${after.id}:${after.opensAtMs}:${work.nowMs}:${id}`,
            show: {
              card: 'meeting-moved',
              message: 'rescheduled',
              duty: after.duty,
              unit: after.unit,
              id: after.id,
              fromMs: meeting.opensAtMs,
              opensAtMs: after.opensAtMs,
              reason,
            },
            urgency: 2,
            notBeforeMs: quietOver < after.opensAtMs ? quietOver : work.nowMs,
          })
        : undefined
    if (owed) work.owe(owed)
  }
  return after
}
