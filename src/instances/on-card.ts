import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database, Value } from '../store/database.ts'
import { addDays, type Day, instantOf } from '../time.ts'
import { dutiesToFill, plannedDuties } from './duties-in-force.ts'
import type { Instance } from './instance.ts'
import { instancesIn, marks, OWED } from './instances.ts'
import { missingProofs } from './prove.ts'

const ENDED = "status IN ('done', 'late', 'excused', 'missed')"

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
  const because = (wanted: string) => instancesIn(rows.filter(({ why }) => why === wanted)).sort(bySoonest)
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
    instancesIn(
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
