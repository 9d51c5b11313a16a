import type { Duty } from '../duties/duty.ts'
import type { Directory } from '../people/directory.ts'

/** Duties with an instance for each window: those in force, without the two daily check-ins, which have cards of their own. */
export function plannedDuties(directory: Directory): readonly Duty[] {
  const { duties, dailyDuties } = directory
  let planned = inForce.get(duties)
  if (!planned) {
    planned = [...duties.values()].filter(
      ({ id, defaultOn }) => defaultOn && !dailyDuties.some((daily) => daily.id === id),
    )
    inForce.set(duties, planned)
  }
  return planned
}

/** By the catalogue, which also decides the daily ones: worked out once for each, not at every press. */
const inForce = new WeakMap<Directory['duties'], readonly Duty[]>()
