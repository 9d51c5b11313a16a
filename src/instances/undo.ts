import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { dutyInstance } from './evolve.ts'
import { type Instance, responsibleFor } from './instance.ts'
import { moveLadder } from './move-ladder.ts'
import { voidDone } from './prove.ts'

/** A duty marked done by mistake is owed again: its ladder goes on from now, and whoever owes it hears why (handbook §5.1). */
export async function undoDuty(
  work: Work,
  directory: Directory,
  about: Instance,
  reason: string,
  by: Person,
): Promise<Instance> {
  const undone = await work.change(dutyInstance, about.id, voidDone(reason, by.id))
  const duty = directory.duties.get(undone.duty)
  if (duty) await moveLadder(work, directory, undone, duty)
  const to = directory.person(responsibleFor(undone))
  const owed =
    to &&
    to.id !== by.id &&
    owedTo(directory, to, {
      once: `undone:${undone.id}:${work.nowMs}`,
      show: { card: 'duty', message: 'undone', duty: undone.duty, unit: undone.unit, id: undone.id },
      urgency: 2,
      notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
    })
  if (owed) work.owe(owed)
  return undone
}
