import type * as z from 'zod'
import { shapeProblems } from '../shape-problems.ts'
import type { Day } from '../time.ts'
import { layOut, tablesInForce } from './almanac.ts'
import { type Break, breakRules } from './breaks.ts'
import { calendarProblems, tableProblems } from './calendar-problems.ts'
import { counting, type DayBasis, type Week } from './counting.ts'
import { type DayKind, dayKinds } from './day-kinds.ts'
import { disagreementsOf } from './disagreements.ts'
import { type HolidayOverride, type HolidayTable, OFFICIAL_TABLES } from './holidays.ts'
import { hours } from './hours.ts'
import { badCalendar, CALENDAR_WORDS, schoolCalendarShape, type Term } from './school-calendar.ts'
import { type AnchorUnit, type TermAnchor, termRules } from './terms.ts'

/** The school file's `calendar`, the official tables (ours unless given) and tables brought by hand, which win. */
export type CalendarInput = z.input<typeof schoolCalendarShape> & {
  official?: readonly HolidayTable[] | undefined
  overrides?: readonly HolidayOverride[] | undefined
}

/** Holiday tables that win over ours without a new release (CAL-17). */
export type CalendarOverride = Pick<CalendarInput, 'overrides'>

/**
 * The school's calendar: CAL-1…20 of handbook §8, quiet hours §10.4, working hours §10.6. Pure and immutable.
 * Every function throws `Refusal('beyond-calendar')` for a day outside the years the calendar reaches.
 */
export interface Calendar {
  /** CAL-1. */
  isWorkday(day: Day): boolean
  /** CAL-2, 3, 4 and the June 1 rule. */
  isSchoolDay(day: Day): boolean
  kindOf(day: Day): DayKind
  /** Short Chinese reason: `国庆节`, `周末`, `暑假`, `调休上班,补周二的课`; `…(暂定)` in a provisional year. */
  why(day: Day): string
  /** CAL-17: the year's notice is not published. */
  isProvisional(day: Day): boolean
  /** CAL-20: the weekday (1–7) whose timetable and roster the day follows. */
  followedWeekday(day: Day): number
  /** ISO weekday of the plain calendar. */
  weekdayOf(day: Day): number

  /** CAL-5: the nth workday after (n > 0, `day` not counted) or before (n < 0); 0 is the day itself. */
  addWorkdays(day: Day, n: number): Day
  /** CAL-6: n calendar days later; a last day that is not worked moves to the next workday. */
  addCalendarDays(day: Day, n: number): Day
  /** CAL-6: the corresponding day n months later (else the month's last), then the next workday. */
  addMonths(day: Day, months: number): Day
  nextWorkday(day: Day): Day
  previousWorkday(day: Day): Day
  /** The day itself if worked, else the next workday. */
  onOrAfter(day: Day): Day
  /** The day itself if worked, else the workday before (CAL-8). */
  onOrBefore(day: Day): Day
  /** Days not worked that the calendar knows before this one: people take turns on days off by it. */
  restDaysBefore(day: Day): number
  /** Strictly after; undefined when no later school day is known. */
  nextSchoolDay(day: Day): Day | undefined
  previousSchoolDay(day: Day): Day | undefined
  daysBetween(from: Day, to: Day): Day[]
  workdaysBetween(from: Day, to: Day): Day[]
  schoolDaysBetween(from: Day, to: Day): Day[]
  daysOfMonth(month: string): Day[]
  /** CAL-10: n = 1 first, −1 last; `month` is `YYYY-MM`. */
  nthWorkdayOfMonth(month: string, n: number): Day | undefined
  /** CAL-7: Sunday to Saturday. */
  schoolWeekOf(day: Day): Week
  schoolDaysOf(week: Week): Day[]
  lastSchoolDayOfWeek(day: Day): Day | undefined

  /** In order of their start. */
  readonly terms: readonly Term[]
  termOf(day: Day): Term | undefined
  /**
   * CAL-14: `term_start` +n counts school days from the first one (n = 1), workdays after it (CAL-5), −n workdays before
   * it; `term_end` mirrors it.
   */
  termDay(term: Term, anchor: TermAnchor, offset: number, unit: AnchorUnit): Day | undefined
  /** 暑假 or 寒假, also on its weekends and holidays. */
  vacationOf(day: Day): string | undefined
  /** CAL-15: the break whose eve (last school day before) this is. */
  breakAfter(day: Day): Break | undefined
  /** The break of three or more days the day lies in. */
  breakOf(day: Day): Break | undefined
  /** CAL-19: does a daily duty of this basis exist on this day? */
  dailyDutyDay(day: Day, basis: DayBasis): boolean

  /** CAL-16: a reminder's day, moved to the previous workday. */
  reminderDay(day: Day): Day
  /** CAL-16: an escalation's day, moved to the next workday. */
  escalationDay(day: Day): Day
  /** §10.4: 20:00–07:00 and days not worked. */
  isQuiet(instantMs: number): boolean
  /** §10.4: when the quiet of the evening begins, `20:00` unless the school says otherwise. */
  readonly quietFrom: string
  /** Handbook §7: when the day's digest is written, `18:00` unless the school says otherwise. */
  readonly dayClose: string
  /** §10.4: the same instant, or 07:30 of the next workday if quiet. */
  afterQuiet(instantMs: number): number
  /** §10.6: Tue 15:30 + 4 h → Wed 09:30. */
  addWorkingHours(instantMs: number, hours: number): number
  workingMinutesBetween(fromMs: number, toMs: number): number

  /** Changes whenever anything the calendar was made of does (CAL-17: a year's notice, a closure). */
  readonly issue: string

  /** Where the school's own list differs from the table in force; the table wins. Chinese sentences. */
  readonly disagreements: readonly string[]
  /** What the school should still fill in. Chinese sentences. */
  readonly warnings: readonly string[]
}

/** @throws Refusal('calendar-data') naming every problem of the data. */
export function createCalendar(input: CalendarInput): Calendar {
  const { official = OFFICIAL_TABLES, overrides = [], ...given } = input
  const read = schoolCalendarShape.safeParse(given)
  if (!read.success) throw badCalendar('校历', shapeProblems(read.error, given, CALENDAR_WORDS))
  const school = read.data
  const problems = [...calendarProblems(school), ...[...official, ...overrides].flatMap(tableProblems)]
  if (problems.length > 0) throw badCalendar('校历', problems)

  const tables = tablesInForce(official, overrides)
  const almanac = layOut(school, tables)
  const count = counting(almanac)
  const terms = termRules(almanac, school, count)
  const kinds = dayKinds(almanac, school, terms)
  const breaks = breakRules(almanac, kinds.kindOf, terms.vacationOf)
  return {
    ...count,
    ...kinds,
    ...terms,
    ...breaks,
    ...hours(almanac, school),
    quietFrom: school.quiet_hours.from,
    dayClose: school.day_close,
    weekdayOf: (day) => almanac.weekdayAt(almanac.indexOf(day)),
    dailyDutyDay: dailyDutyRule(count, kinds.kindOf, breaks.breakOf),
    reminderDay: count.onOrBefore,
    escalationDay: count.onOrAfter,
    issue: fingerprint(JSON.stringify([school, official, overrides])),
    disagreements: disagreementsOf(school, tables),
    warnings: almanac.days
      .filter((day) => almanac.makeupDays.has(day) && count.isSchoolDay(day))
      .filter((day) => kinds.followedWeekday(day) > 5)
      .map((day) => `${day} 调休上课，请在校历里写明按周几的课表上课(followed_weekdays)。`),
  }
}

/** Staff days are worked although pupils are on vacation: nobody keeps a holiday watch on them. */
function dailyDutyRule(
  count: ReturnType<typeof counting>,
  kindOf: Calendar['kindOf'],
  breakOf: Calendar['breakOf'],
): Calendar['dailyDutyDay'] {
  return (day, basis) => {
    switch (basis) {
      case 'school_day':
        return count.isSchoolDay(day)
      case 'workday':
        return count.isWorkday(day)
      case 'calendar_day':
        return true
      case 'holiday_day':
        return breakOf(day) !== undefined && kindOf(day) !== 'staff'
    }
  }
}

/** FNV-1a over the text, twice with different seeds: enough to tell one issue from the next. */
function fingerprint(text: string): string {
  const hash = (seed: number) => {
    let sum = seed
    for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193) >>> 0
    return sum.toString(16).padStart(8, '0')
  }
  return hash(0x811c9dc5) + hash(0x01000193)
}
