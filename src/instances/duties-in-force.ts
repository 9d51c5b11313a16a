import type { Duty } from '../duties/duty.ts'
import { policies } from '../duties/policies.ts'
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

/** Duties whose policy asks somebody to step in where nobody came (`fill_post`). */
export const dutiesToFill = (directory: Directory): readonly string[] =>
  plannedDuties(directory)
    .filter(({ policy }) => rolesThatFill(policy).length > 0)
    .map(({ id }) => id)

/** Who is asked to step in where somebody has not come, as the duty's policy says; nobody for other policies. */
export const rolesThatFill = (policy: string): string[] =>
  policies.get(policy)?.steps.find(({ message }) => message === 'fill_post')?.to ?? []

/** By the catalogue, which also decides the daily ones: worked out once for each, not at every press. */
const inForce = new WeakMap<Directory['duties'], readonly Duty[]>()
