import type { Calendar } from '../calendar/calendar.ts'
import { resume } from './asks.ts'
import type { Decide } from './decide.ts'
import { inOrder } from './in-order.ts'
import { dueAfterPause } from './redate.ts'
import { isGraver } from './severity.ts'
import { pauseOf } from './waits.ts'

/**
 * A pause was allowed for the danger there was then: with more of it the school's own clock goes on, and whoever may
 * allow the graver one is asked anew (handbook §5.4).
 */
export const pausedNoLonger =
  (calendar: Calendar, nowMs: number, decide: Decide): Decide =>
  (state) => {
    const events = decide(state)
    if (!state || !pauseOf(state)) return events
    // A corrected category comes first, and the place it has there may make it graver.
    const change = events
      .filter((event) => event.kind === 'hazard.reclassified')
      .find((event) => isGraver(event, state))
    if (!change) return events
    // What was done against less danger protects nobody from more, unless it was done now.
    const uncontrolled = events.every(({ kind }) => kind !== 'hazard.controlled')
    const goesOn = resume((known) => dueAfterPause(calendar, known, nowMs), change.by, uncontrolled)
    return inOrder(nowMs, decide, goesOn)(state)
  }
