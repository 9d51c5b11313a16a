import { leave } from '../leaves/leave.ts'
import { statesAsOf } from '../log/replay.ts'
import { createDirectory, type Directory } from '../people/directory.ts'
import { type Person, person } from '../people/person.ts'
import { replacementsOf } from '../people/read-directory.ts'
import { school } from '../people/school.ts'
import type { Database } from '../store/database.ts'
import { type Day, instantOf } from '../time.ts'
import { roster } from './replacement.ts'
import { holderOf, seatsOn } from './turns.ts'

/**
 * The school as it stood at an instant, straight from the log: nothing that was decided later changes the answer.
 * Undefined before there was a school. The calendar is today's: which days were worked is known best afterwards.
 */
export async function directoryAt(
  db: Database,
  directory: Directory,
  atMs: number,
): Promise<Directory | undefined> {
  const [then] = await statesAsOf(db, school, atMs)
  if (!then) return undefined
  const people = await statesAsOf(db, person, atMs)
  const leaves = await statesAsOf(db, leave, atMs)
  const rosters = await statesAsOf(db, roster, atMs)
  return createDirectory(then, people, leaves, directory, replacementsOf(rosters))
}

/** 谁在岗谁负责 (S2-113): who answered for a seat from when on, in the course of one day. */
export interface Watch {
  seat: string
  watches: { fromMs: number; person: Person | undefined }[]
}

/** A day as it was, seat by seat, up to `untilMs` at the latest. Empty before there was a school. */
export async function dayAsItWas(
  db: Database,
  directory: Directory,
  day: Day,
  untilMs: number,
): Promise<Watch[]> {
  const fromMs = instantOf(day)
  const toMs = Math.min(untilMs, instantOf(day, '24:00') - 1)
  const changes = await db.all<{ at: number }>(
    `SELECT DISTINCT at FROM events INDEXED BY events_directory
     WHERE noun IN ('school', 'person', 'leave', 'roster') AND at > ? AND at <= ? ORDER BY at`,
    [fromMs, toMs],
  )
  const seats = new Map<string, Watch>()
  for (const atMs of [fromMs, ...changes.map(({ at }) => Number(at))]) {
    const then = await directoryAt(db, directory, atMs)
    for (const seat of then ? seatsOn(then, day) : []) {
      const watch = seats.get(seat) ?? { seat, watches: [] }
      seats.set(seat, watch)
      const holder = holderOf(then!, seat, day)
      if (watch.watches.length === 0 || watch.watches.at(-1)!.person?.id !== holder?.id)
        watch.watches.push({ fromMs: atMs, person: holder })
    }
  }
  return [...seats.values()]
}
