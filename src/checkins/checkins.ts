import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { chainAbove } from '../people/superiors.ts'
import type { Database } from '../store/database.ts'
import type { Day } from '../time.ts'
import { type Checkin, checkin, handOver, isWaiting, responsible } from './checkin.ts'
import { postFor } from './units.ts'

const rows = (list: { state: string }[]): Checkin[] => list.map((row) => JSON.parse(row.state) as Checkin)

export const checkinsOfDay = async (db: Database, day: Day): Promise<Checkin[]> =>
  rows(await db.all('SELECT state FROM checkins WHERE day = ? ORDER BY duty, unit', [day]))

/** What a person answers that day: the own check-ins, and those of people without the app the person is proxy for. */
export async function checkinsInHandsOf(
  db: Database,
  directory: Directory,
  who: Person,
  day: Day,
): Promise<Checkin[]> {
  const ids = [who.id, ...directory.entersFor(who).map(({ id }) => id)]
  const marks = ids.map(() => '?').join(',')
  return rows(
    await db.all(
      // Left alone SQLite reads the whole day for the sake of ORDER BY.
      `SELECT state FROM checkins INDEXED BY checkins_responsible
       WHERE responsible IN (${marks}) AND day = ? ORDER BY duty, unit`,
      [...ids, day],
    ),
  )
}

/** The own check-ins somebody else answers while the person is away. */
export const checkinsHandedOver = async (db: Database, who: Person, day: Day): Promise<Checkin[]> =>
  rows(
    await db.all(
      `SELECT state FROM checkins INDEXED BY checkins_handed_over
       WHERE day = ? AND json_extract(state, '$.substitute') IS NOT NULL
       AND responsible <> ? AND json_extract(state, '$.owner') = ? ORDER BY duty, unit`,
      [day, who.id, who.id],
    ),
  )

/** The next one up of a check-in: above its owner, never whoever answers for it, never somebody away (handbook §3). */
export function supervisorFor(directory: Directory, entry: Checkin): Person | undefined {
  const owner = directory.person(entry.owner)
  const duty = directory.duties.get(entry.duty)
  if (!owner || !duty) return undefined
  return chainAbove(directory, owner, postFor(duty, owner)).find(
    (above) => above.id !== responsible(entry) && !directory.leaveOf(above.id, entry.day),
  )
}

/** The substitute takes over the check-ins the owner still owes on a day. Returns how many. */
export async function handOverCheckins(work: Work, owner: Person, to: Person, day: Day): Promise<number> {
  let moved = 0
  for (const entry of await checkinsOfDay(work.db, day)) {
    if (responsible(entry) !== owner.id || !isWaiting(entry)) continue
    await work.change(checkin, entry.id, handOver(to.id))
    moved += 1
  }
  return moved
}
