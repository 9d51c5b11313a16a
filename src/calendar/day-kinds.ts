import { type Day, yearOf } from '../time.ts'
import type { Almanac } from './almanac.ts'
import type { SchoolCalendar } from './school-calendar.ts'
import type { termRules } from './terms.ts'

/**
 * What a day is to the school, the strongest word first: a holiday inside a vacation is a `holiday`.
 * `workday` is a working day outside every term and vacation the school has told us of.
 */
export type DayKind =
  | 'holiday'
  | 'school'
  | 'weekend'
  | 'closure'
  | 'pupil_holiday'
  | 'staff'
  | 'vacation'
  | 'workday'

const WEEKDAYS = '一二三四五六日'

/** Kinds of days and the short Chinese reason people are shown for them. */
export function dayKinds(almanac: Almanac, school: SchoolCalendar, terms: ReturnType<typeof termRules>) {
  const followed = new Map(school.followed_weekdays.map((f) => [f.date, f.weekday]))
  const isProvisional = (day: Day): boolean => !almanac.officialYears.has(yearOf(day))

  function kindOf(day: Day): DayKind {
    const i = almanac.indexOf(day)
    if (almanac.schoolDay[i]) return 'school'
    if (almanac.holidays.has(day) && !almanac.workday[i]) return 'holiday'
    if (!almanac.workday[i]) return 'weekend'
    if (terms.termOf(day)) return almanac.closures.has(day) ? 'closure' : 'pupil_holiday'
    if (terms.isStaffDay(day)) return 'staff'
    return terms.vacationOf(day) ? 'vacation' : 'workday'
  }

  function reason(day: Day): string {
    switch (kindOf(day)) {
      case 'holiday':
        return almanac.holidays.get(day) ?? '放假'
      case 'weekend':
        return '周末'
      case 'closure':
        return almanac.closures.get(day) ?? '停课'
      case 'pupil_holiday':
        return `${almanac.pupilHolidays.get(day) ?? '学生放假'}，学生放假`
      case 'staff':
        return `教师返校${makeupNote(day)}`
      case 'vacation':
        return `${terms.vacationOf(day)}${makeupNote(day)}`
      case 'workday':
        return `工作日${makeupNote(day)}`
      case 'school':
        return schoolDayReason(day)
    }
  }

  function schoolDayReason(day: Day): string {
    const extra = almanac.extraDays.get(day)
    if (extra) return extra
    if (almanac.makeupDays.has(day)) {
      const weekday = followed.get(day)
      return weekday ? `调休上班，补周${WEEKDAYS[weekday - 1]}的课` : '调休上班'
    }
    const exam = school.exam_periods.find((e) => e.start <= day && day <= e.end)
    return exam?.name ?? '上课'
  }

  const makeupNote = (day: Day) => (almanac.makeupDays.has(day) ? '，调休上班' : '')

  return {
    kindOf,
    isProvisional,
    /** `国庆节`, `周末`, `暑假`, `调休上班,补周二的课`; a provisional year says so (CAL-17). */
    why: (day: Day): string => `${reason(day)}${isProvisional(day) ? '（暂定）' : ''}`,
    /** CAL-20: the weekday whose timetable and roster a day follows. */
    followedWeekday: (day: Day): number => followed.get(day) ?? almanac.weekdayAt(almanac.indexOf(day)),
  }
}
