import type { Calendar } from '../calendar/calendar.ts'
import type { DayBasis } from '../calendar/counting.ts'
import { rollDay } from '../calendar/roll.ts'
import type { Day } from '../time.ts'
import type { Span } from './periods.ts'

/** A day of the year on which a count must have got so far (handbook §7, `checkpoints`). */
export interface Checkpoint {
  day: Day
  expected: number
}

/** A duty falling due once in one of its periods. */
export interface Occurrence {
  /** Stable when the calendar is re-issued: `2026-09`, `2026-Q3`, `2026`, `2026-W36`, a term's id, `国庆节-2026`, a day. */
  period: string
  /** Null: the period has no valid day (CAL-7 step 6); the ledger shows `no_valid_day`. */
  day: Day | null
  /** The plain candidate, when the day is another one or none. */
  rolledFrom?: Day
  /** Chinese reason, when the day is not the plain one: `国庆节，提前到9月30日`. */
  why?: string
  /** CAL-17: counted with a year whose notice is not published; shown as 暂定. */
  provisional: boolean
  /** The days it had to stay within; its last day is the policies' `period_end`. */
  within: Span
  /** Counts only. */
  checkpoints?: readonly Checkpoint[]
  /** How often in the year, of a count. */
  min?: number
}

/** The day by which an occurrence is found in a range: its day, else where it would have been. */
export const placeOf = (occurrence: Occurrence): Day =>
  occurrence.day ?? occurrence.rolledFrom ?? occurrence.within.end

export interface RollRule {
  day_basis: DayBasis
  shift: 'previous' | 'next' | 'none' | 'skip'
  fallback_basis?: DayBasis | undefined
  hard_deadline?: boolean | undefined
  deadline_inclusive?: boolean | undefined
}

/** A period and its plain candidate, before CAL-7 and CAL-8. */
export interface Plan {
  period: string
  within: Span
  candidate: Day
  rule: RollRule
  /** Only of rules with a weekday. */
  weekday?: number
}

/** CAL-8 asks for a superior's date to be met, whatever the period. */
export const isSuperiors = (rule: RollRule): boolean =>
  rule.hard_deadline === true || rule.deadline_inclusive === false

/** Rolls a plan to its day (CAL-7, CAL-8) and says why it moved. */
export function settle(calendar: Calendar, plan: Plan): Occurrence {
  const { period, candidate } = plan
  const day = dayOfPlan(calendar, plan)
  const why = reason(calendar, plan, day)
  const start = day !== undefined && day < plan.within.start ? day : plan.within.start
  return {
    period,
    day: day ?? null,
    ...(day !== candidate && { rolledFrom: candidate }),
    ...(why !== undefined && { why }),
    provisional: calendar.isProvisional(candidate) || (day !== undefined && calendar.isProvisional(day)),
    within: { ...plan.within, start },
  }
}

function dayOfPlan(calendar: Calendar, { candidate, within, rule, weekday }: Plan): Day | undefined {
  if (rule.deadline_inclusive === false) return calendar.previousWorkday(candidate)
  if (rule.hard_deadline) return calendar.onOrBefore(candidate)
  if (rule.shift === 'skip') return calendar.dailyDutyDay(candidate, rule.day_basis) ? candidate : undefined
  return rollDay(calendar, {
    day: candidate,
    period: within,
    basis: rule.day_basis,
    shift: rule.shift,
    weekday,
    fallback: rule.fallback_basis,
  })
}

const BASIS_WORDS: Record<DayBasis, string> = {
  school_day: '上课日',
  workday: '工作日',
  calendar_day: '日子',
  holiday_day: '放假日',
}

function reason(calendar: Calendar, { candidate, rule }: Plan, day: Day | undefined): string | undefined {
  const cause = calendar.why(candidate)
  if (day === undefined) return `${cause}，${rule.shift === 'skip' ? '本期不安排' : '本期没有可安排的日子'}`
  if (isSuperiors(rule)) {
    if (day === candidate) return undefined
    return `${calendar.isWorkday(candidate) ? `须早于${sayDate(candidate)}` : cause}，${sayMove(candidate, day)}`
  }
  if (rule.shift !== 'none' && !calendar.dailyDutyDay(day, rule.day_basis)) {
    const fallback = BASIS_WORDS[rule.fallback_basis ?? rule.day_basis]
    return `${cause}，本期没有${BASIS_WORDS[rule.day_basis]}，安排在${fallback}${sayDate(day)}`
  }
  return day === candidate ? undefined : `${cause}，${sayMove(candidate, day)}`
}

/** `提前到9月30日`, `顺延到10月8日`. */
export const sayMove = (from: Day, to: Day): string => `${to < from ? '提前' : '顺延'}到${sayDate(to)}`

const sayDate = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** A day that needs no rolling. */
export const plainly = (calendar: Calendar, period: string, day: Day, within: Span): Occurrence => ({
  period,
  day,
  provisional: calendar.isProvisional(day),
  within,
})

/** A period in which the day asked for does not exist. */
export const nothing = (calendar: Calendar, period: string, within: Span, why: string): Occurrence => ({
  period,
  day: null,
  why: `${why}，本期没有可安排的日子`,
  provisional: calendar.isProvisional(within.end),
  within,
})
