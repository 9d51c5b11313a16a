import type { Calendar } from '../calendar/calendar.ts'
import type { Ladder } from './ladder.ts'
import { type Rung, rungsOf } from './rungs.ts'
import type { Source } from './source.ts'

/** Steps not taken yet, in order; what was due before its ladder began is due then. */
export const stepsAhead = (
  { taken, sinceMs, fromMs = sinceMs }: Ladder,
  { climb: of }: Source,
  calendar: Calendar,
): Rung[] =>
  rungsOf(of, taken, calendar)
    .filter((rung) => rung.atMs >= fromMs && taken[rung.key] === undefined)
    .map((rung) => (rung.atMs < sinceMs ? { ...rung, atMs: sinceMs } : rung))

/** When the next step may be due, null when none can. A repeat lasts as long as its condition holds; any other step is asked when it is due. */
export function nextStep(state: Ladder, source: Source, calendar: Calendar): number | null {
  const counts = (rung: Rung) =>
    rung.repeat !== 'again' || source.matters.some((matter) => matter.holds(rung))
  const later = stepsAhead(state, source, calendar).find((rung) =>
    source.ended ? rung.condition === 'always' : counts(rung),
  )
  return later?.atMs ?? null
}
