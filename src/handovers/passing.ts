import { standInFor } from '../leaves/stand-in.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { addDays, type Day, instantOf } from '../time.ts'

/** What the records say why. */
export const REASON = '换岗交接'

/** From whom to whom, on whose word. */
export interface Passing {
  giver: Person
  taker: Person
  by: string
  /** Who does what falls due meanwhile, where the taker is away now. */
  standIn?: { person: Person; untilMs: number }
}

/** Who takes in hand what somebody away today is given, and what falls due until when. */
export function standInToday(directory: Directory, taker: Person, today: Day): Passing['standIn'] {
  const away = directory.leaveOf(taker.id, today)
  const person = away && standInFor(directory, taker, today, away.substitute)
  return away && person && { person, untilMs: instantOf(addDays(away.lastDay, 1)) }
}
