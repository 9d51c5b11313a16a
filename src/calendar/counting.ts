import { addDays, type Day } from '../time.ts'
import type { Almanac } from './almanac.ts'

/** What a duty's `day_basis` asks of a day (catalog `day_basis`, CAL-19). */
export type DayBasis = 'school_day' | 'workday' | 'calendar_day' | 'holiday_day'
/** The school week of CAL-7: Sunday to Saturday. */
export interface Week {
  start: Day
  end: Day
}

/** Counting of days over an almanac: CAL-5, CAL-6, CAL-10, the school week of CAL-7. */
export function counting(almanac: Almanac) {
  const { days, workday, schoolDay, indexOf } = almanac

  /** The index reached after `n` marked days strictly after (n > 0) or before (n < 0) `from`; undefined off the edge. */
  function walk(marks: Uint8Array, from: number, n: number): number | undefined {
    const step = Math.sign(n)
    let left = Math.abs(n)
    let i = from
    while (left > 0) {
      i += step
      const mark = marks[i]
      if (mark === undefined) return undefined
      left -= mark
    }
    return i
  }

  function addWorkdays(day: Day, n: number): Day {
    if (!Number.isInteger(n)) throw new RangeError(`addWorkdays counts whole days, got ${n}`)
    const i = walk(workday, indexOf(day), n)
    // Off the edge: let indexOf say so in the school's words.
    return days[i ?? indexOf(`${n > 0 ? days.at(-1) : days[0]} 之${n > 0 ? '后' : '前'}`)] as Day
  }

  const isWorkday = (day: Day): boolean => workday[indexOf(day)] === 1
  const isSchoolDay = (day: Day): boolean => schoolDay[indexOf(day)] === 1
  const onOrAfter = (day: Day): Day => (isWorkday(day) ? day : addWorkdays(day, 1))
  const onOrBefore = (day: Day): Day => (isWorkday(day) ? day : addWorkdays(day, -1))

  function stepSchoolDay(day: Day, n: 1 | -1): Day | undefined {
    const i = walk(schoolDay, indexOf(day), n)
    return i === undefined ? undefined : days[i]
  }

  function schoolWeekOf(day: Day): Week {
    const i = indexOf(day)
    const sinceSunday = almanac.weekdayAt(i) % 7
    return { start: addDays(day, -sinceSunday), end: addDays(day, 6 - sinceSunday) }
  }

  let rests: Uint32Array | undefined
  /** Days not worked that the calendar knows before a day; by it people take turns on days off. */
  function restDaysBefore(day: Day): number {
    if (!rests) {
      rests = new Uint32Array(days.length)
      for (let i = 1; i < days.length; i++) rests[i] = rests[i - 1]! + (workday[i - 1] ? 0 : 1)
    }
    return rests[indexOf(day)]!
  }

  const daysBetween = (from: Day, to: Day): Day[] => days.slice(indexOf(from), indexOf(to) + 1)

  function marked(marks: Uint8Array, from: Day, to: Day): Day[] {
    const first = indexOf(from)
    return daysBetween(from, to).filter((_, i) => marks[first + i] === 1)
  }

  function addMonths(day: Day, months: number): Day {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    const lastOfMonth = new Date(Date.UTC(year, month + months, 0))
    lastOfMonth.setUTCDate(Math.min(date, lastOfMonth.getUTCDate()))
    return onOrAfter(lastOfMonth.toISOString().slice(0, 10))
  }

  function nthWorkdayOfMonth(month: string, n: number): Day | undefined {
    const inMonth = marked(workday, `${month}-01`, lastDayOfMonth(month))
    return n > 0 ? inMonth[n - 1] : inMonth.at(n)
  }

  return {
    isWorkday,
    isSchoolDay,
    addWorkdays,
    addCalendarDays: (day: Day, n: number): Day => onOrAfter(addDays(day, n)),
    addMonths,
    nextWorkday: (day: Day): Day => addWorkdays(day, 1),
    previousWorkday: (day: Day): Day => addWorkdays(day, -1),
    onOrAfter,
    onOrBefore,
    restDaysBefore,
    nextSchoolDay: (day: Day) => stepSchoolDay(day, 1),
    previousSchoolDay: (day: Day) => stepSchoolDay(day, -1),
    daysBetween,
    daysOfMonth: (month: string): Day[] => daysBetween(`${month}-01`, lastDayOfMonth(month)),
    workdaysBetween: (from: Day, to: Day): Day[] => marked(workday, from, to),
    schoolDaysBetween: (from: Day, to: Day): Day[] => marked(schoolDay, from, to),
    nthWorkdayOfMonth,
    schoolWeekOf,
    schoolDaysOf: (week: Week): Day[] => marked(schoolDay, week.start, week.end),
    lastSchoolDayOfWeek(day: Day): Day | undefined {
      const { start, end } = schoolWeekOf(day)
      return marked(schoolDay, start, end).at(-1)
    },
  }
}

/** The last day of a month written `YYYY-MM`. */
function lastDayOfMonth(month: string): Day {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}
