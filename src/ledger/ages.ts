import type { Calendar } from '../calendar/calendar.ts'
import { type Day, dayOf, instantOf } from '../time.ts'
import type { Age } from './filter.ts'

/** The most workdays of each age but the last. */
const MOST_DAYS = [1, 3, 7, 30] as const

/**
 * From which instant on something reported is of the first age, the second …: four instants going back. Worked out once
 * from the calendar, so that the database can sort thousands by it; the day of the report is not counted (CAL-5).
 */
export function ageStarts(calendar: Calendar, nowMs: number): number[] {
  const last = calendar.onOrBefore(dayOf(nowMs))
  return MOST_DAYS.map((days) => instantOf(calendar.addWorkdays(last, -days)))
}

/** Reported at or after `fromMs` and before `toMs`. */
export function ageSpan(calendar: Calendar, nowMs: number, age: Age): { fromMs: number; toMs: number } {
  const starts = ageStarts(calendar, nowMs)
  return { fromMs: starts[age] ?? 0, toMs: starts[age - 1] ?? Number.MAX_SAFE_INTEGER }
}

/** Workdays something has been open until `untilMs`; days once counted are not counted again. */
export function workdaysOpen(calendar: Calendar): (sinceMs: number, untilMs: number) => number {
  const known = new Map<string, number>()
  return (sinceMs, untilMs) => {
    const [from, to]: [Day, Day] = [dayOf(sinceMs), dayOf(untilMs)]
    const key = `${from} ${to}`
    const days =
      known.get(key) ?? calendar.workdaysBetween(from, to).length - (calendar.isWorkday(from) ? 1 : 0)
    known.set(key, days)
    return days
  }
}
