import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { askCoOwners } from './co-owners.ts'
import { dutyInstance } from './evolve.ts'
import { coordinatorOf, mustBeThere } from './hand-overs.ts'
import { type CoOwner, type Instance, responsibleFor } from './instance.ts'

/** The share of a person in a duty, his own or of somebody without the app he enters for; undefined when not asked. */
export const shareIn = (
  directory: Directory,
  { coOwners = [] }: Instance,
  who: Person,
): CoOwner | undefined =>
  coOwners.find(({ person }) => person === who.id) ??
  coOwners.find(({ person }) => directory.entersFor(who).some(({ id }) => id === person))

/** Whoever it belongs to asks others to share it, and the leader who coordinates it (handbook §3). */
export function mayAskToShare(who: Person, about: Instance, directory: Directory): boolean {
  const holder = directory.person(responsibleFor(about))
  return (
    (holder !== undefined && directory.addressee(holder)?.id === who.id) ||
    coordinatorOf(about, directory)?.id === who.id
  )
}

/**
 * Asks colleagues to share a duty: each gets a card to answer on.
 * @throws Refusal naming the colleague who cannot be reached, is away, or has it in hand himself.
 */
export async function askToShare(
  work: Work,
  directory: Directory,
  about: Instance,
  people: readonly Person[],
  by: Person,
): Promise<Instance> {
  for (const person of people) {
    if (person.id === responsibleFor(about))
      throw new Refusal('own', `${person.name}就是这一项的责任人，不用协办。`)
    mustBeThere(directory, about, person)
  }
  const after = await work.change(
    dutyInstance,
    about.id,
    askCoOwners(
      people.map(({ id }) => id),
      by.id,
    ),
  )
  const asked = (after.coOwners ?? []).filter((each) => !about.coOwners?.includes(each))
  for (const { person } of after === about ? [] : asked) {
    const to = directory.person(person)
    const owed =
      to &&
      owedTo(directory, to, {
        once: `share:${about.id}:${person}:${work.nowMs}`,
        show: { card: 'duty', message: 'share', duty: about.duty, unit: about.unit, id: about.id },
        urgency: 2,
        notBeforeMs: Math.min(directory.calendar.afterQuiet(work.nowMs), Math.max(work.nowMs, about.dueAtMs)),
      })
    if (owed) work.owe(owed)
  }
  return after
}
