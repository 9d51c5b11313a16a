import type { Work } from '../log/work.ts'
import { owedTo, speaksFor } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { isDepartmentHead, isHead, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { dayOf, sayDay } from '../time.ts'
import { dutyInstance } from './evolve.ts'
import { transfer } from './hand-over.ts'
import { type Instance, responsibleFor } from './instance.ts'

/** Who has it may pass it on, and who answers for him: his department's head, the vice principal, the heads. */
export function mayTransfer(who: Person, about: Instance, directory: Directory): boolean {
  const holder = directory.person(responsibleFor(about))
  if (!holder) return isHead(who) || isVpSafety(who)
  return (
    speaksFor(directory, who, holder.id) ||
    isHead(who) ||
    isVpSafety(who) ||
    isDepartmentHead(who, holder.department, directory)
  )
}

/** Whoever it is given to can be reached, and is there on the day it is due. @throws Refusal `unreachable` or `away` */
export function mustBeThere(directory: Directory, { dueAtMs }: Instance, who: Person): void {
  if (!directory.addressee(who))
    throw new Refusal('unreachable', `${who.name}没有应用账号，也没有人代收，请另选一位。`)
  const day = dayOf(dueAtMs - 1)
  if (directory.leaveOf(who.id, day)) throw new Refusal('away', `${who.name}${sayDay(day)}请假，请另选一位。`)
}

/** Who decides the second transfer: the vice principal in charge; about his own, the principal (handbook §3). */
export function coordinatorOf(about: Instance, directory: Directory): Person | undefined {
  const coordinators = [...directory.holders('vp_safety'), ...directory.holders('principal')]
  return coordinators.find(({ id }) => id !== responsibleFor(about))
}

/**
 * Passes a duty on. The first time it is so at once, and the new holder is told; from the second time on the wish goes
 * to the coordinating leader, whose own word binds.
 */
export async function handOver(
  work: Work,
  directory: Directory,
  about: Instance,
  to: Person,
  reason: string,
  by: Person,
): Promise<Instance> {
  mustBeThere(directory, about, to)
  const coordinator = coordinatorOf(about, directory)
  const binding = coordinator === undefined || coordinator.id === by.id
  const after = await work.change(dutyInstance, about.id, transfer(to.id, reason, by.id, binding))
  const moved = after.transfers.length > about.transfers.length
  const told = moved ? to : after.transferAsked !== about.transferAsked ? coordinator : undefined
  if (told && told.id !== by.id) tell(work, directory, after, told)
  return after
}

function tell(work: Work, directory: Directory, about: Instance, to: Person): void {
  const owed = owedTo(directory, to, {
    once: `duty:${about.id}:${about.transfers.length}:${about.transferAsked ? 'asked' : 'moved'}:${work.nowMs}:${to.id}`,
    show: { card: 'duty', message: 'transfer', duty: about.duty, unit: about.unit, id: about.id },
    urgency: 2,
    notBeforeMs: Math.min(directory.calendar.afterQuiet(work.nowMs), Math.max(work.nowMs, about.dueAtMs)),
  })
  if (owed) work.owe(owed)
}
