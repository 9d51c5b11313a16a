import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { dayOf } from '../time.ts'
import { plannedDuties } from './duties-in-force.ts'
import { scheduleUnits } from './lay-out.ts'
import { PLAN, plan, plannedOn } from './plan.ts'

/**
 * What a new calendar, or the new holder of a post nobody held, brings into the plan of today beside what is there;
 * what stands there stays as it is, what was called off comes back. Before the first plan there is nothing to add to.
 * Returns how many instances it brought.
 */
export async function layOutWhatIsNew(work: Work, directory: Directory): Promise<number> {
  if ((await work.state(plan, PLAN)) === undefined) return 0
  const { planned } = plannedOn(plannedDuties(directory), directory, dayOf(work.nowMs), undefined)
  // Read at once: asked one by one, a school's day is hundreds of questions.
  const rows = await work.db.all<{ id: string }>(
    "SELECT id FROM duty_instances WHERE due_at > ? AND status <> 'cancelled'",
    [work.nowMs],
  )
  const there = new Set(rows.map(({ id }) => id))
  let brought = 0
  for (const window of planned)
    if (window.slot.dueAtMs > work.nowMs)
      brought += await scheduleUnits(work, directory, window, work.nowMs, there)
  return brought
}
