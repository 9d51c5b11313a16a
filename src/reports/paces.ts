import type { Hazard } from '../hazards/hazard.ts'

/** Medians of what happened in one week, in milliseconds since the report by the wall; null where nothing did. */
export interface WeekPaces {
  acceptMs: number | null
  controlMs: number | null
  closeMs: number | null
}

export function pacesOf(
  hazards: readonly Hazard[],
  inWeek: (atMs: number | undefined) => boolean,
): WeekPaces {
  const median = (pick: (about: Hazard) => number | undefined): number | null => {
    const took = hazards
      .filter((about) => inWeek(pick(about)))
      .map((about) => pick(about)! - about.reportedAtMs)
      .sort((one, other) => one - other)
    return took[Math.ceil(took.length / 2) - 1] ?? null
  }
  return {
    acceptMs: median(({ acceptedAtMs }) => acceptedAtMs),
    controlMs: median(({ controlledAtMs }) => controlledAtMs),
    closeMs: median(({ closedAtMs }) => closedAtMs),
  }
}
