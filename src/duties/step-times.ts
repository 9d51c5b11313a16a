import type { Calendar } from '../calendar/calendar.ts'
import { addDays, type Day, dayOf, daysBetween, instantOf, MINUTE_MS, timeOf } from '../time.ts'
import type { Policy, PolicyStep } from './policies.ts'
import { dayOfDeadline } from './window.ts'

/**
 * Instants (epoch ms) by the names steps count from: `open due start round reported accept_due rectify_due verify_due
 * launch receipt checkpoint last_checkpoint period_end deadline`, and `week`: any instant of the school week looked at.
 */
export type Bases = Readonly<Record<string, number | undefined>>

/** A duty due in the last hour before the day's digest waits for the next one (catalogue ESC-DAILY). */
const LAST_HOUR_MS = 60 * MINUTE_MS
const FRIDAY = 5
/** A vacation is too long to wait for the next school day's digest. */
const LONGEST_WAIT_DAYS = 7

/** Deadlines end their day: one at 24:00 belongs to the day before. Events begin where they happen. */
const EVENTS = new Set([
  'open',
  'start',
  'round',
  'reported',
  'launch',
  'receipt',
  'checkpoint',
  'last_checkpoint',
  'week',
])
const dayOfBase = (base: string, ms: number): Day => (EVENTS.has(base) ? dayOf(ms) : dayOfDeadline(ms))

/**
 * When a step is due, before quiet hours; null when what it counts from is not known. Workday steps count workdays
 * from the base's day (handbook §10.5); a time on a day off moves back before the base, on after it (CAL-16).
 */
export function stepInstant(step: Pick<PolicyStep, 'at'>, bases: Bases, calendar: Calendar): number | null {
  const { base, offset, time } = step.at
  const special = specialDay(base, bases, calendar)
  if (special) return special.day === undefined ? null : instantOf(special.day, time ?? special.time)
  if (base === 'daily') return firstDaily(time ?? calendar.dayClose, bases)
  const ms = bases[base]
  if (ms === undefined) return null
  if (offset?.unit === 'M') return ms + offset.amount * MINUTE_MS
  if (offset?.unit === 'H') return ms + offset.amount * 60 * MINUTE_MS
  if (!offset && time === undefined) return ms
  return instantOf(dayReached(step, dayOfBase(base, ms), calendar), time ?? timeOf(ms))
}

function dayReached({ at: { base, offset } }: Pick<PolicyStep, 'at'>, day: Day, calendar: Calendar): Day {
  if (offset?.unit === 'WD') return calendar.addWorkdays(day, offset.amount)
  if (offset?.unit === 'D') {
    const reached = addDays(day, offset.amount)
    return offset.amount < 0 ? calendar.reminderDay(reached) : calendar.escalationDay(reached)
  }
  return base.endsWith('checkpoint') ? calendar.escalationDay(day) : day
}

function firstDaily(time: string, { reported, open }: Bases): number | null {
  const since = reported ?? open
  if (since === undefined) return null
  const today = instantOf(dayOf(since), time)
  return since < today ? today : instantOf(addDays(dayOf(since), 1), time)
}

interface SpecialDay {
  day: Day | undefined
  time: string
}

/** Bases that name a day of their own rather than an instant somebody knows. */
function specialDay(base: string, bases: Bases, calendar: Calendar): SpecialDay | undefined {
  const week = bases.week === undefined ? undefined : dayOf(bases.week)
  const closing = closingDay(bases, calendar)
  switch (base) {
    case 'due_day':
      return { day: bases.due === undefined ? undefined : dayOfDeadline(bases.due), time: '00:00' }
    case 'day_close':
      return { day: closing, time: calendar.dayClose }
    case 'next_day_close':
      return { day: closing && digestAfter(closing, calendar), time: calendar.dayClose }
    case 'day_end':
      return { day: ownDay(bases), time: '24:00' }
    case 'friday':
      return { day: week && lastWorkdayByFriday(week, calendar), time: calendar.dayClose }
    case 'next_monday':
      return { day: week && calendar.onOrAfter(addDays(calendar.schoolWeekOf(week).end, 2)), time: '09:00' }
    default:
      return undefined
  }
}

function ownDay({ due, reported, round, open }: Bases): Day | undefined {
  if (due !== undefined) return dayOfDeadline(due)
  const ms = reported ?? round ?? open
  return ms === undefined ? undefined : dayOf(ms)
}

/** The day whose digest speaks of it. */
function closingDay(bases: Bases, calendar: Calendar): Day | undefined {
  const day = ownDay(bases)
  if (day === undefined) return undefined
  if (bases.due !== undefined)
    return bases.due > instantOf(day, calendar.dayClose) - LAST_HOUR_MS ? digestAfter(day, calendar) : day
  const ms = bases.reported ?? bases.round ?? bases.open ?? 0
  return ms > instantOf(day, calendar.dayClose) ? addDays(day, 1) : day
}

function digestAfter(day: Day, calendar: Calendar): Day {
  const next = calendar.nextSchoolDay(day)
  return next !== undefined && daysBetween(day, next) <= LONGEST_WAIT_DAYS ? next : calendar.nextWorkday(day)
}

/** The Friday, or the last workday before it in its school week; only when there is none, the Saturday. */
function lastWorkdayByFriday(week: Day, calendar: Calendar): Day | undefined {
  const { start, end } = calendar.schoolWeekOf(week)
  const friday = addDays(start, FRIDAY)
  return calendar.workdaysBetween(start, friday).at(-1) ?? calendar.workdaysBetween(friday, end).at(-1)
}

/** The bases with the instants that a policy's steps name themselves (`minutes_due=…`); a known one is kept. */
export function withNamed(policy: Policy, bases: Bases, calendar: Calendar): Bases {
  const known: Record<string, number | undefined> = { ...bases }
  for (const step of policy.steps) {
    if (step.at.name === undefined || known[step.at.name] !== undefined) continue
    known[step.at.name] = stepInstant(step, known, calendar) ?? undefined
  }
  return known
}

/** When a step that was sent at `lastMs` comes again, if it repeats at all. */
export function nextRepeat(step: PolicyStep, lastMs: number, calendar: Calendar): number | undefined {
  const { repeat } = step
  if (!repeat) return undefined
  if ('everyMinutes' in repeat) return lastMs + repeat.everyMinutes * MINUTE_MS
  const today = dayOf(lastMs)
  if (repeat.everyWorkdays !== undefined)
    return instantOf(calendar.addWorkdays(today, repeat.everyWorkdays), repeat.dailyAt)
  const day = lastMs < instantOf(today, repeat.dailyAt) ? today : addDays(today, 1)
  return instantOf(repeat.workdays ? calendar.onOrAfter(day) : day, repeat.dailyAt)
}

/**
 * Handbook §10.4: when a step due at `atMs` is sent. `ignore_until_controlled` sends the first notice and the control
 * check at once (`controlled` false, and the step, when given, is one of them) and the rest in working time. A day of
 * extra lessons is not a day off, although the statutory calendar has it so.
 */
export function heldUntil(
  policy: Policy,
  atMs: number,
  calendar: Calendar,
  controlled: boolean,
  step?: PolicyStep,
): number {
  switch (policy.quiet) {
    case 'ignore':
    case 'ignore_on_shift':
      return atMs
    case 'ignore_until_controlled':
      return !controlled && (!step || isFirstNotice(step)) ? atMs : loudFrom(atMs, calendar)
    case 'respect':
      return step?.message === 'none' ? atMs : loudFrom(atMs, calendar)
  }
}

const isFirstNotice = (step: PolicyStep): boolean =>
  step.written === 'reported' || step.condition === 'no_control_measure'

function loudFrom(atMs: number, calendar: Calendar): number {
  const day = dayOf(atMs)
  const sameTimeOfWorkday = instantOf(calendar.onOrBefore(day), timeOf(atMs))
  return calendar.isSchoolDay(day) && !calendar.isQuiet(sameTimeOfWorkday) ? atMs : calendar.afterQuiet(atMs)
}
