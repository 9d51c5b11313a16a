import type { Duty } from '../duties/duty.ts'
import type { Directory } from '../people/directory.ts'

/** Duties with an instance for each window: those in force, without the two daily check-ins, which have cards of their own. */
export const plannedDuties = (directory: Directory): Duty[] =>
  [...directory.duties.values()].filter(
    ({ id, defaultOn }) => defaultOn && !directory.dailyDuties.some((daily) => daily.id === id),
  )
