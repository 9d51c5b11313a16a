import type { Calendar } from '../calendar/calendar.ts'
import type { Hazard } from './hazard.ts'
import { hasMended } from './menders.ts'
import { isMilder } from './severity.ts'

type Dates = Pick<Hazard, 'acceptDueMs' | 'rectifyDueMs'>

/**
 * Another class asks for other deadlines (handbook §5.4), but a deadline moves later only by the word of somebody who
 * decides and does not mend; a mender or a reporter who raises it brings it nearer, never further away.
 */
export function notLater(known: Hazard, to: Dates & { by: string }, decides: boolean): Dates {
  if (decides && !hasMended(known, to.by))
    return { acceptDueMs: to.acceptDueMs, rectifyDueMs: to.rectifyDueMs }
  return {
    acceptDueMs: Math.min(known.acceptDueMs, to.acceptDueMs),
    rectifyDueMs: Math.min(known.rectifyDueMs, to.rectifyDueMs),
  }
}

/** Since when its deadlines count: the report, or when it was opened again. */
export const countsFromMs = ({ reportedAtMs, reopenedAtMs }: Hazard): number => reopenedAtMs ?? reportedAtMs

/** `dueMs` and so much working time later; on the end of a working day it stays there. */
const later = (calendar: Calendar, dueMs: number, workingMinutes: number): number =>
  workingMinutes > 0 ? calendar.addWorkingHours(dueMs, workingMinutes / 60) : dueMs

/** The deadline after a pause that ends now: later by exactly its working time. */
export function dueAfterPause(calendar: Calendar, about: Hazard, nowMs: number): number {
  const pause = about.waits?.at(-1)
  const minutes = pause ? calendar.workingMinutesBetween(pause.fromMs, nowMs) : 0
  return later(calendar, about.rectifyDueMs, minutes)
}

/** `dueMs` and the working time of every pause that ended since its deadlines count. */
export function afterPauses(calendar: Calendar, about: Hazard, dueMs: number): number {
  const paused = (about.waits ?? [])
    .filter(({ fromMs, toMs }) => toMs !== undefined && fromMs >= countsFromMs(about))
    .reduce((sum, { fromMs, toMs = fromMs }) => sum + calendar.workingMinutesBetween(fromMs, toMs), 0)
  return later(calendar, dueMs, paused)
}

/**
 * The deadlines of another class, from those of its rule: what was paused is not taken back, and a milder class does not
 * take back an extension that was allowed. The same class keeps its dates.
 */
export function datesUnder(
  calendar: Calendar,
  about: Hazard,
  severity: Hazard['severity'],
  rule: Dates,
): Dates {
  if (severity === about.severity) return { acceptDueMs: about.acceptDueMs, rectifyDueMs: about.rectifyDueMs }
  const extended = about.redated?.some(({ why }) => why === 'extension')
  return {
    acceptDueMs: rule.acceptDueMs,
    rectifyDueMs:
      extended && isMilder(severity, about.severity)
        ? about.rectifyDueMs
        : afterPauses(calendar, about, rule.rectifyDueMs),
  }
}
