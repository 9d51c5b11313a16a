import { type Directory, unique } from './directory.ts'
import type { Person } from './person.ts'

/** The next one up in the first of a person's posts that has one: who decides about him. */
export const superiorOf = (directory: Directory, who: Person): Person | undefined =>
  unique(who.posts.map((post) => directory.supervisorOf(who, post)))[0]

/** No school has more layers than this (handbook §3, three-level network and the heads above it). */
const MOST_LAYERS = 6

/** Everybody above a person in one of his posts, nearest first; never the person himself. */
export function chainAbove(directory: Directory, who: Person, post: string): Person[] {
  const chain: Person[] = []
  let above = directory.supervisorOf(who, post)
  while (above && chain.length < MOST_LAYERS && !chain.includes(above)) {
    if (above.id !== who.id) chain.push(above)
    above = superiorOf(directory, above)
  }
  return chain
}
