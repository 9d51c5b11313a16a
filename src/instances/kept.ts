import type { Checkin } from '../checkins/checkin.ts'
import type { Directory } from '../people/directory.ts'
import type { HeldPost } from '../people/own-duties.ts'
import type { Person } from '../people/person.ts'
import { inTimeUntil } from '../sanctions/sanctions.ts'
import type { Database } from '../store/database.ts'
import { addDays, DAY_MS, type Day, dayOf } from '../time.ts'
import { countOf } from './count.ts'
import { countersOf, leastOf } from './counters.ts'
import type { Instance } from './instance.ts'
import { instancesInHandsOf } from './instances.ts'
import { partsAhead } from './on-card.ts'
import { WHOLE_SCHOOL } from './units.ts'

/** How a duty of somebody's stands: when it was last done and by whom, and what is owed of it now. */
export interface Kept {
  lastDone?: { day: Day; late: boolean; by: string }
  /** Of a count of the year: how often so far, of how often at least. */
  count?: { count: number; least: number }
  owed?: Pick<Instance, 'opensAtMs' | 'dueAtMs' | 'status'>
  /** The day somebody put it off to, which the calendar does not know. */
  putOffTo?: Day
}

/** How far `/duties` looks ahead for what is owed. */
export const SOON_DAYS = 14

/** As far as a duty of a term can be put off inside its period. */
const PUT_OFF_DAYS = 200

/** Every duty of a person's posts by its id: what the records say of it (handbook §5.1). */
export async function keptOf(
  db: Database,
  who: Person,
  held: readonly HeldPost[],
  directory: Directory,
  nowMs: number,
): Promise<Map<string, Kept>> {
  const today = dayOf(nowMs)
  const owed = [
    ...(await instancesInHandsOf(db, [who.id], nowMs + SOON_DAYS * DAY_MS)),
    ...(await partsAhead(db, directory, who, today, addDays(today, SOON_DAYS))),
  ]
  const ahead = await instancesInHandsOf(db, [who.id], nowMs + PUT_OFF_DAYS * DAY_MS)
  const counters = await countersOf(db, directory, [who.id], nowMs)
  const kept = new Map<string, Kept>()
  for (const { duty, asked } of held.flatMap(({ duties }) => duties)) {
    if (kept.has(duty.id)) continue
    const lastDone = asked ? await lastCheckin(db, who, duty.id) : await lastInstance(db, who, duty.id)
    const next = owed.find((entry) => entry.duty === duty.id)
    const putOff = ahead.find((entry) => entry.duty === duty.id && entry.putOff)
    const counter = counters.find((entry) => entry.duty === duty.id)
    kept.set(duty.id, {
      ...(lastDone && { lastDone }),
      ...(next && { owed: { ...next, dueAtMs: inTimeUntil(next) } }),
      ...(putOff && { putOffTo: dayOf(putOff.dueAtMs - 1) }),
      ...(counter && {
        count: { count: await countOf({ db, nowMs, directory }, counter), least: leastOf(counter) },
      }),
    })
  }
  return kept
}

/** The units a person answers for: himself, his class, grade and department, and the school as a whole. */
const unitsOfPerson = ({ id, homeroomClass, grade, department, posts }: Person): string[] => [
  WHOLE_SCHOOL,
  id,
  department,
  ...posts,
  ...(homeroomClass === undefined ? [] : [homeroomClass]),
  ...(grade === undefined ? [] : [`grade_${grade}`]),
]

async function lastInstance(db: Database, who: Person, duty: string): Promise<Kept['lastDone']> {
  const units = unitsOfPerson(who)
  const row = await db.get<{ state: string }>(
    `SELECT state FROM duty_instances WHERE duty = ? AND status IN ('done', 'late')
     AND (unit IN (${units.map(() => '?').join(', ')}) OR json_extract(state, '$.doneBy') = ?)
     ORDER BY due_at DESC LIMIT 1`,
    [duty, ...units, who.id],
  )
  const done = row && (JSON.parse(row.state) as Instance)
  if (done?.doneAtMs === undefined) return undefined
  return { day: dayOf(done.doneAtMs), late: done.status === 'late', by: done.doneBy ?? done.owner }
}

async function lastCheckin(db: Database, who: Person, duty: string): Promise<Kept['lastDone']> {
  const row = await db.get<{ state: string }>(
    `SELECT state FROM checkins WHERE duty = ? AND unit IN (?, ?) AND status IN ('done', 'late')
     ORDER BY day DESC LIMIT 1`,
    [duty, who.id, who.homeroomClass ?? who.id],
  )
  const done = row && (JSON.parse(row.state) as Checkin)
  return done && { day: done.day, late: done.status === 'late', by: done.answeredBy ?? who.id }
}
