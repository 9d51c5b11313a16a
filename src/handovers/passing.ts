import type { Person } from '../people/person.ts'

/** What the records say why. */
export const REASON = '换岗交接'

/** From whom to whom, on whose word. */
export interface Passing {
  giver: Person
  taker: Person
  by: string
}
