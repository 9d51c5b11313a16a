import { graceFor } from '../instances/clock.ts'
import { askCoOwners, confirmSharing, releaseCoOwner } from '../instances/co-owners.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { handOverDuty, signInstead, takeOverDuty } from '../instances/hand-over.ts'
import { awaitedCoOwners, type Instance, isOwed, responsibleFor } from '../instances/instance.ts'
import { cancel, instanceId } from '../instances/windows.ts'
import type { Work } from '../log/work.ts'
import { outagesOf } from '../outages/outages.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Given } from '../rosters/succession.ts'
import type { Item } from './items.ts'
import { type Passing, REASON } from './passing.ts'

/** A duty instance by what it is to the giver: his own, another's he stands in for, a share, a signature. */
export async function passDuty(
  work: Work,
  directory: Directory,
  { kind, id }: Item,
  { giver, taker, by, standIn }: Passing,
): Promise<Given> {
  const entry = await work.state(dutyInstance, id)
  if (!entry || !isOwed(entry)) return 'over'
  const judgedAtMs = work.nowMs - graceFor(entry, await outagesOf(work.db), work.nowMs)
  if (kind === 'signature') {
    if (!entry.others.includes(giver.id)) return 'over'
    await work.change(dutyInstance, id, signInstead(giver.id, taker.id, by, judgedAtMs))
    return 'moved'
  }
  if (kind === 'shared') {
    if (!awaitedCoOwners(entry).includes(giver.id)) return 'over'
    const asked = await work.change(dutyInstance, id, askCoOwners([taker.id], by))
    if (asked.coOwners?.some(({ person }) => person === taker.id))
      await work.change(dutyInstance, id, confirmSharing(taker.id))
    await work.change(dutyInstance, id, releaseCoOwner(giver.id, by, judgedAtMs))
    return 'moved'
  }
  const lends = standIn && entry.status !== 'scheduled' && entry.dueAtMs <= standIn.untilMs
  const doer = lends ? standIn.person.id : taker.id
  if (entry.owner !== giver.id) {
    if (responsibleFor(entry) !== giver.id) return responsibleFor(entry) === taker.id ? 'moved' : 'over'
    await work.change(dutyInstance, id, handOverDuty(doer))
    return 'moved'
  }
  // What each owes for himself, the taker owes already: nobody signs twice.
  const decide = (await owesTheSame(work, directory, entry, giver, taker))
    ? cancel(REASON)
    : takeOverDuty(taker.id, REASON, by)
  await work.change(dutyInstance, id, decide)
  await work.change(dutyInstance, id, handOverDuty(doer))
  return 'moved'
}

async function owesTheSame(
  work: Work,
  directory: Directory,
  { duty, unit, period, slot }: Instance,
  giver: Person,
  taker: Person,
): Promise<boolean> {
  const scope = directory.duties.get(duty)?.scope
  if (unit !== giver.id || (scope !== 'person' && scope !== 'all_staff')) return false
  return (await work.state(dutyInstance, instanceId(duty, taker.id, period, slot))) !== undefined
}
