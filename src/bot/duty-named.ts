import { dutyInstance } from '../instances/evolve.ts'
import { type Instance, isDone, isOwed, responsibleFor } from '../instances/instance.ts'
import { instancesOfDuty } from '../instances/instances.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { DAY_MS } from '../time.ts'
import type { Context } from './command.ts'

/** How far back something overdue and how far ahead something coming is looked for by its name. */
const BACK_MS = 60 * DAY_MS
const AHEAD_MS = 60 * DAY_MS

/**
 * A duty still owed (`among` done: one that was done) that a sentence names by its instance's id, by the duty (id, `duty/unit`, words of the title) and,
 * where several people owe it, by whose it is. `prefers` are tried in
 * turn: one's own before what one may decide about. Soonest due first, of what was done the latest.
 * @throws Refusal when there is none, or when it is not said whose.
 */
export async function dutyNamed(
  { work, directory, nowMs }: Context,
  {
    named,
    period,
    whose,
    among = 'owed',
  }: { named: string; period: string; whose: Person | undefined; among?: 'owed' | 'done' },
  ...prefers: ((about: Instance) => boolean)[]
): Promise<Instance> {
  const byId = named.includes('.') ? await work.state(dutyInstance, named) : undefined
  if (byId) return byId
  const [id = '', unit] = named.split('/')
  const duties = [...directory.duties.values()].filter(
    (duty) => duty.id === id || (named.length >= 2 && duty.title.includes(named)),
  )
  const all = await Promise.all(
    duties.map((duty) => instancesOfDuty(work.db, duty.id, nowMs - BACK_MS, nowMs + AHEAD_MS)),
  )
  const owed = all
    .flat()
    .filter(
      (about) =>
        (among === 'owed' ? isOwed(about) : isDone(about)) &&
        (unit === undefined || about.unit === unit) &&
        (period === '' || about.period === period) &&
        (whose === undefined || responsibleFor(about) === whose.id),
    )
    .sort((one, other) => (one.dueAtMs - other.dueAtMs) * (among === 'owed' ? 1 : -1))
  const mine = prefers.map((prefer) => owed.filter(prefer)).find((some) => some.length > 0) ?? []
  const [first] = mine.length > 0 ? mine : owed
  if (!first) throw new Refusal('no-such-duty', '没有找到这一项，请写职责的名称，例如「防火巡查」。')
  const holders = new Set(mine.map(responsibleFor))
  if (whose === undefined && unit === undefined && holders.size > 1)
    throw new Refusal('whose', '这一项有几位同事要做，请写明是谁的。')
  return first
}
