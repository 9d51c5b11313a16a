import type { Break } from '../calendar/breaks.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Day } from '../time.ts'
import type { Occurrence } from './occurrence.ts'
import { plusDays } from './periods.ts'
import type { RecurrenceOf } from './recurrence-shape.ts'

type Rule = RecurrenceOf<'before_holiday'>

/** Counting back over a vacation: how many days later than its duty a holiday may begin. */
const VACATION_DAYS = 75
const DAYS_PER_SCHOOL_DAY = 3

/** CAL-15: on (or some days before) the last school day before each break; no eve known, no duty. */
export function holidayOccurrences(rule: Rule, calendar: Calendar, from: Day, to: Day): Occurrence[] {
  const ahead = rule.offset === 0 ? 0 : VACATION_DAYS - rule.offset * DAYS_PER_SCHOOL_DAY
  return calendar.daysBetween(from, plusDays(to, ahead)).flatMap((eve) => {
    const found = calendar.breakAfter(eve)
    if (!found || found.days < rule.min_days) return []
    const day = daysBefore(rule, calendar, eve)
    return [
      {
        period: periodOf(calendar, found),
        day: day ?? null,
        ...(day === undefined && { why: `${found.name}前没有这么多上课日，本期没有可安排的日子` }),
        provisional: calendar.isProvisional(found.start) || calendar.isProvisional(day ?? eve),
        within: { start: day ?? eve, end: eve },
      },
    ]
  })
}

function daysBefore({ offset, unit }: Rule, calendar: Calendar, eve: Day): Day | undefined {
  if (unit === 'workday') return calendar.addWorkdays(eve, offset)
  let day: Day | undefined = eve
  for (let left = -offset; left > 0 && day; left--) day = calendar.previousSchoolDay(day)
  return day
}

/** 国庆节 swallows the 中秋节 beside it, whichever the notice names first. */
const NAMES = ['国庆节', '春节', '元旦', '清明节', '劳动节', '端午节', '中秋节']
/** A term's vacation, or a festival's days, can be cut in two by days of extra lessons. */
const LONGEST_BREAK_DAYS = 120

/**
 * `国庆节-2026`: name and the year the break ends in. Not its first day, which a new notice may move
 * (元旦 may begin on Dec 31). A second piece of the same break is `暑假-2026-2`.
 */
function periodOf(calendar: Calendar, found: Break): string {
  const id = idOf(found)
  const before = calendar.daysBetween(plusDays(found.start, -LONGEST_BREAK_DAYS), plusDays(found.start, -1))
  const earlier = new Set(before.map((day) => calendar.breakOf(day)).filter((b) => b && idOf(b) === id))
  return earlier.size > 0 ? `${id}-${earlier.size + 1}` : id
}

const idOf = ({ name, end }: Break): string =>
  `${NAMES.find((known) => name.includes(known)) ?? name}-${end.slice(0, 4)}`
