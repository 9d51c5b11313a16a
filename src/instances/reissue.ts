import type { Duty } from '../duties/duty.ts'
import type { Occurrence } from '../duties/occurrence.ts'
import { occurrences } from '../duties/recurrence.ts'
import { type Slot, slotsOf } from '../duties/window.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { addDays, dayOf } from '../time.ts'
import { dutyInstance } from './evolve.ts'
import type { Instance } from './instance.ts'
import { moveLadder } from './move-ladder.ts'
import type { Moved } from './owe-moved.ts'
import { PLAN, plan, reissuedBy } from './plan.ts'
import { layOutWhatIsNew } from './what-is-new.ts'
import { cancel, moveToCalendar } from './windows.ts'

/** As far from its old day as a duty of a year or term can move. */
const REACH_DAYS = 200

/**
 * The calendar was issued again (CAL-17): what is laid out and not yet due moves to its new day under the same id, what
 * is past stays, and no old reminder is sent again (handbook §14.13). A date somebody set by hand stays.
 * @returns what moved, for everybody it concerns to be told once.
 */
export async function followCalendar(work: Work, directory: Directory): Promise<Moved[]> {
  const moved: Moved[] = []
  for (const entry of await stillAhead(work)) {
    const duty = directory.duties.get(entry.duty)
    if (!duty || entry.putOff || entry.checkpoints || duty.recurrence.type === 'on_event') continue
    const occurrence = occurrenceOf(entry, duty, directory)
    if (!occurrence) continue
    const slot = occurrence.day === null ? undefined : slotNow(entry, duty, occurrence, directory)
    const after = slot
      ? await work.change(dutyInstance, entry.id, moveToCalendar(slot, occurrence))
      : await work.change(
          dutyInstance,
          entry.id,
          cancel(occurrence.why ?? '放假安排调整，本期没有可安排的日子'),
        )
    const day = slot ? dayOf(after.dueAtMs - 1) : undefined
    if (slot && after.dueAtMs !== entry.dueAtMs) await moveLadder(work, directory, after, duty)
    if (day !== dayOf(entry.dueAtMs - 1))
      moved.push({
        instance: after,
        fromMs: entry.dueAtMs,
        toMs: slot ? after.dueAtMs : null,
      })
  }
  await layOutWhatIsNew(work, directory)
  await work.change(plan, PLAN, reissuedBy(directory.calendar.issue))
  return moved
}

async function stillAhead(work: Work): Promise<Instance[]> {
  const rows = await work.db.all<{ state: string }>(
    "SELECT state FROM duty_instances WHERE status IN ('scheduled', 'open') AND due_at > ? ORDER BY due_at, id",
    [work.nowMs],
  )
  return rows.map(({ state }) => JSON.parse(state) as Instance)
}

function occurrenceOf(entry: Instance, duty: Duty, { calendar }: Directory): Occurrence | undefined {
  const day = dayOf(entry.dueAtMs - 1)
  const around = occurrences(duty.recurrence, calendar, addDays(day, -REACH_DAYS), addDays(day, REACH_DAYS))
  return around.find(({ period }) => period === entry.period)
}

const slotNow = (
  entry: Instance,
  duty: Duty,
  { day }: Occurrence,
  { calendar }: Directory,
): Slot | undefined => {
  const slots = slotsOf(duty, day!, calendar)
  return entry.slot === undefined ? slots[0] : slots.find(({ slot }) => slot === entry.slot)
}
