import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { chainAbove } from '../people/superiors.ts'
import type { Day } from '../time.ts'

/**
 * Who answers for somebody away on a day: the one who was named, unless away too or without the app; else the nearest
 * one up who is there (handbook §3, absence).
 */
export function standInFor(
  directory: Directory,
  who: Person,
  day: Day,
  named?: string,
  post = who.posts[0] ?? '',
): Person | undefined {
  const chosen = named ? directory.person(named) : undefined
  return [...(chosen ? [chosen] : []), ...chainAbove(directory, who, post)].find(
    (entry) =>
      entry.id !== who.id && directory.addressee(entry) !== undefined && !directory.leaveOf(entry.id, day),
  )
}

/** Who is asked where nobody stands above: the leaders in charge, then the office. */
const LAST_RESORT = [
  'vp_safety',
  'principal',
  'party_secretary',
  'general_affairs_director',
  'safety_officer',
]

/**
 * Who answers for what somebody who left the school still has, until it is handed over: the stand-in, and where the
 * line above is empty a leader or the office, so that no duty is without anybody (handbook §3).
 */
export function keeperFor(
  directory: Directory,
  who: Person,
  day: Day,
  post = who.posts[0] ?? '',
): Person | undefined {
  const last = LAST_RESORT.flatMap((each) => directory.holders(each)).filter(({ id }) => id !== who.id)
  return (
    standInFor(directory, who, day, undefined, post) ??
    last.find((entry) => directory.addressee(entry) !== undefined) ??
    last[0]
  )
}
