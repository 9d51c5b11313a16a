import type { Calendar } from '../calendar/calendar.ts'
import type { Duty } from '../duties/duty.ts'
import type { Occurrence } from '../duties/occurrence.ts'
import { placeOf } from '../duties/occurrence.ts'
import type { Policy } from '../duties/policies.ts'
import { occurrences } from '../duties/recurrence.ts'
import { stepInstant } from '../duties/step-times.ts'
import { basesOf, remindersOf, type Slot, slotsOf } from '../duties/window.ts'
import type { DayOffset } from '../duties/window-shape.ts'
import type { Noun } from '../log/noun.ts'
import type { Directory } from '../people/directory.ts'
import { addDays, type Day, dayOf } from '../time.ts'

/** Up to which day everything that falls due was laid out. */
export interface Plan {
  through: Day
  /** The calendar it was laid out by. */
  issue?: string
}

/** A duty without a day in its period: noted in the log, not forgotten (CAL-7 step 6, `excused: no_valid_day`). */
export interface NoValidDay {
  duty: string
  period: string
  why: string
}

export type PlanEvent =
  | { kind: 'plan.laid-out'; day: Day; noValidDay: NoValidDay[]; issue: string }
  | { kind: 'plan.reissued'; issue: string }

export const PLAN = 'plan'

export const plan: Noun<Plan, PlanEvent> = {
  name: 'plan',
  table: 'plans',
  evolve: (state, event) =>
    event.kind === 'plan.reissued'
      ? { ...state!, issue: event.issue }
      : { through: event.day, issue: state?.issue ?? event.issue },
  columns: () => ({}),
}

export const layOutThrough =
  (day: Day, noValidDay: NoValidDay[], issue: string) =>
  (state: Plan | undefined): PlanEvent[] =>
    state && state.through >= day ? [] : [{ kind: 'plan.laid-out', day, noValidDay, issue }]

/** The calendar was issued again, and what was laid out ahead follows it (CAL-17). */
export const reissuedBy =
  (issue: string) =>
  (state: Plan | undefined): PlanEvent[] =>
    state === undefined || state.issue === issue ? [] : [{ kind: 'plan.reissued', issue }]

/** A window of a duty that enters the plan on a day. */
export interface Planned {
  duty: Duty
  occurrence: Occurrence
  slot: Slot
  /** A duty of several times a day tells them apart by their slot. */
  named: boolean
}

/** Longer than any lead of a policy's step, and of most duties' own: 20 workdays across a long holiday. */
export const USUAL_LEAD_DAYS = 50

/** How many days before the one it falls on a duty can begin: to open, to remind, to climb. */
function longestLead({ dueWindow: { open, due }, reminders }: Duty): number {
  const reminded = reminders.map((each) => (each.kind === 'day' ? daysBefore(each.offset) : 0))
  const own = Math.max(daysBefore(open.offset), daysBefore(due.offset) + Math.max(0, ...reminded))
  return own <= USUAL_LEAD_DAYS ? USUAL_LEAD_DAYS : own + USUAL_LEAD_DAYS
}

/** Days that so many workdays can take at most, with the long holidays of a year among them. */
const daysBefore = ({ amount, unit }: DayOffset): number =>
  amount >= 0 ? 0 : unit === 'D' ? -amount : Math.ceil(-amount * 1.5) + 20

/**
 * Windows whose first moment (opening, first reminder, first step of the policy) lies on a day after `after` and not
 * after `day`; without `after`, everything under way on `day` that is not past its due time: a bot that starts in the
 * middle of a term owes nothing stale.
 */
export function plannedOn(
  duties: Iterable<Duty>,
  { calendar, rules }: Pick<Directory, 'calendar' | 'rules'>,
  day: Day,
  after: Day | undefined,
): { planned: Planned[]; noValidDay: NoValidDay[] } {
  const planned: Planned[] = []
  const noValidDay: NoValidDay[] = []
  for (const duty of duties)
    for (const occurrence of upcoming(duty, calendar, after ?? day, day)) {
      const all = occurrence.day === null ? [] : slotsOf(duty, occurrence.day, calendar)
      const slots = all.filter(({ opensAtMs, dueAtMs }) => opensAtMs < dueAtMs)
      if (occurrence.day === null || slots.length < all.length) {
        const place = placeOf(occurrence)
        const why = occurrence.why ?? (occurrence.day === null ? '' : '时间窗还没开始就截止了')
        if (place <= day && (after === undefined ? place === day : place > after))
          noValidDay.push({ duty: duty.id, period: occurrence.period, why })
      }
      for (const slot of slots) {
        const first = firstDay(duty, slot, occurrence, { calendar, rules })
        const enters = after === undefined ? dayOf(slot.dueAtMs) >= day : first > after
        if (first <= day && enters) planned.push({ duty, occurrence, slot, named: slots.length > 1 })
      }
    }
  return { planned, noValidDay }
}

/** Occurrences that could enter the plan between two days. */
function upcoming(duty: Duty, calendar: Calendar, from: Day, day: Day): Occurrence[] {
  switch (duty.recurrence.type) {
    case 'on_event':
      return []
    case 'daily':
      return occurrences(duty.recurrence, calendar, from, day)
    case 'count_in_period':
      return occurrences(duty.recurrence, calendar, from, `${day.slice(0, 4)}-12-31`)
    default:
      return laidOut(duty, calendar, from, addDays(day, longestLead(duty)))
  }
}

/** Laid out once per duty and month of a calendar: a term's days ask for the same occurrences again and again. */
const known = new WeakMap<Calendar, Map<string, Occurrence[]>>()

function laidOut(duty: Duty, calendar: Calendar, from: Day, to: Day): Occurrence[] {
  const cache = known.get(calendar) ?? new Map<string, Occurrence[]>()
  known.set(calendar, cache)
  const key = `${JSON.stringify(duty.recurrence)}${from.slice(0, 7)} ${to.slice(0, 7)}`
  const found =
    cache.get(key) ?? occurrences(duty.recurrence, calendar, `${from.slice(0, 7)}-01`, lastDayOf(to))
  cache.set(key, found)
  return found
}

const lastDayOf = (day: Day): Day => addDays(`${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1)

function firstDay(
  duty: Duty,
  slot: Slot,
  occurrence: Occurrence,
  { calendar, rules }: Pick<Directory, 'calendar' | 'rules'>,
): Day {
  const bases = basesOf(slot, occurrence)
  const leads = leadingSteps(rules.policy(duty.policy, rules.version)).map(
    (step) => stepInstant(step, bases, calendar) ?? slot.opensAtMs,
  )
  const reminders = remindersOf(duty, slot, calendar).map(({ atMs }) => atMs)
  return dayOf(Math.min(slot.opensAtMs, ...reminders, ...leads))
}

/** Steps that come before what they count from. */
const leadingSteps = (policy: Policy) =>
  policy.steps.filter(
    ({ at: { base, offset } }) =>
      (base === 'start' || base === 'due') && offset !== undefined && offset.amount < 0,
  )
