import type { Day } from '../time.ts'
import { daysBetween } from '../time.ts'
import type { Almanac } from './almanac.ts'
import type { counting } from './counting.ts'
import type { SchoolCalendar, Term } from './school-calendar.ts'

export type TermAnchor = 'term_start' | 'term_end'
export type AnchorUnit = 'school_day' | 'workday'

/** Beyond the last known term only July–August and January–February can be called a vacation, and only this near. */
const EDGE_VACATION_DAYS = 70

/** Teachers are back some days before a term; where a term is missing, nobody is back for half a year. */
const LONGEST_RETURN_DAYS = 21

/** Terms, their anchors (CAL-14), vacations and the staff days before a term (CAL-4). */
export function termRules(almanac: Almanac, school: SchoolCalendar, count: ReturnType<typeof counting>) {
  const terms = school.terms.toSorted((a, b) => (a.start < b.start ? -1 : 1))
  const termOf = (day: Day): Term | undefined => almanac.termAt[almanac.indexOf(day)]
  const nextTerm = (day: Day): Term | undefined => terms.find((t) => t.start > day)
  const previousTerm = (day: Day): Term | undefined => terms.findLast((t) => t.end < day)

  function termDay(term: Term, anchor: TermAnchor, offset: number, unit: AnchorUnit): Day | undefined {
    const schoolDays = count.schoolDaysBetween(term.start, term.end)
    const first = schoolDays[0]
    const last = schoolDays.at(-1)
    if (first === undefined || last === undefined) return undefined
    if (anchor === 'term_start') {
      // School days count the first one as day 1 (CAL-14); "within n workdays of the start" does not (CAL-5).
      if (offset < 0 || unit === 'workday') return count.addWorkdays(first, offset)
      return schoolDays[Math.max(offset, 1) - 1]
    }
    if (offset > 0) return count.addWorkdays(last, offset)
    const counted = unit === 'workday' ? count.workdaysBetween(term.start, last) : schoolDays
    return counted.at(offset - 1)
  }

  /** 暑假 or 寒假 when the day lies between terms, or close to the known terms in a vacation month. */
  function vacationOf(day: Day): string | undefined {
    if (termOf(day)) return undefined
    const before = previousTerm(day)
    const after = nextTerm(day)
    if (before && after) return monthOf(after.start) >= 7 ? '暑假' : '寒假'
    const edge = before ? daysBetween(before.end, day) : after ? daysBetween(day, after.start) : Infinity
    if (edge > EDGE_VACATION_DAYS) return undefined
    const month = monthOf(day)
    return month === 7 || month === 8 ? '暑假' : month <= 2 ? '寒假' : undefined
  }

  function isStaffDay(day: Day): boolean {
    if (!count.isWorkday(day) || termOf(day)) return false
    const after = nextTerm(day)
    const since = previousTerm(day)?.end ?? ''
    return (
      after !== undefined &&
      daysBetween(day, after.start) <= LONGEST_RETURN_DAYS &&
      school.staff_return.some((back) => since < back && back <= day)
    )
  }

  return { terms, termOf, termDay, vacationOf, isStaffDay }
}

/** A term that begins in the second half of the year is the autumn term. */
export const seasonOf = (term: Term): 'autumn' | 'spring' => (monthOf(term.start) >= 7 ? 'autumn' : 'spring')

const monthOf = (day: Day): number => Number(day.slice(5, 7))
