import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../time.ts'
import { holidayOccurrences } from './before-holiday.ts'
import { isSuperiors, type Occurrence, placeOf, plainly, type RollRule } from './occurrence.ts'
import { inMonth, inQuarter, inWeek, inYear } from './period-duties.ts'
import * as periods from './periods.ts'
import type { Recurrence, RecurrenceOf } from './recurrence-shape.ts'
import { termOccurrences } from './term-duties.ts'

/**
 * When a duty falls due from `from` to `to`, both included, in order of the days: one occurrence per period.
 * A period without a valid day stands where its plain candidate stood (CAL-7 step 6); a window may open long before.
 * @throws Refusal('beyond-calendar') for a range the calendar does not reach.
 */
export function occurrences(recurrence: Recurrence, calendar: Calendar, from: Day, to: Day): Occurrence[] {
  if (to < from) return []
  return around(recurrence, calendar, from, to)
    .filter((occurrence) => from <= placeOf(occurrence) && placeOf(occurrence) <= to)
    .sort((a, b) => compare(placeOf(a), placeOf(b)) || compare(a.period, b.period))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A superior's date can be met in the period before its own: how far a run of days off can carry it back. */
const LONGEST_RUN_DAYS = 14

/** Every occurrence that could fall into the range, and some beside it. */
function around(recurrence: Recurrence, calendar: Calendar, from: Day, to: Day): Occurrence[] {
  switch (recurrence.type) {
    case 'daily':
      return dailyOccurrences(recurrence, calendar, from, to)
    case 'weekly':
    case 'weekly_last_school_day':
      return periods.weeksBetween(from, to).map((week) => inWeek(recurrence, calendar, week))
    case 'monthly_weekday':
    case 'monthly_workday':
    case 'monthly_day':
      return periods.monthsBetween(from, reach(recurrence, to)).map((m) => inMonth(recurrence, calendar, m))
    case 'quarterly_weekday':
    case 'quarterly_workday':
      return periods.quartersBetween(from, to).map((quarter) => inQuarter(recurrence, calendar, quarter))
    case 'yearly_date':
    case 'yearly_dates':
    case 'yearly_weekday':
      return periods.yearsBetween(from, reach(recurrence, to)).flatMap((y) => inYear(recurrence, calendar, y))
    case 'per_term':
      return termOccurrences(recurrence, calendar)
    case 'before_holiday':
      return holidayOccurrences(recurrence, calendar, from, to)
    case 'count_in_period':
      return periods.yearsBetween(from, to).map((year) => countOf(recurrence, calendar, year))
    case 'combined':
      return partsOf(recurrence, calendar, from, to)
    case 'on_event':
      return []
  }
}

const reach = (rule: object, to: Day): Day =>
  isSuperiors(rule as RollRule) ? periods.plusDays(to, LONGEST_RUN_DAYS) : to

/** CAL-19. */
function dailyOccurrences(rule: RecurrenceOf<'daily'>, calendar: Calendar, from: Day, to: Day): Occurrence[] {
  return calendar
    .daysBetween(from, to)
    .filter((day) => calendar.dailyDutyDay(day, rule.day_basis))
    .map((day) => plainly(calendar, day, day, { start: day, end: day }))
}

/** CAL-18: the calendar year, kept on Dec 31 even when that is a day off; checkpoints wait for the next workday. */
function countOf(rule: RecurrenceOf<'count_in_period'>, calendar: Calendar, year: number): Occurrence {
  const within = periods.yearSpan(year)
  const checkpoints = rule.checkpoints.map(({ date, expected }) => ({
    day: calendar.onOrAfter(periods.dayInMonth(`${year}-${date.slice(0, 2)}`, Number(date.slice(3)))),
    expected,
  }))
  return { ...plainly(calendar, `${year}`, within.end, within), checkpoints, min: rule.min }
}

/** Parts with periods of one kind would share their ids: the second such part is marked `#2`. */
function partsOf({ parts }: RecurrenceOf<'combined'>, calendar: Calendar, from: Day, to: Day): Occurrence[] {
  const kinds = parts.map(({ type }) => type.replace(/^count_in_period/, 'yearly').split('_')[0])
  return parts.flatMap((part, i) => {
    const sameBefore = kinds.slice(0, i).filter((kind) => kind === kinds[i]).length
    const mark = sameBefore > 0 ? `#${sameBefore + 1}` : ''
    return around(part, calendar, from, to).map((o) => ({ ...o, period: `${o.period}${mark}` }))
  })
}
