import { posts } from '../duties/catalogue.ts'
import type { GivenUp } from '../people/given-up.ts'
import type { Person } from '../people/person.ts'
import { LEADER } from '../rosters/replacement.ts'
import type { Database } from '../store/database.ts'
import type { Handover } from './handover.ts'

/** Who looks after rooms and places by teaching there, whichever class is theirs. */
const TEACHING = [
  'subject_teacher',
  'pe_teacher',
  'psych_teacher',
  'homeroom_teacher',
  'grade_leader',
  'young_pioneers_counselor',
]

const teaches = ({ posts: held }: Person): boolean => held.some((id) => TEACHING.includes(id))
const lostPosts = ({ gaveUp = [] }: Person): string[] =>
  gaveUp.map(({ seat }) => seat).filter((seat) => posts.has(seat))

/** A place on the roster is a person's, not a post's: it goes only where no post is left that such turns fall to. */
export function keepsTurnsOf({ active, posts: held }: Person, seat: string): boolean {
  if (!active) return false
  const levels = seat === LEADER ? ['leader', 'dept_head'] : ['leader', 'dept_head', 'staff']
  return held.some((id) => levels.includes(posts.get(id)?.level ?? ''))
}

/** Who gives up a class and goes on teaching looks after the same corridor. */
export const keepsPoints = (who: Person): boolean =>
  who.active && teaches(who) && lostPosts(who).every((id) => TEACHING.includes(id))

/** When each item came to somebody by a handover, in ms, the last time; by the item's key. */
export async function broughtTo(db: Database, who: string): Promise<Map<string, number>> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM handovers WHERE status = 'done' AND taker = ?",
    [who],
  )
  const done = rows
    .map(({ state }) => JSON.parse(state) as Handover)
    .map(({ moved = [], confirmed }) => ({ moved, atMs: Math.max(...confirmed.map(({ atMs }) => atMs)) }))
    .sort((one, other) => one.atMs - other.atMs)
  return new Map(done.flatMap(({ moved, atMs }) => moved.map((key) => [key, atMs] as const)))
}

/** Whether what came to somebody by a handover at that time, if it did, was his before he last gave something up. */
export const cameBefore = (gaveUp: readonly GivenUp[], broughtMs: number | undefined): boolean =>
  broughtMs === undefined || gaveUp.some(({ untilMs }) => broughtMs < untilMs)

/** Whether what began then fell into the time of a seat that was given up since. */
export const fellInto = (gaveUp: readonly GivenUp[], atMs: number): boolean =>
  gaveUp.some(({ sinceMs, untilMs }) => atMs >= sinceMs && atMs <= untilMs)
