import type { Directory } from '../people/directory.ts'
import { type Day, dayOf } from '../time.ts'
import type { FollowUpLimits } from './asks.ts'
import type { Hazard } from './hazard.ts'

/** The day to ask how it stands: the named one, else so many workdays ahead; always a day that is worked. */
export function followUpDay(
  { calendar, rules }: Directory,
  about: Hazard,
  named: Day | undefined,
  nowMs: number,
): { followUp: Day; limits: FollowUpLimits } {
  const { settings } = rules.at(about.rules)
  const today = dayOf(nowMs)
  const day = named ?? calendar.addWorkdays(today, settings['hazard.follow_up_days'])
  return {
    followUp: calendar.onOrAfter(day),
    limits: { today, latest: calendar.addWorkdays(today, settings['hazard.follow_up_most_days']) },
  }
}
