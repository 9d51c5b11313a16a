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
    const change = events.find(({ kind }) => kind === 'hazard.reclassified')
    if (!state || !pauseOf(state) || change?.kind !== 'hazard.reclassified' || !isGraver(change, state))
      return events
    // What was done against less danger protects nobody from more, unless it was done now.
    const uncontrolled = events.every(({ kind }) => kind !== 'hazard.controlled')
    const goesOn = resume((known) => dueAfterPause(calendar, known, nowMs), change.by, uncontrolled)
    return inOrder(nowMs, decide, goesOn)(state)
  }
