import type { DailyDuty } from '../duties/daily.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'

/** Who owes a duty on a school day. A class whose teacher has left the school still has to be checked. */
export function unitsOf(
  duty: DailyDuty,
  directory: Directory,
): { id: string; owner: string; expected?: number }[] {
  if (duty.scope === 'class')
    return directory.classes
      .filter((entry) => directory.person(entry.homeroom))
      .map((entry) => ({ id: entry.id, owner: entry.homeroom, expected: entry.pupils }))
  return directory.people
    .filter((entry) => isStaffOf(duty, entry))
    .map((entry) => ({ id: entry.id, owner: entry.id }))
}

/** Whether somebody is the owner of one of the duty's units. */
export const owes = (duty: DailyDuty, directory: Directory, who: Person): boolean =>
  duty.scope === 'class' ? directory.classes.some((entry) => entry.homeroom === who.id) : isStaffOf(duty, who)

const isStaffOf = (duty: DailyDuty, who: Person): boolean =>
  who.active &&
  who.posts.some((post) => post === duty.post || duty.coPosts.includes(post)) &&
  !who.posts.some((post) => duty.excludePosts.includes(post))

/** The post through which somebody owes a duty: a canteen worker's staff check-in answers to the canteen. */
export const postFor = (duty: Pick<DailyDuty, 'post' | 'coPosts'>, who: Person): string =>
  who.posts.find((post) => post === duty.post || duty.coPosts.includes(post)) ?? duty.post
