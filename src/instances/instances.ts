import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { addDays, type Day, instantOf } from '../time.ts'
import { plannedDuties } from './duties-in-force.ts'
import type { Instance } from './instance.ts'
import { missingProofs } from './prove.ts'

const read = (rows: { state: string }[]): Instance[] => rows.map(({ state }) => JSON.parse(state) as Instance)

/** All units of one window, or the one unit of a meeting: what one ladder climbs for. */
export const instancesOfLadder = async (db: Database, id: string): Promise<Instance[]> =>
  read(await db.all('SELECT state FROM duty_instances WHERE ladder = ? ORDER BY id', [id]))

/** What a person must see to and has not yet, soonest due first, due not later than `untilMs`. */
export const instancesInHandsOf = async (
  db: Database,
  people: string[],
  untilMs: number,
): Promise<Instance[]> =>
  read(
    await db.all(
      `SELECT state FROM duty_instances WHERE responsible IN (${people.map(() => '?').join(',')})
       AND due_at <= ? AND status IN ('scheduled', 'open', 'overdue', 'late_flagged') ORDER BY due_at, id`,
      [...people, untilMs],
    ),
  )

/** What a person agreed to share, soonest due first, due not later than `untilMs`. */
export const instancesSharedBy = async (
  db: Database,
  people: string[],
  day: Day,
  untilMs: number,
): Promise<Instance[]> =>
  read(
    await db.all(
      `SELECT state FROM duty_instances WHERE co_owners IS NOT NULL AND due_at > ? AND due_at <= ?
       AND (${people.map(() => "instr(co_owners, ' ' || ? || ' ') > 0").join(' OR ')})
       AND status IN ('scheduled', 'open', 'overdue', 'late_flagged') ORDER BY due_at, id`,
      [instantOf(addDays(day, -SHARED_BACK_DAYS)), untilMs, ...people],
    ),
  )

/** An overdue one is shown this long. */
const SHARED_BACK_DAYS = 60

/** What a person did, on the day it was due or done. */
export const instancesDoneBy = async (db: Database, people: string[], day: Day): Promise<Instance[]> =>
  read(
    await db.all(
      `SELECT state FROM duty_instances WHERE responsible IN (${people.map(() => '?').join(',')})
       AND due_at > ? AND due_at <= ? AND status IN ('done', 'late', 'excused', 'missed') ORDER BY due_at, id`,
      [...people, instantOf(day), instantOf(day, '24:00')],
    ),
  )

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
      "SELECT state FROM duty_instances WHERE status = 'scheduled' AND opens_at <= ? ORDER BY id",
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
  // What everybody owes by himself has no others; reading it here would cost every press the whole staff's rows.
  const shared = plannedDuties(directory).filter(
    ({ kind, scope }) =>
      (kind === 'meeting' || kind === 'letter') && scope !== 'all_staff' && scope !== 'person',
  )
  const marks = shared.map(() => '?').join(',')
  const rows = read(
    await db.all(
      `SELECT state FROM duty_instances WHERE duty IN (${marks}) AND due_at > ? AND due_at <= ?
       AND status IN ('scheduled', 'open', 'overdue', 'late_flagged') ORDER BY due_at, id`,
      [...shared.map(({ id }) => id), instantOf(from), instantOf(to, '24:00')],
    ),
  )
  return rows.filter(
    (entry) => entry.checkpoints === undefined && entry.others.includes(who.id) && isAsked(entry, who),
  )
}

const isAsked = (entry: Instance, who: Person): boolean =>
  !entry.required.includes('signature') ||
  missingProofs(entry).some(({ type, of }) => type === 'signature' && of === who.id)
