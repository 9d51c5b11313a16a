import { posts } from '../duties/catalogue.ts'
import { plannedDuties } from '../instances/duties-in-force.ts'
import { awaitedCoOwners, type Instance, responsibleFor } from '../instances/instance.ts'
import { instancesLeftBy, marks } from '../instances/instances.ts'
import { missingProofs } from '../instances/prove.ts'
import { unitsOf } from '../instances/units.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import type { Item } from './items.ts'

/** Duties of a post he holds no more, what he stands in for or shares, and letters that wait for his name. */
export async function dutyItems(db: Database, directory: Directory, giver: Person): Promise<Item[]> {
  const inHands = await instancesLeftBy(db, giver.id)
  const own = inHands.filter(
    (entry) =>
      entry.owner === giver.id &&
      (entry.status !== 'scheduled' || !giver.active) &&
      (!giver.active || responsibleFor(entry) === giver.id || isLent(directory, giver, entry)),
  )
  const others = inHands.filter(({ owner }) => owner !== giver.id)
  const joined = await takesPartIn(db, directory, giver)
  return [
    ...own
      .filter((entry) => !stillOwes(directory, giver, entry))
      .map(({ id }): Item => ({ kind: 'duty', id })),
    ...(giver.active && !giver.gaveUp ? [] : others.map(({ id }): Item => ({ kind: 'stand-in', id }))),
    ...joined,
  ]
}

/** Another does it while he is away; a turn that another took is that person's, whatever becomes of the post. */
const isLent = (directory: Directory, { gaveUp }: Person, { duty }: Instance): boolean =>
  gaveUp !== undefined && posts.get(directory.duties.get(duty)?.post ?? '')?.rotating !== true

function stillOwes(directory: Directory, { id, active }: Person, entry: Instance): boolean {
  if (!active) return false
  return unitOf(directory, entry)?.owner.id === id
}

const unitOf = (directory: Directory, entry: Instance) => {
  const duty = directory.duties.get(entry.duty)
  const units = duty ? unitsOf(duty, directory, { slot: entry.slot ?? '', opensAtMs: entry.opensAtMs }) : []
  return units.find((unit) => unit.id === entry.unit)
}

/** Duties he agreed to share, and letters that wait for his name although the post is another's now. */
async function takesPartIn(db: Database, directory: Directory, giver: Person): Promise<Item[]> {
  const letters = plannedDuties(directory).filter(
    ({ kind, scope }) => kind === 'letter' && scope !== 'all_staff',
  )
  const rows = await db.all<{ state: string }>(
    `SELECT state FROM duty_instances WHERE status IN ('scheduled', 'open', 'overdue', 'late_flagged')
     AND (instr(co_owners, ' ' || ? || ' ') > 0 OR duty IN (${marks(letters)})) ORDER BY due_at, id`,
    [giver.id, ...letters.map(({ id }) => id)],
  )
  const changed = !giver.active || giver.gaveUp !== undefined
  return rows.flatMap(({ state }): Item[] => {
    const entry = JSON.parse(state) as Instance
    const shares = changed && awaitedCoOwners(entry).includes(giver.id)
    const signs =
      entry.others.includes(giver.id) &&
      missingProofs(entry).some(({ type, of }) => type === 'signature' && of === giver.id) &&
      !(giver.active && unitOf(directory, entry)?.others.some(({ id }) => id === giver.id))
    return [
      ...(shares ? [{ kind: 'shared' as const, id: entry.id }] : []),
      ...(signs ? [{ kind: 'signature' as const, id: entry.id }] : []),
    ]
  })
}
