import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database, Value } from '../store/database.ts'
import { addDays, type Day, instantOf } from '../time.ts'
import { dutiesToFill, plannedDuties } from './duties-in-force.ts'
import { dutyInstance } from './evolve.ts'
import type { Instance } from './instance.ts'
import { missingProofs } from './prove.ts'

const read = (rows: { state: string }[]): Instance[] => rows.map(({ state }) => JSON.parse(state) as Instance)

/** All units of one window, or the one unit of a meeting: what one ladder climbs for. */
export const instancesOfLadder = async (db: Database, id: string): Promise<Instance[]> =>
  read(await db.all('SELECT state FROM duty_instances WHERE ladder = ? ORDER BY id', [id]))

const OWED = "status IN ('scheduled', 'open', 'overdue', 'late_flagged')"
const ENDED = "status IN ('done', 'late', 'excused', 'missed')"
const marks = (list: readonly unknown[]): string => list.map(() => '?').join(',')

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
  return Map.groupBy(read(rows), ({ ladder }) => ladder)
}

/** What a person must see to and has not yet, soonest due first, due not later than `untilMs`. */
export const instancesInHandsOf = async (
  db: Database,
  people: string[],
  untilMs: number,
): Promise<Instance[]> =>
  read(
    await db.all(
      `SELECT state FROM duty_instances WHERE responsible IN (${marks(people)})
       AND due_at <= ? AND ${OWED} ORDER BY due_at, id`,
      [...people, untilMs],
    ),
  )

/** What somebody who left owns or had in hand, whoever keeps it meanwhile; soonest due first. */
export const instancesLeftBy = async (db: Database, person: string): Promise<Instance[]> =>
  read(
    await db.all(
      `SELECT state FROM duty_instances WHERE ${OWED}
       AND (responsible = ? OR json_extract(state, '$.owner') = ?) ORDER BY due_at, id`,
      [person, person],
    ),
  )

/** What somebody stood in for until he was away too, and another stands in for now. */
export const instancesStoodInBy = async (db: Database, person: string): Promise<Instance[]> =>
  read(
    await db.all(
      `SELECT state FROM duty_instances WHERE ${OWED} AND json_extract(state, '$.stoodIn[#-1]') = ? ORDER BY id`,
      [person],
    ),
  )

/** An overdue one is shared this long. */
const SHARED_BACK_DAYS = 60

/** Everything the card of a day shows of a person and of those he enters for; each list soonest due first. */
export interface OnCard {
  /** Theirs to see to, and not done yet. */
  owed: Instance[]
  /** What they agreed to share, then what `who` takes part in. */
  shared: Instance[]
  parts: Instance[]
  /** What they did, on the day it was due. */
  done: Instance[]
  /** Posts of the day to which `who` had not come, and somebody else did. */
  filled: Instance[]
}

/** In one read, because the card is drawn at every press; nothing due later than the day `until`. */
export async function instancesOnCard(
  db: Database,
  directory: Directory,
  who: Person,
  people: string[],
  day: Day,
  until: Day,
): Promise<OnCard> {
  const duties = dutiesWithParts(directory)
  const toFill = dutiesToFill(directory)
  const rows = await db.all<{ state: string; why: 'owed' | 'done' | 'shared' | 'part' | 'filled' }>(
    `SELECT state, 'owed' AS why FROM duty_instances
     WHERE responsible IN (${marks(people)}) AND due_at <= ? AND ${OWED}
     UNION ALL SELECT state, 'done' FROM duty_instances
     WHERE responsible IN (${marks(people)}) AND due_at > ? AND due_at <= ? AND ${ENDED}
     UNION ALL SELECT state, 'shared' FROM duty_instances
     WHERE co_owners IS NOT NULL AND due_at > ? AND due_at <= ? AND ${OWED}
     AND (${people.map(() => "instr(co_owners, ' ' || ? || ' ') > 0").join(' OR ')})
     UNION ALL SELECT state, 'filled' FROM duty_instances
     WHERE duty IN (${marks(toFill)}) AND due_at > ? AND due_at <= ? AND json_extract(state, '$.absent.person') = ?
     UNION ALL SELECT state, 'part' FROM duty_instances ${partsWhere(duties)}`,
    [
      ...[...people, instantOf(until)],
      ...[...people, instantOf(day), instantOf(day, '24:00')],
      ...[instantOf(addDays(day, -SHARED_BACK_DAYS)), instantOf(until), ...people],
      ...[...toFill, instantOf(day), instantOf(day, '24:00'), who.id],
      ...partsArgs(duties, who, day, until),
    ],
  )
  const because = (wanted: string) => read(rows.filter(({ why }) => why === wanted)).sort(bySoonest)
  return {
    owed: because('owed'),
    shared: because('shared'),
    parts: takesPart(because('part'), who),
    done: because('done'),
    filled: because('filled'),
  }
}

/** As the other reads have them; here a handful of rows is sorted faster than SQLite merges three lists. */
const bySoonest = (one: Instance, other: Instance): number =>
  one.dueAtMs - other.dueAtMs || (one.id < other.id ? -1 : 1)

/** Instances of one duty due in a span, oldest first. */
export const instancesOfDuty = async (
  db: Database,
  duty: string,
  fromMs: number,
  toMs: number,
): Promise<Instance[]> =>
  read(
    await db.all(
      'SELECT state FROM duty_instances WHERE duty = ? AND due_at >= ? AND due_at <= ? ORDER BY due_at, id',
      [duty, fromMs, toMs],
    ),
  )

/** Windows whose opening has come. */
export const instancesToOpen = async (db: Database, nowMs: number): Promise<Instance[]> =>
  read(
    await db.all(
      // Left alone SQLite reads every row there is for the sake of ORDER BY.
      `SELECT state FROM duty_instances INDEXED BY duty_instances_opening
       WHERE status = 'scheduled' AND opens_at <= ? ORDER BY id`,
      [nowMs],
    ),
  )

/** What a person takes part in without answering for it: meetings to attend, letters still to sign. */
export async function partsAhead(
  db: Database,
  directory: Directory,
  who: Person,
  from: Day,
  to: Day,
): Promise<Instance[]> {
  const duties = dutiesWithParts(directory)
  return takesPart(
    read(
      await db.all(
        `SELECT state FROM duty_instances ${partsWhere(duties)} ORDER BY due_at, id`,
        partsArgs(duties, who, from, to),
      ),
    ),
    who,
  )
}

/** What everybody owes by himself has no others; reading it here would cost every press the whole staff's rows. */
const dutiesWithParts = (directory: Directory): string[] =>
  plannedDuties(directory)
    .filter(
      ({ kind, scope }) =>
        (kind === 'meeting' || kind === 'letter') && scope !== 'all_staff' && scope !== 'person',
    )
    .map(({ id }) => id)

/**
 * The name is looked for as text first, so that other people's meetings are not even read as JSON. What was to be signed
 * waits for its signers after its last day too.
 */
const partsWhere = (duties: readonly string[]): string =>
  `WHERE duty IN (${marks(duties)}) AND (due_at > ? OR instr(state, '"signature"') > 0) AND due_at <= ?
   AND ${OWED} AND instr(state, ?) > 0`

const partsArgs = (duties: readonly string[], who: Person, from: Day, to: Day): Value[] => [
  ...duties,
  instantOf(from),
  instantOf(to, '24:00'),
  JSON.stringify(who.id),
]

const takesPart = (entries: Instance[], who: Person): Instance[] =>
  entries.filter(
    (entry) => entry.checkpoints === undefined && entry.others.includes(who.id) && isAsked(entry, who),
  )

const isAsked = (entry: Instance, who: Person): boolean =>
  !entry.required.includes('signature') ||
  missingProofs(entry).some(({ type, of }) => type === 'signature' && of === who.id)

/** What these people missed and was due since `sinceMs`, the latest first. */
export const instancesMissedBy = async (
  db: Database,
  people: readonly string[],
  sinceMs: number,
): Promise<Instance[]> =>
  read(
    await db.all(
      `SELECT state FROM duty_instances WHERE responsible IN (${people.map(() => '?').join(',')})
       AND due_at > ? AND status = 'missed' ORDER BY due_at DESC, id`,
      [...people, sinceMs],
    ),
  )
