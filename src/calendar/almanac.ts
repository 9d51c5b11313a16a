import { Refusal } from '../refusal.ts'
import { DAY_MS, type Day, epochDayOf, yearOf } from '../time.ts'
import { daysOfSpan } from './calendar-problems.ts'
import { FIXED_HOLIDAYS, type HolidayOverride, type HolidayTable } from './holidays.ts'
import type { SchoolCalendar, Term } from './school-calendar.ts'

/**
 * Every day the calendar knows, laid out once: index 0 is `first`, and a day's facts are array reads.
 * All counting is done on indices, so no rule parses a date.
 */
export interface Almanac {
  readonly days: readonly Day[]
  readonly first: number
  /** @throws Refusal for a day the calendar does not reach. */
  indexOf(day: Day): number
  /** The day an instant belongs to, in the school's zone. */
  indexAt(ms: number): number
  /** ISO weekday, 1 = Monday … 7 = Sunday. */
  weekdayAt(index: number): number
  readonly workday: Uint8Array
  readonly schoolDay: Uint8Array
  readonly termAt: readonly (Term | undefined)[]
  readonly holidays: ReadonlyMap<Day, string>
  readonly makeupDays: ReadonlySet<Day>
  readonly pupilHolidays: ReadonlyMap<Day, string>
  readonly closures: ReadonlyMap<Day, string>
  readonly extraDays: ReadonlyMap<Day, string>
  readonly officialYears: ReadonlySet<number>
}

/** The table that counts for each year: the override, else the official one. */
export function tablesInForce(
  official: readonly HolidayTable[],
  overrides: readonly HolidayOverride[],
): ReadonlyMap<number, HolidayTable> {
  return new Map<number, HolidayTable>([...official, ...overrides].map((table) => [table.year, table]))
}

/** Years before the first and after the last year spoken of, so that a deadline may run over the edge. */
const YEARS_BEFORE = 1
const YEARS_AFTER = 3

export function layOut(school: SchoolCalendar, tables: ReadonlyMap<number, HolidayTable>): Almanac {
  const officialYears = new Set(tables.keys())
  const span = layOutDays(yearsSpokenOf(school, officialYears))
  const holidays = holidaysInForce(school, tables, span.years)
  const makeupDays = makeupInForce(school, tables)
  const pupilHolidays = pupilHolidaysOf(school, span.years)
  const closures = new Map(school.closures.flatMap((c) => daysOfSpan(c.start, c.end).map((d) => [d, c.name])))
  const extraDays = new Map(school.extra_school_days.map((e) => [e.date, e.name]))

  const { days, weekdayAt } = span
  const workday = Uint8Array.from(days, (day, i) =>
    makeupDays.has(day) || (weekdayAt(i) <= 5 && !holidays.has(day)) ? 1 : 0,
  )
  const termAt = termsByDay(days, school.terms)
  const schoolDay = Uint8Array.from(days, (day, i) => {
    const ordinary = workday[i] === 1 && termAt[i] && !pupilHolidays.has(day) && !closures.has(day)
    return ordinary || extraDays.has(day) ? 1 : 0
  })
  const facts = { workday, schoolDay, termAt, holidays, makeupDays, pupilHolidays, closures, extraDays }
  return { ...span, ...facts, officialYears }
}

function layOutDays({ from, to }: { from: number; to: number }) {
  const first = Date.UTC(from, 0, 1) / DAY_MS
  const end = Date.UTC(to + 1, 0, 1) / DAY_MS
  const days = Array.from({ length: end - first }, (_, i) =>
    new Date((first + i) * DAY_MS).toISOString().slice(0, 10),
  )
  const index = new Map(days.map((day, i) => [day, i]))
  const reach = (i: number | undefined, said: string): number => {
    if (i !== undefined && i >= 0 && i < days.length) return i
    throw new Refusal('beyond-calendar', `校历只到 ${from}–${to} 年，查不到 ${said}，请核对日期。`)
  }
  return {
    years: { from, to },
    days,
    first,
    indexOf: (day: Day) => reach(index.get(day), day),
    indexAt: (ms: number) => reach(epochDayOf(ms) - first, '这个时间'),
    // 1970-01-01 was a Thursday.
    weekdayAt: (i: number) => ((first + i + 3) % 7) + 1,
  }
}

function yearsSpokenOf(school: SchoolCalendar, officialYears: ReadonlySet<number>) {
  const spoken = [...school.terms, ...school.holidays].flatMap((s) => [s.start, s.end])
  const years = [...officialYears, ...spoken.map(yearOf)]
  return { from: Math.min(...years) - YEARS_BEFORE, to: Math.max(...years) + YEARS_AFTER }
}

/** A year with a table takes the table; a provisional one the school's own days and the fixed statutory ones (CAL-17). */
function holidaysInForce(
  school: SchoolCalendar,
  tables: ReadonlyMap<number, HolidayTable>,
  years: { from: number; to: number },
): Map<Day, string> {
  const holidays = new Map<Day, string>()
  for (let year = years.from; year <= years.to; year++) {
    if (tables.has(year)) continue
    for (const { name, monthDays } of FIXED_HOLIDAYS)
      for (const monthDay of monthDays) holidays.set(`${year}-${monthDay}`, name)
  }
  const put = (name: string, start: Day, end: Day) => {
    for (const day of daysOfSpan(start, end)) holidays.set(day, name)
  }
  for (const { name, start, end } of school.holidays)
    for (const day of daysOfSpan(start, end)) if (!tables.has(yearOf(day))) holidays.set(day, name)
  for (const table of tables.values())
    for (const { name, start, end } of table.holidays) put(name, start, end)
  return holidays
}

function makeupInForce(school: SchoolCalendar, tables: ReadonlyMap<number, HolidayTable>): Set<Day> {
  const own = school.makeup_workdays.filter((day) => !tables.has(yearOf(day)))
  const official = [...tables.values()].flatMap((table) => table.makeupWorkdays.map((m) => m.date))
  return new Set([...own, ...official])
}

/** June 1 is free for pupils under 14 in every year unless the school says otherwise (CAL-2). */
function pupilHolidaysOf(school: SchoolCalendar, years: { from: number; to: number }): Map<Day, string> {
  const off = new Map<Day, string>()
  for (let year = years.from; year <= years.to; year++) off.set(`${year}-06-01`, '儿童节')
  for (const { date, name, pupils_off } of school.pupil_only_holidays) {
    if (pupils_off) off.set(date, name)
    else off.delete(date)
  }
  return off
}

function termsByDay(days: readonly Day[], terms: readonly Term[]): (Term | undefined)[] {
  const ofDay = new Map(terms.flatMap((term) => daysOfSpan(term.start, term.end).map((day) => [day, term])))
  return days.map((day) => ofDay.get(day))
}
