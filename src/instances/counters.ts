import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import type { Instance } from './instance.ts'
import { marks } from './instances.ts'

/** What is owed so often in a year: nothing ends it before the year does (CAL-18). */
export const isCounter = ({ checkpoints }: Pick<Instance, 'checkpoints'>): boolean =>
  checkpoints !== undefined

/** How often the year asks for it, by the rule it was laid out by. */
export const leastOf = ({ min, checkpoints }: Pick<Instance, 'min' | 'checkpoints'>): number =>
  min ?? checkpoints?.at(-1)?.expected ?? 0

/** The counts that run now and are in these people's hands. */
export async function countersOf(
  db: Database,
  directory: Directory,
  people: readonly string[],
  nowMs: number,
): Promise<Instance[]> {
  const held = new Set(people.flatMap((id) => directory.person(id)?.posts ?? []))
  const duties = [...directory.duties.values()]
    .filter(({ recurrence }) => recurrence.type === 'count_in_period')
    .filter(({ post, coPosts }) => held.has(post) || coPosts.some((each) => held.has(each)))
    .map(({ id }) => id)
  // Read for every card of a day: most people hold no post that is counted.
  if (duties.length === 0) return []
  const rows = await db.all<{ state: string }>(
    `SELECT state FROM duty_instances WHERE duty IN (${marks(duties)}) AND responsible IN (${marks(people)})
     AND opens_at <= ? AND due_at > ? AND status IN ('scheduled', 'open', 'overdue', 'late_flagged')
     ORDER BY duty, id`,
    [...duties, ...people, nowMs, nowMs],
  )
  return rows.map(({ state }) => JSON.parse(state) as Instance)
}
