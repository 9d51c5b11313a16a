import type { Calendar } from '../calendar/calendar.ts'
import { DAILY_POLICY, type DailyDuty } from '../duties/daily.ts'
import { type Rules, stockRules } from '../duties/rules.ts'
import { afterOutages, type Outages } from '../outages/outage.ts'
import { type Day, instantOf, MINUTE_MS } from '../time.ts'

/** A moment of the school day at which time itself makes something happen. */
export interface DayStep {
  /** Unique in a day: `chk-homeroom-morning/overdue`. */
  key: string
  atMs: number
  does: 'open' | 'remind' | 'overdue' | 'exception' | 'digest' | 'end'
  /** Undefined for steps about the whole day. */
  duty?: DailyDuty
}

/**
 * All steps of a school day in order, from the duties' own windows and the policy ESC-DAILY; `dayClose` (`HH:mm`) is when
 * the vice principal gets the day's digest (handbook §7). Reminders of the duty and
 * of the policy at the same minute are one step (handbook §10.3).
 */
export function daySteps(
  day: Day,
  duties: readonly DailyDuty[],
  dayClose: string,
  rules: Rules = stockRules,
): DayStep[] {
  const steps = duties.flatMap((duty) => dutySteps(day, duty, rules))
  steps.push({ key: 'digest', atMs: instantOf(day, dayClose), does: 'digest' })
  steps.push({ key: 'end', atMs: instantOf(day, '24:00'), does: 'end' })
  return steps.sort((one, other) => one.atMs - other.atMs || one.key.localeCompare(other.key))
}

/**
 * The same steps, postponed by as long as the platform or the bot was away inside the duty's window (design §1.2). From
 * `quietFrom` (`HH:mm`) on nothing is sent; next morning the day is closed anyway (handbook §10.4).
 */
export function stepsOf(
  day: Day,
  duties: readonly DailyDuty[],
  outages: Outages | undefined,
  nowMs: number,
  { quietFrom, dayClose }: Pick<Calendar, 'quietFrom' | 'dayClose'>,
  rules: Rules = stockRules,
): DayStep[] {
  return daySteps(day, duties, dayClose, rules)
    .map((step) =>
      step.duty && step.does !== 'open'
        ? { ...step, atMs: afterOutages(outages, instantOf(day, step.duty.opensAt), step.atMs, nowMs) }
        : step,
    )
    .filter((step) => step.does === 'end' || step.atMs < instantOf(day, quietFrom))
    .sort((one, other) => one.atMs - other.atMs)
}

/** When an answer becomes late: its due time, after whatever time nobody was there to take it. */
export const lateFrom = (
  about: { opensAtMs: number; dueAtMs: number },
  outages: Outages | undefined,
  nowMs: number,
): number => afterOutages(outages, about.opensAtMs, about.dueAtMs, nowMs)

function dutySteps(day: Day, duty: DailyDuty, rules: Rules): DayStep[] {
  const dueMs = instantOf(day, duty.dueAt)
  const steps: DayStep[] = [
    { key: `${duty.id}/open`, atMs: instantOf(day, duty.opensAt), does: 'open', duty },
  ]
  const reminders = new Set(duty.remindMinutes.map((minutes) => dueMs - minutes * MINUTE_MS))
  for (const step of rules.policy(DAILY_POLICY, duty.rules).steps) {
    const atMs = dueMs + step.offsetMs
    if (step.base !== 'due') continue
    if (step.message === 'reminder') reminders.add(atMs)
    if (step.message === 'overdue') steps.push({ key: `${duty.id}/overdue`, atMs, does: 'overdue', duty })
    if (step.message === 'exception')
      steps.push({ key: `${duty.id}/exception`, atMs, does: 'exception', duty })
  }
  for (const atMs of reminders)
    steps.push({ key: `${duty.id}/remind-${(dueMs - atMs) / MINUTE_MS}`, atMs, does: 'remind', duty })
  return steps
}
