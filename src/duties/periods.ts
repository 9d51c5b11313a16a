import { DAY_MS, type Day, daysBetween } from '../time.ts'

/** Months are `YYYY-MM`; a quarter is named by its first month until it is written as `2026-Q3`. */
export interface Span {
  start: Day
  end: Day
}

/** As `addDays`, without parsing: a year of weeks is laid out often. */
export const plusDays = (day: Day, days: number): Day =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

const monthOf = (day: Day): string => day.slice(0, 7)
const yearOf = (day: Day): number => Number(day.slice(0, 4))

export function addToMonth(month: string, months: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

export const monthSpan = (month: string): Span => ({
  start: `${month}-01`,
  end: plusDays(`${addToMonth(month, 1)}-01`, -1),
})

export const yearSpan = (year: number): Span => ({ start: `${year}-01-01`, end: `${year}-12-31` })

/** The first month of the quarter a day lies in. */
const quarterOf = (day: Day): string => addToMonth(monthOf(day), -((Number(day.slice(5, 7)) - 1) % 3))

export const quarterSpan = (quarter: string): Span => ({
  start: `${quarter}-01`,
  end: monthSpan(addToMonth(quarter, 2)).end,
})

/** `2026-07` → `2026-Q3`. */
export const sayQuarter = (quarter: string): string =>
  `${quarter.slice(0, 4)}-Q${Math.ceil(Number(quarter.slice(5)) / 3)}`

/** The school week runs Sunday to Saturday (CAL-7). */
function weekOf(day: Day): Span {
  const start = plusDays(day, -new Date(day).getUTCDay())
  return { start, end: plusDays(start, 6) }
}

/** `2026-W36`: the ISO number of the Monday–Saturday part; the Sunday before belongs to it. */
export function sayWeek(week: Span): string {
  const thursday = plusDays(week.start, 4)
  const number = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`
}

/** A day of a month, clamped to the month's last one (CAL-11). */
export function dayInMonth(month: string, date: number): Day {
  const last = monthSpan(month).end
  const wanted = `${month}-${String(date).padStart(2, '0')}`
  return wanted < last ? wanted : last
}

export function monthsBetween(from: Day, to: Day): string[] {
  const months: string[] = []
  for (let month = monthOf(from); month <= monthOf(to); month = addToMonth(month, 1)) months.push(month)
  return months
}

export const quartersBetween = (from: Day, to: Day): string[] =>
  monthsBetween(`${quarterOf(from)}-01`, to).filter((month) => (Number(month.slice(5)) - 1) % 3 === 0)

export const yearsBetween = (from: Day, to: Day): number[] =>
  Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, i) => yearOf(from) + i)

export function weeksBetween(from: Day, to: Day): Span[] {
  const weeks: Span[] = []
  for (let week = weekOf(from); week.start <= to; week = weekOf(plusDays(week.end, 1))) weeks.push(week)
  return weeks
}
