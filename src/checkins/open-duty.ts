import type { DailyDuty } from '../duties/daily.ts'
import type { Gap } from '../gaps/gap-day.ts'
import { noteGaps } from '../gaps/gaps.ts'
import { keeperFor, standInFor } from '../leaves/stand-in.ts'
import type { Work } from '../log/work.ts'
import { jitter } from '../people/addressing.ts'
import { hasTeacher } from '../people/appointing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'
import { checkin, checkinId, excuse, open, responsible } from './checkin.ts'
import { oweToday } from './today.ts'
import { postFor, unitsOf } from './units.ts'

/** Opens a duty for every unit of a school day and owes each responsible person the one 今日 card. */
export async function openDuty(
  work: Work,
  directory: Directory,
  day: Day,
  duty: DailyDuty,
  window: { opensAtMs: number; dueAtMs: number },
): Promise<void> {
  const holders: (Person | undefined)[] = []
  const units = unitsOf(duty, directory)
  await work.readAhead(
    checkin,
    units.map(({ id }) => checkinId(day, duty.id, id)),
  )
  for (const unit of units) {
    const id = checkinId(day, duty.id, unit.id)
    const owner = directory.person(unit.owner)!
    const away = directory.leaveOf(owner.id, day)
    const stand = owner.active
      ? away && standInFor(directory, owner, day, away.substitute, postFor(duty, owner))
      : keeperFor(directory, owner, day, postFor(duty, owner))
    const opened = await work.change(
      checkin,
      id,
      open({
        day,
        duty: duty.id,
        unit: unit.id,
        owner: owner.id,
        ...(stand && { substitute: stand.id }),
        ...(unit.expected !== undefined && { expected: unit.expected }),
        ...window,
        ...(directory.calendar.isProvisional(day) && { provisional: true as const }),
      }),
    )
    if (away?.status === 'granted' && duty.scope === 'person')
      await work.change(checkin, id, excuse(`请假：${away.reason}`, away.decidedBy!))
    else holders.push(directory.person(responsible(opened)))
  }
  for (const holder of unique(holders))
    oweToday(
      work,
      directory,
      holder,
      day,
      // Opened late, there is nothing left to spread: the pace of the platform does that.
      Math.max(work.nowMs, jitter(window.opensAtMs, `${(directory.addressee(holder) ?? holder).id}${day}`)),
    )
  const lost = unique(holders).filter((holder) => !directory.addressee(holder))
  const unasked =
    duty.scope === 'class' ? directory.classes.filter(({ id }) => !hasTeacher(directory, id)) : []
  await noteGaps(work, directory, [
    ...lost.map(({ id }): Gap => ({ kind: 'unreachable', who: id })),
    ...unasked.map(({ id: of }): Gap => ({ kind: 'unheld', who: 'homeroom_teacher', of })),
  ])
}
