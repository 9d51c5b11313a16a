import type { Hazard } from './hazard.ts'
import { roundOf } from './waits.ts'

/** The three records a larger or major hazard holds (S2-125): how it will be mended, how it was, and what came of it. */
export type MendingRecord = 'plan' | 'measures' | 'effect'

/** Whether there is a picture of the hazard, or of its mending in this round. */
export const shows = (about: Hazard, phase: 'before' | 'after'): boolean =>
  about.photos.some(
    (photo) => photo.phase === phase && (phase === 'before' || photo.round === roundOf(about)),
  )

/** Whether there is a picture of the hazard and none of its mending in this round. */
export const lacksAfterPhoto = (about: Hazard): boolean => shows(about, 'before') && !shows(about, 'after')

/** Which of the three are missing; a general hazard needs none. */
export function missingRecords(about: Hazard): MendingRecord[] {
  if (about.severity === 'general') return []
  const pictured = shows(about, 'after')
  const said = (about.status === 'rectified' || about.status === 'closed') && about.rectifiedNote
  return [
    ...(about.plan ? [] : (['plan'] as const)),
    ...(pictured && said ? [] : (['measures'] as const)),
    ...(about.verifiedBy && pictured ? [] : (['effect'] as const)),
  ]
}
