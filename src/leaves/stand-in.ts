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
