import { touchToday } from '../checkins/today.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { dayOf } from '../time.ts'
import { plannedDuties } from './duties-in-force.ts'
import { dutyInstance } from './evolve.ts'
import { reassign } from './hand-over.ts'
import type { Instance } from './instance.ts'
import { unitsOf } from './units.ts'
import { layOutWhatIsNew } from './what-is-new.ts'
import { cancel } from './windows.ts'

const REASON = '岗位调整'

/**
 * Duties belong to posts: what is laid out and not open yet goes to whoever holds the post now, and what only somebody
 * without the post would owe is called off. Turns of the roster that were replaced stay replaced, and what was passed
 * on by hand stays with whom it was given to. What is open stays where it is until it is handed over; the past is not
 * touched. A post held again gets what nobody could be asked for meanwhile, as far as it is not past its due time.
 * Returns how many changed hands and how many are new.
 */
export async function reassignScheduled(
  work: Work,
  after: Directory,
  by: string,
): Promise<{ moved: number; brought: number }> {
  const rows = await work.db.all<{ state: string }>(
    "SELECT state FROM duty_instances WHERE status = 'scheduled' ORDER BY id",
  )
  const duties = new Map(plannedDuties(after).map((duty) => [duty.id, duty]))
  let moved = 0
  for (const entry of rows.map(({ state }) => JSON.parse(state) as Instance)) {
    const duty = duties.get(entry.duty)
    if (!duty || entry.transfers.length > 0) continue
    const units = unitsOf(duty, after, { slot: entry.slot ?? '', opensAtMs: entry.opensAtMs })
    const unit = units.find(({ id }) => id === entry.unit)
    // A class without a teacher stays with whoever keeps it: its last one has left.
    if (unit?.owner.id === entry.owner || unit?.owner.active === false) continue
    const alone = duty.scope === 'person' && !entry.takenOver
    const decide = unit ? reassign(unit.owner.id, by) : alone ? cancel(REASON) : undefined
    if (!decide) continue
    const now = await work.change(dutyInstance, entry.id, decide)
    if (now.owner === entry.owner && now.status === entry.status) continue
    moved += 1
    for (const id of [entry.owner, unit?.owner.id])
      touchToday(work, after, after.person(id ?? ''), dayOf(work.nowMs))
  }
  return { moved, brought: await layOutWhatIsNew(work, after) }
}
