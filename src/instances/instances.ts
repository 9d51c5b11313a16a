import type { Work } from '../log/work.ts'
import type { Database } from '../store/database.ts'
import { dutyInstance } from './evolve.ts'
import type { Instance } from './instance.ts'

export const instancesIn = (rows: { state: string }[]): Instance[] =>
  rows.map(({ state }) => JSON.parse(state) as Instance)

/** All units of one window, or the one unit of a meeting: what one ladder climbs for. */
export const instancesOfLadder = async (db: Database, id: string): Promise<Instance[]> =>
  instancesIn(await db.all('SELECT state FROM duty_instances WHERE ladder = ? ORDER BY id', [id]))

export const OWED = "status IN ('scheduled', 'open', 'overdue', 'late_flagged')"
export const marks = (list: readonly unknown[]): string => list.map(() => '?').join(',')

/** The same for many ladders at once, by the ladder; `work` need not read them again. */
export async function instancesOfLadders(
  work: Work,
  ids: readonly string[],
): Promise<Map<string, Instance[]>> {
  const rows = await work.db.all<{ id: string; version: number; state: string }>(
    `SELECT id, version, state FROM duty_instances
     WHERE ladder IN (SELECT value FROM json_each(?)) ORDER BY ladder, id`,
    [JSON.stringify(ids)],
  )
  work.hasRead(dutyInstance, rows)
  return Map.groupBy(instancesIn(rows), ({ ladder }) => ladder)
}

/** What a person must see to and has not yet, soonest due first, due not later than `untilMs`. */
export const instancesInHandsOf = async (
  db: Database,
  people: string[],
  untilMs: number,
): Promise<Instance[]> =>
  instancesIn(
    await db.all(
      `SELECT state FROM duty_instances WHERE responsible IN (${marks(people)})
       AND due_at <= ? AND ${OWED} ORDER BY due_at, id`,
      [...people, untilMs],
    ),
  )

/** What somebody who left owns or had in hand, whoever keeps it meanwhile; soonest due first. */
export const instancesLeftBy = async (db: Database, person: string): Promise<Instance[]> =>
  instancesIn(
    await db.all(
      `SELECT state FROM duty_instances WHERE ${OWED}
       AND (responsible = ? OR json_extract(state, '$.owner') = ?) ORDER BY due_at, id`,
      [person, person],
    ),
  )

/** What somebody stood in for until he was away too, and another stands in for now. */
export const instancesStoodInBy = async (db: Database, person: string): Promise<Instance[]> =>
  instancesIn(
    await db.all(
      `SELECT state FROM duty_instances WHERE ${OWED} AND json_extract(state, '$.stoodIn[#-1]') = ? ORDER BY id`,
      [person],
    ),
  )

/** Instances of one duty due in a span, oldest first. */
export const instancesOfDuty = async (
  db: Database,
  duty: string,
  fromMs: number,
  toMs: number,
): Promise<Instance[]> =>
  instancesIn(
    await db.all(
      'SELECT state FROM duty_instances WHERE duty = ? AND due_at >= ? AND due_at <= ? ORDER BY due_at, id',
      [duty, fromMs, toMs],
    ),
  )

/** Windows whose opening has come. */
export const instancesToOpen = async (db: Database, nowMs: number): Promise<Instance[]> =>
  instancesIn(
    await db.all(
      // Left alone SQLite reads every row there is for the sake of ORDER BY.
      `SELECT state FROM duty_instances INDEXED BY duty_instances_opening
       WHERE status = 'scheduled' AND opens_at <= ? ORDER BY id`,
      [nowMs],
    ),
  )

/** What these people missed and was due since `sinceMs`, the latest first. */
export const instancesMissedBy = async (
  db: Database,
  people: readonly string[],
  sinceMs: number,
): Promise<Instance[]> =>
  instancesIn(
    await db.all(
      `SELECT state FROM duty_instances WHERE responsible IN (${marks(people)})
       AND due_at > ? AND status = 'missed' ORDER BY due_at DESC, id`,
      [...people, sinceMs],
    ),
  )
