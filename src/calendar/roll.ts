import type { Day } from '../time.ts'
import { daysBetween } from '../time.ts'
import type { Calendar } from './calendar.ts'
import type { DayBasis } from './counting.ts'

/** A recurrence's candidate date and the period it must stay in (CAL-7). */
export interface Candidate {
  day: Day
  period: { start: Day; end: Day }
  basis: DayBasis
  /** The side tried first; `none` keeps the candidate as it is. */
  shift: 'previous' | 'next' | 'none'
  /** ISO weekday of a duty that has one: weekly, nth weekday of a month. */
  weekday?: number | undefined
  /** Used when the period has no valid day at all: meetings of vacation months fall back to workdays. */
  fallback?: DayBasis | undefined
}

/**
 * CAL-7: the day a recurring duty falls on inside its period, or undefined when the period has no valid day
 * (the ledger then shows `excused: no_valid_day`).
 */
export function rollDay(calendar: Calendar, candidate: Candidate): Day | undefined {
  const { day, period, basis, shift, weekday, fallback } = candidate
  if (shift === 'none') return day
  const valid = calendar.daysBetween(period.start, period.end).filter((d) => calendar.dailyDutyDay(d, basis))
  const nearest = (days: Day[]) => nearestTo(day, shift, days)
  if (valid.includes(day)) return day
  if (weekday !== undefined) {
    const week = calendar.schoolWeekOf(day)
    const sameWeek = valid.filter((d) => week.start <= d && d <= week.end)
    const follows = (d: Day) => calendar.followedWeekday(d) === weekday
    const found = nearest(sameWeek.filter(follows)) ?? nearest(sameWeek) ?? nearest(valid.filter(follows))
    if (found) return found
  }
  const found = nearest(valid)
  if (found || !fallback) return found
  return rollDay(calendar, { ...candidate, basis: fallback, fallback: undefined })
}

/** The nearest day on the shift's side, else the nearest on the other. */
function nearestTo(day: Day, shift: 'previous' | 'next', days: readonly Day[]): Day | undefined {
  const near = days.toSorted((a, b) => Math.abs(daysBetween(day, a)) - Math.abs(daysBetween(day, b)))
  const onSide = (d: Day) => (shift === 'previous' ? d < day : d > day)
  return near.find(onSide) ?? near[0]
}

/** The nth (−1 = last) plain weekday of a month `YYYY-MM`, before any rolling (CAL-9). */
export function nthWeekdayOfMonth(
  calendar: Calendar,
  month: string,
  nth: number,
  weekday: number,
): Day | undefined {
  const days = calendar.daysOfMonth(month).filter((day) => calendar.weekdayOf(day) === weekday)
  return nth > 0 ? days[nth - 1] : days.at(nth)
}
