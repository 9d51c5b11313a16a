import { type Post, posts } from '../duties/catalogue.ts'
import type { DailyDuty } from '../duties/daily.ts'
import type { Duty } from '../duties/duty.ts'
import { occurrences } from '../duties/recurrence.ts'
import { addDays, type Day } from '../time.ts'
import type { Directory } from './directory.ts'
import type { Person } from './person.ts'

/** A post somebody holds with its two duty lists (S2-087), and what it owes by the calendar. */
export interface HeldPost {
  post: Post
  duties: OwnDuty[]
}

export interface OwnDuty {
  duty: Duty
  /** The next day it falls on; null for duties an event brings, or that never fall due within a year. */
  next: { day: Day; provisional: boolean } | null
  /** The times at which the bot asks for it by itself; the other duties are kept by the person. */
  asked: Pick<DailyDuty, 'opensAt' | 'dueAt'> | undefined
}

/** Far enough for what comes once a year. */
const AHEAD_DAYS = 370

/** A person's posts in the order of the school file, each with its duties: soonest first, events last. What all staff owe stands once. */
export function ownDuties(directory: Directory, who: Person, today: Day): HeldPost[] {
  const all = [...directory.duties.values()]
  return who.posts.flatMap((id, order) => {
    const post = posts.get(id)
    if (!post) return []
    const owed = all.filter(
      (duty) =>
        duty.defaultOn &&
        (owes(duty, id) || (order === 0 && duty.scope === 'all_staff')) &&
        !duty.excludePosts.some((other) => who.posts.includes(other)),
    )
    const duties = owed.map((duty) => ({
      duty,
      next: nextDayOf(duty, directory, today),
      asked: directory.dailyDuties.find((daily) => daily.id === duty.id),
    }))
    return [{ post, duties: duties.sort((one, other) => placeOf(one).localeCompare(placeOf(other))) }]
  })
}

const owes = (duty: Duty, post: string): boolean => duty.post === post || duty.coPosts.includes(post)

const placeOf = ({ next }: OwnDuty): string => next?.day ?? '9999'

/** The next day a duty falls on, today included; null for what an event brings or what has no day within a year. */
export function nextDayOf(duty: Duty, { calendar }: Directory, today: Day): OwnDuty['next'] {
  const found = occurrences(duty.recurrence, calendar, today, addDays(today, AHEAD_DAYS)).find(
    ({ day }) => day !== null && day >= today,
  )
  return found?.day ? { day: found.day, provisional: found.provisional } : null
}
