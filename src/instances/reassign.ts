import { touchToday } from '../checkins/checkins.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { dayOf } from '../time.ts'
import { plannedDuties } from './duties-in-force.ts'
import { dutyInstance } from './evolve.ts'
import { transfer } from './hand-over.ts'
import type { Instance } from './instance.ts'
import { unitsOf } from './units.ts'
import { cancel } from './windows.ts'

const REASON = '岗位调整'

/**
 * Duties belong to posts: what is laid out and not open yet goes to whoever holds the post now, and what only somebody
 * without the post would owe is called off. What is open stays where it is until it is handed over; the past is not
 * touched. Returns how many changed hands.
 */
export async function reassignScheduled(work: Work, after: Directory, by: string): Promise<number> {
  const rows = await work.db.all<{ state: string }>(
    "SELECT state FROM duty_instances WHERE status = 'scheduled' ORDER BY id",
  )
  const duties = new Map(plannedDuties(after).map((duty) => [duty.id, duty]))
  let moved = 0
  for (const entry of rows.map(({ state }) => JSON.parse(state) as Instance)) {
    const duty = duties.get(entry.duty)
    if (!duty) continue
    const units = unitsOf(duty, after, { slot: entry.slot ?? '', opensAtMs: entry.opensAtMs })
    const unit = units.find(({ id }) => id === entry.unit)
    if (unit?.owner.id === entry.owner) continue
    if (unit) await work.change(dutyInstance, entry.id, transfer(unit.owner.id, REASON, by, true))
    else if (duty.scope === 'person') await work.change(dutyInstance, entry.id, cancel(REASON))
    else continue
    moved += 1
    for (const id of [entry.owner, unit?.owner.id])
      touchToday(work, after, after.person(id ?? ''), dayOf(work.nowMs))
  }
  return moved
}
