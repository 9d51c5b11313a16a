import type { Calendar } from '../calendar/calendar.ts'
import { addDays, type Day, instantOf } from '../time.ts'

/** School weeks that are counted together: Sunday 00:00 to the end of Saturday, the current one until now. */
export interface Span {
  /** Oldest first; `fromMs` counts, `toMs` does not. */
  weeks: { fromMs: number; toMs: number }[]
  firstDay: Day
  lastDay: Day
}

/** What is held against what: the last school weeks, as many before them, and the term before. */
export interface Spans {
  now: Span
  before: Span
  /** The whole of the term before; undefined for the first one the calendar knows. */
  term?: Span
}

/**
 * Weeks without a school day are passed over, so that September is not held against an empty August.
 * @returns undefined while the calendar knows too few weeks
 */
export function spansOf(calendar: Calendar, day: Day, asOfMs: number, weeks: number): Spans | undefined {
  const found = schoolWeeks(calendar, day, 2 * weeks)
  if (found.length < 2 * weeks) return undefined
  const span = (days: readonly Week[]): Span => ({
    weeks: days.map(({ start, end }) => ({
      fromMs: instantOf(start),
      toMs: Math.min(instantOf(end, '24:00'), asOfMs + 1),
    })),
    firstDay: days[0]!.start,
    lastDay: days.at(-1)!.end,
  })
  const past = termBefore(calendar, day)
  return {
    now: span(found.slice(weeks)),
    before: span(found.slice(0, weeks)),
    ...(past.length > 0 && { term: span(past) }),
  }
}

type Week = ReturnType<Calendar['schoolWeekOf']>

/** A year back is far enough: whoever has no eight weeks of school in it has nothing to compare. */
const MOST_WEEKS_BACK = 53

/** The last `count` weeks with a school day, this one first looked at, oldest first. */
function schoolWeeks(calendar: Calendar, day: Day, count: number): Week[] {
  const first = calendar.terms[0]?.start
  const found: Week[] = []
  let at = day
  for (let back = 0; back < MOST_WEEKS_BACK && found.length < count; back++) {
    const week = calendar.schoolWeekOf(at)
    if (first === undefined || week.end < first) break
    if (calendar.schoolDaysOf(week).length > 0) found.unshift(week)
    at = addDays(week.start, -1)
  }
  return found
}

function termBefore(calendar: Calendar, day: Day): Week[] {
  const begun = calendar.terms.filter(({ start }) => start <= day)
  const term = begun.at(-2)
  if (!term) return []
  const weeks: Week[] = []
  for (let at = term.start; at <= term.end; at = addDays(calendar.schoolWeekOf(at).end, 1)) {
    const week = calendar.schoolWeekOf(at)
    if (calendar.schoolDaysOf(week).length > 0) weeks.push(week)
  }
  return weeks
}

export const lies = ({ weeks }: Span, atMs: number): boolean =>
  weeks.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)
