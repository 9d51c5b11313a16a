import type { Directory } from '../people/directory.ts'
import type { Decide } from './decide.ts'
import type { Hazard } from './hazard.ts'
import { deadlines } from './hazards.ts'
import { afterPauses, countsFromMs, datesUnder } from './redate.ts'

/**
 * The matter is known since the earlier report: what it was due at under its class now is not put off by merging it,
 * unless somebody allowed more time knowing of it; what the other was paused is not taken back.
 */
export const bringForward =
  (directory: Directory, about: Hazard, into: Hazard, by: string): Decide =>
  () => {
    const { category, severity, urgent, restricted, department, needsReview } = into
    const rule = deadlines({ ...about, severity }, countsFromMs(about), directory)
    const own = datesUnder(directory.calendar, about, severity, rule)
    const acceptDueMs = Math.min(into.acceptDueMs, own.acceptDueMs)
    const rectifyDueMs = Math.min(into.rectifyDueMs, afterPauses(directory.calendar, into, own.rectifyDueMs))
    const allowed = into.redated?.some(({ why }) => why === 'extension')
    if (allowed || rectifyDueMs === into.rectifyDueMs) return []
    const classes = { category, severity, urgent, restricted, department, needsReview }
    return [{ kind: 'hazard.reclassified', ...classes, acceptDueMs, rectifyDueMs, by, merged: true }]
  }
