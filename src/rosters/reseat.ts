import { touchToday } from '../checkins/today.ts'
import { plannedDuties } from '../instances/duties-in-force.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { handOverDuty } from '../instances/hand-over.ts'
import { responsibleFor } from '../instances/instance.ts'
import { instancesOfDuty } from '../instances/instances.ts'
import { covers, type Leave } from '../leaves/leave.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { type Day, dayOf, instantOf } from '../time.ts'
import { LEADER } from './replacement.ts'
import { holderOf, placesOf, withLeave } from './turns.ts'

/**
 * Gives what a seat still owes on some days from whoever answered for it in `before` to whoever does in `after`. What
 * fell due earlier stays with who was on duty then, what was transferred by hand stays where it is, and windows that
 * open later find their owner by themselves.
 */
export async function reseat(
  work: Work,
  before: Directory,
  after: Directory,
  seat: string,
  days: { from: Day; to: Day },
): Promise<void> {
  const post = seat === LEADER ? LEADER : 'duty_teacher'
  const today = dayOf(work.nowMs)
  for (const duty of plannedDuties(after).filter((each) => each.post === post))
    for (const entry of await instancesOfDuty(work.db, duty.id, work.nowMs, instantOf(days.to, '24:00'))) {
      const day = dayOf(entry.opensAtMs)
      if (day < days.from || (seat !== LEADER && entry.unit !== seat)) continue
      const had = holderOf(before, seat, day)
      const has = holderOf(after, seat, day)
      if (!has || has.id === had?.id || responsibleFor(entry) !== had?.id) continue
      await work.change(dutyInstance, entry.id, handOverDuty(has.id))
      for (const id of new Set([had.id, has.id, entry.owner]))
        touchToday(work, after, after.person(id), today)
    }
}

/** Today's turns of somebody whose leave was asked for, refused or taken back go to the stand-in, or come back. */
export async function reseatForLeave(work: Work, directory: Directory, changed: Leave): Promise<void> {
  const today = dayOf(work.nowMs)
  if (!covers(changed, today)) return
  const after = withLeave(directory, changed)
  for (const seat of [LEADER, ...placesOf(directory)])
    await reseat(work, directory, after, seat, { from: today, to: today })
}
