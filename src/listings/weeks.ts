import type { Calendar } from '../calendar/calendar.ts'
import type { Policy } from '../duties/policies.ts'
import { stepInstant } from '../duties/step-times.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'

const WEEK_DAYS = 7
/** Far enough that a ladder always knows its next step, over the longest break without a workday too. */
const AHEAD_DAYS = 21

/**
 * First days of the school weeks whose progress is owed: from the first one that is still asked about after the listing,
 * through the weeks just ahead of `nowMs`. A week without a workday asks for nothing.
 */
export function progressWeeks(policy: Policy, calendar: Calendar, listedAtMs: number, nowMs: number): Day[] {
  const step = policy.steps.find(({ base }) => base === 'friday')
  const weeks: Day[] = []
  const last = addDays(dayOf(nowMs), AHEAD_DAYS)
  for (
    let week = calendar.schoolWeekOf(dayOf(listedAtMs)).start;
    step && week <= last;
    week = addDays(week, WEEK_DAYS)
  ) {
    const askedMs = stepInstant(step, { week: instantOf(week) }, calendar)
    if (askedMs !== null && askedMs > listedAtMs) weeks.push(week)
  }
  return weeks
}
