import type { Calendar } from '../calendar/calendar.ts'
import { nthWeekdayOfMonth } from '../calendar/roll.ts'
import { nothing, type Occurrence, type Plan, plainly, type RollRule, sayMove, settle } from './occurrence.ts'
import * as periods from './periods.ts'
import type { RecurrenceOf } from './recurrence-shape.ts'

/** CAL-12: once in a school week. */
export function inWeek(
  rule: RecurrenceOf<'weekly'> | RecurrenceOf<'weekly_last_school_day'>,
  calendar: Calendar,
  week: periods.Span,
): Occurrence {
  const period = periods.sayWeek(week)
  if (rule.type === 'weekly') {
    const candidate = periods.plusDays(week.start, rule.weekday % 7)
    return settle(calendar, { period, within: week, candidate, rule, weekday: rule.weekday })
  }
  const friday = periods.plusDays(week.start, 5)
  const last = calendar.lastSchoolDayOfWeek(friday)
  if (last === undefined) return settle(calendar, { period, within: week, candidate: friday, rule })
  const found = plainly(calendar, period, last, week)
  if (last === friday) return found
  const cause = calendar.why(last > friday ? last : friday)
  const provisional = found.provisional || calendar.isProvisional(friday)
  return { ...found, rolledFrom: friday, why: `${cause}，${sayMove(friday, last)}`, provisional }
}

export function inMonth(
  rule: RecurrenceOf<'monthly_weekday'> | RecurrenceOf<'monthly_workday'> | RecurrenceOf<'monthly_day'>,
  calendar: Calendar,
  month: string,
): Occurrence {
  const within = periods.monthSpan(month)
  switch (rule.type) {
    case 'monthly_weekday':
      return onWeekday(calendar, month, { period: month, within, rule }, rule)
    case 'monthly_day':
      return settle(calendar, { period: month, within, candidate: periods.dayInMonth(month, rule.day), rule })
    case 'monthly_workday':
      return nthValidDay(calendar, periods.addToMonth(month, -rule.month_offset), within, rule)
  }
}

export function inQuarter(
  rule: RecurrenceOf<'quarterly_weekday'> | RecurrenceOf<'quarterly_workday'>,
  calendar: Calendar,
  quarter: string,
): Occurrence {
  const within = periods.quarterSpan(quarter)
  if (rule.type === 'quarterly_weekday') {
    const month = periods.addToMonth(quarter, rule.month_of_quarter - 1)
    return onWeekday(calendar, month, { period: periods.sayQuarter(quarter), within, rule }, rule)
  }
  const told = periods.addToMonth(quarter, -3 * rule.quarter_offset)
  return nthValidDay(calendar, periods.sayQuarter(told), within, rule)
}

export function inYear(
  rule: RecurrenceOf<'yearly_date'> | RecurrenceOf<'yearly_dates'> | RecurrenceOf<'yearly_weekday'>,
  calendar: Calendar,
  year: number,
): Occurrence[] {
  const within = periods.yearSpan(year)
  const month = (number: number) => `${year}-${String(number).padStart(2, '0')}`
  switch (rule.type) {
    case 'yearly_weekday':
      return [onWeekday(calendar, month(rule.month), { period: `${year}`, within, rule }, rule)]
    case 'yearly_date': {
      const candidate = periods.dayInMonth(month(rule.month), rule.day)
      return [settle(calendar, { period: `${year}`, within, candidate, rule })]
    }
    case 'yearly_dates':
      return rule.dates.map((date) => {
        const candidate = periods.dayInMonth(`${year}-${date.slice(0, 2)}`, Number(date.slice(3)))
        return settle(calendar, { period: `${year}/${date}`, within, candidate, rule })
      })
  }
}

/** CAL-9: the plain nth weekday of the month, then rolled; a fifth one that the month lacks is no valid day. */
function onWeekday(
  calendar: Calendar,
  month: string,
  plan: Omit<Plan, 'candidate' | 'weekday'>,
  { nth, weekday }: { nth: number; weekday: number },
): Occurrence {
  const candidate = nthWeekdayOfMonth(calendar, month, nth, weekday)
  if (candidate) return settle(calendar, { ...plan, candidate, weekday })
  const why = `${Number(month.slice(5))}月没有${nth < 0 ? '倒数' : ''}第${Math.abs(nth)}个周${'一二三四五六日'[weekday - 1]}`
  return nothing(calendar, plan.period, plan.within, why)
}

/** CAL-10: makeup days count, so the day may be a Saturday. `period` is what the day reports on. */
function nthValidDay(
  calendar: Calendar,
  period: string,
  within: periods.Span,
  { nth, day_basis }: RollRule & { nth: number },
): Occurrence {
  const valid = calendar
    .daysBetween(within.start, within.end)
    .filter((d) => calendar.dailyDutyDay(d, day_basis))
  const day = nth > 0 ? valid[nth - 1] : valid.at(nth)
  if (day) return plainly(calendar, period, day, within)
  return nothing(
    calendar,
    period,
    within,
    `只有${valid.length}个${day_basis === 'workday' ? '工作日' : '可用的日子'}`,
  )
}
