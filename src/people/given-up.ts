import type { Person } from './person.ts'

/** A seat somebody had and has no more, and the span in which it was his; `sinceMs` 0 where the school file gave it. */
export interface GivenUp {
  seat: string
  sinceMs: number
  untilMs: number
}

/** What is one person's among the holders of a post: the class of a homeroom teacher, the grade of its leader. */
export const GRADE_SEAT = 'grade_leader.'

/** Posts by id, the class of a homeroom teacher by its id, the grade of its leader as `grade_leader.3`. */
const seatsHeld = ({ posts, homeroomClass, grade }: Person): string[] => [
  ...posts,
  ...(homeroomClass === undefined ? [] : [homeroomClass]),
  ...(posts.includes('grade_leader') && grade !== undefined ? [`${GRADE_SEAT}${grade}`] : []),
]

/**
 * What a change of posts took away, beside what was taken before, and since when each of the others is held. A seat
 * given back counts as never given up.
 */
export function givenUpBy(
  before: Person,
  after: Person,
  atMs: number,
): Pick<Person, 'seatsSinceMs' | 'gaveUp'> {
  const [had, has] = [seatsHeld(before), seatsHeld(after)]
  const since = (seat: string) => before.seatsSinceMs?.[seat] ?? 0
  const gaveUp = [
    ...(before.gaveUp ?? []),
    ...had.map((seat) => ({ seat, sinceMs: since(seat), untilMs: atMs })),
  ].filter(({ seat }) => !has.includes(seat))
  const seatsSinceMs = Object.fromEntries(has.map((seat) => [seat, had.includes(seat) ? since(seat) : atMs]))
  return { seatsSinceMs, ...(gaveUp.length > 0 && { gaveUp }) }
}
