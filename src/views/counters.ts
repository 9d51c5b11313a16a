import type { CounterItem } from '../cards/counters.ts'
import { countOf } from '../instances/count.ts'
import { countersOf, leastOf } from '../instances/counters.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { titleOf } from './duty-items.ts'

/** The counts of the year a person answers for, the own ones and those of people without the app. */
export async function counterItems(
  db: Database,
  directory: Directory,
  who: Person,
  nowMs: number,
): Promise<CounterItem[]> {
  const people = [who.id, ...directory.entersFor(who).map(({ id }) => id)]
  const counters = await countersOf(db, directory, people, nowMs)
  return Promise.all(
    counters.map(async (entry) => {
      const duty = directory.duties.get(entry.duty)
      const count = await countOf({ db, nowMs, directory }, entry)
      const passed = entry.checkpoints?.findLast(({ day }) => day <= dayOf(nowMs))
      return {
        id: entry.id,
        title: titleOf(directory, entry, duty),
        count,
        least: leastOf(entry),
        behind: count < (passed?.expected ?? 0),
        byItself: duty?.counts?.by === 'attended',
      }
    }),
  )
}
