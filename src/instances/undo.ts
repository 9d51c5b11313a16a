import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { dutyInstance } from './evolve.ts'
import { type Instance, isDone, responsibleFor } from './instance.ts'
import { unsign } from './letter.ts'
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
  await goOn(work, directory, undone)
  tellUndone(work, directory, undone, responsibleFor(undone), by)
  return undone
}

/** One signature of a letter is taken back: its signer hears why, and signs anew or not (handbook §5.7). */
export async function undoSignature(
  work: Work,
  directory: Directory,
  about: Instance,
  signer: Pick<Person, 'id'>,
  reason: string,
  by: Person,
): Promise<Instance> {
  const undone = await work.change(dutyInstance, about.id, unsign(signer.id, reason, by.id))
  // Of one that still waited for others, the ladder climbs already.
  if (isDone(about)) await goOn(work, directory, undone)
  tellUndone(work, directory, undone, signer.id, by)
  return undone
}

async function goOn(work: Work, directory: Directory, undone: Instance): Promise<void> {
  const duty = directory.duties.get(undone.duty)
  if (duty) await moveLadder(work, directory, undone, duty)
}

function tellUndone(work: Work, directory: Directory, undone: Instance, whom: string, by: Person): void {
  const to = directory.person(whom)
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
}
