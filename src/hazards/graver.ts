import type { Calendar } from '../calendar/calendar.ts'
import { resume } from './asks.ts'
import type { Decide } from './decide.ts'
import type { Hazard, HazardEvent } from './hazard.ts'
import { inOrder } from './in-order.ts'
import { dueAfterPause } from './redate.ts'
import { isMilder } from './severity.ts'
import { pauseOf } from './waits.ts'

/**
 * A pause was allowed for the danger there was then: with more of it the school's own clock goes on, and whoever may
 * allow the graver one is asked anew (handbook §5.4).
 */
export const pausedNoLonger =
  (calendar: Calendar, nowMs: number, decide: Decide): Decide =>
  (state) => {
    const events = decide(state)
    const graver = state && pauseOf(state) ? events.find((event) => isGraver(state, event)) : undefined
    if (graver?.kind !== 'hazard.reclassified') return events
    // What was done against less danger protects nobody from more, unless it was done now.
    const uncontrolled = events.every(({ kind }) => kind !== 'hazard.controlled')
    const goesOn = resume((known) => dueAfterPause(calendar, known, nowMs), graver.by, uncontrolled)
    return inOrder(nowMs, decide, goesOn)(state)
  }

const isGraver = (known: Hazard, event: HazardEvent): boolean =>
  event.kind === 'hazard.reclassified' &&
  (isMilder(known.severity, event.severity) || (event.urgent && !known.urgent))
