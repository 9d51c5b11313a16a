import type { Instance } from '../instances/instance.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import type { Database } from '../store/database.ts'
import { type Day, dayOf, HOUR_MS, instantOf } from '../time.ts'
import type { Visit } from './patrol.ts'
import { roundFor, type Walked, walked } from './round.ts'

const readVisits = (rows: { state: string }[]): Visit[] => rows.map(({ state }) => JSON.parse(state) as Visit)

const visitsOfRound = async (db: Database, round: string): Promise<Visit[]> =>
  readVisits(await db.all('SELECT state FROM patrol_visits WHERE round = ? ORDER BY visited_at, id', [round]))

/** Visits of one point since an instant, newest first. */
export const visitsOfPoint = async (db: Database, point: string, sinceMs: number): Promise<Visit[]> =>
  readVisits(
    await db.all(
      'SELECT state FROM patrol_visits WHERE point = ? AND visited_at >= ? ORDER BY visited_at DESC, id',
      [point, sinceMs],
    ),
  )

/** The points a person looks after. */
export const pointsOf = (directory: Directory, person: string): PatrolPointEntry[] =>
  directory.school.file.patrol_points.filter(({ owner }) => owner === person)

/** Who answers for a point: its owner; once he left, the head of its department, else the office (handbook §10.9). */
export function keeperOfPoint(
  directory: Directory,
  { owner, department }: PatrolPointEntry,
  day: Day,
): Person | undefined {
  const named = directory.person(owner ?? '')
  if (named?.active) return named
  const head = department ? directory.departmentHead(department) : undefined
  return head ?? resolveRoles(['safety_office'], directory, { day })[0]
}

/**
 * Where a round leads: to its owner's points. Whoever looks after none goes round the whole school where the duty asks
 * for points, and else shows by any one of them to be at his post.
 */
function pointsOfRound(
  directory: Directory,
  { owner, duty }: Pick<Instance, 'owner' | 'duty'>,
): PatrolPointEntry[] {
  const own = pointsOf(directory, owner)
  const asksPoints = directory.duties.get(duty)?.form.some(({ type }) => type === 'points')
  return own.length > 0 || !asksPoints ? own : directory.school.file.patrol_points
}

const plain = (words: string): string => words.replace(/[\s\-－—_]/g, '').toLowerCase()

/** A point as it is named: by its id, its code (`XC-03`, `xc03`) or its name. */
export function pointNamed(directory: Directory, named: string): PatrolPointEntry | undefined {
  const all = directory.school.file.patrol_points
  return (
    all.find(({ id }) => id === named) ??
    all.find(({ qr, id, name }) => [qr ?? id, id, name].some((known) => plain(known) === plain(named)))
  )
}

export const isPatrol = (directory: Directory, { duty }: Pick<Instance, 'duty'>): boolean =>
  directory.duties.get(duty)?.kind === 'patrol'

/** Whose rounds a person walks or enters: the own ones, and those of people without the app. */
const handsOf = (directory: Directory, who: Person): string[] => [
  who.id,
  ...directory.entersFor(who).map(({ id }) => id),
]

/** Rounds of today that have begun, done or not, in the hands of a person. */
export async function roundsInHandsOf(
  db: Database,
  directory: Directory,
  who: Person,
  nowMs: number,
): Promise<Instance[]> {
  const people = handsOf(directory, who)
  const rows = await db.all<{ state: string }>(
    `SELECT state FROM duty_instances WHERE responsible IN (${people.map(() => '?').join(',')})
     AND due_at > ? AND opens_at <= ? AND status NOT IN ('missed', 'excused', 'cancelled') ORDER BY due_at, id`,
    [...people, instantOf(dayOf(nowMs)), nowMs],
  )
  return rows.map(({ state }) => JSON.parse(state) as Instance).filter((entry) => isPatrol(directory, entry))
}

/** The round a visit of this point by this person counts for now. */
export async function currentRound(
  db: Database,
  directory: Directory,
  who: Person,
  point: PatrolPointEntry,
  nowMs: number,
): Promise<Instance | undefined> {
  const rounds = await roundsInHandsOf(db, directory, who, nowMs)
  return roundFor(rounds, nowMs, (round) => round.owner === point.owner)
}

/** One visit of a round per point; without a round, one an hour. */
export const visitId = (point: string, round: Instance | undefined, by: string, nowMs: number): string =>
  round
    ? `${point}.${round.id}`
    : `${point}.${by}.${dayOf(nowMs)}.${Math.floor((nowMs - instantOf(dayOf(nowMs))) / HOUR_MS)}`

/** What the point's card and its photos are called. */
export const aboutPoint = (point: Pick<PatrolPointEntry, 'id'>): string => `patrol/${point.id}`

/** How far a round has got with what this work has just recorded. */
export async function walkedSoFar(
  db: Database,
  directory: Directory,
  round: Instance,
  fresh?: Visit,
): Promise<Walked> {
  const before = (await visitsOfRound(db, round.id)).filter(({ id }) => id !== fresh?.id)
  return walked(pointsOfRound(directory, round), fresh ? [...before, fresh] : before)
}
