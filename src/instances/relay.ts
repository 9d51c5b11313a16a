import { touchToday } from '../checkins/today.ts'
import type { Duty } from '../duties/duty.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { addDays, type Day, dayOf } from '../time.ts'
import { plannedDuties } from './duties-in-force.ts'
import { dutyInstance } from './evolve.ts'
import type { Instance, Scheduled } from './instance.ts'
import { anew, raiseLadder, unitsScheduled } from './lay-out.ts'
import { type Moved, oweMoved } from './owe-moved.ts'
import { PLAN, type Planned, plan, plannedOn, USUAL_LEAD_DAYS } from './plan.ts'
import { callOff, layOutAnew } from './windows.ts'

const REASON = '学校的职责安排改了'

interface Laid {
  scheduled: Scheduled
  duty: Duty
}

/**
 * After the school's rules changed from `before` to `after`: what is laid out and has not begun follows the new ones,
 * what they no longer ask for is called off, what they ask for besides is laid out. What has begun keeps the rule it
 * is judged by, and a meeting that was put off keeps its day. Whose duty is on another day now is told once. Returns how
 * many instances changed.
 */
export async function layOutAgain(work: Work, before: Directory, after: Directory): Promise<number> {
  const laidOut = await work.state(plan, PLAN)
  if (!laidOut) return 0
  const { through } = laidOut
  const known = await scheduledNow(work)
  const [old, fresh] = [before, after].map((school) => {
    // What was laid out already and comes later by these rules is with us too: people know of it.
    const later = [...comingUp(school, through)].filter(([id]) => known.has(id))
    return new Map([...later, ...underWay(school, through)])
  }) as [Map<string, Laid>, Map<string, Laid>]
  const inForce = new Set(plannedDuties(after).map(({ id }) => id))
  const ladders = new Map<string, { of: Instance; duty: Duty }>()
  const changed: Instance[] = []
  const moved: Moved[] = []
  for (const entry of known.values()) {
    if (fresh.has(entry.id) || (inForce.has(entry.duty) && !old.has(entry.id))) continue
    changed.push(entry, await work.change(dutyInstance, entry.id, callOff(REASON)))
  }
  for (const [id, { scheduled, duty }] of fresh) {
    const was = old.get(id)
    const entry = known.get(id)
    const same = was !== undefined && sameRule(was, { scheduled, duty })
    if (scheduled.dueAtMs <= work.nowMs || same) continue
    if (entry && was && entry.dueAtMs !== was.scheduled.dueAtMs) continue
    const held = await work.state(dutyInstance, id)
    const made = await work.change(dutyInstance, id, layOutAnew(scheduled))
    if (made === held) continue
    changed.push(...(entry ? [entry] : []), made)
    if (entry && dayOf(entry.dueAtMs - 1) !== dayOf(made.dueAtMs - 1))
      moved.push({ instance: made, fromMs: entry.dueAtMs, toMs: made.dueAtMs })
    ladders.set(made.ladder, { of: made, duty })
  }
  for (const { of, duty } of ladders.values()) await raiseLadder(work, after, of, duty, work.nowMs, anew)
  oweMoved(work, after, moved, `relaid:${work.nowMs}:${moved[0]?.instance.id}`)
  for (const id of new Set(changed.flatMap(({ owner, substitute }) => [owner, substitute ?? owner])))
    touchToday(work, after, after.person(id), dayOf(work.nowMs))
  return new Set(changed.map(({ id }) => id)).size
}

/** Everything the rules of a school ask for that is under way on a day or announced by then. */
const underWay = (directory: Directory, day: Day): Map<string, Laid> =>
  laid(directory, plannedOn(plannedDuties(directory), directory, day, undefined).planned)

/** What enters the plan after that day, as far as anything laid out can have been put off. */
const comingUp = (directory: Directory, day: Day): Map<string, Laid> => {
  const until = addDays(day, USUAL_LEAD_DAYS)
  return laid(directory, plannedOn(plannedDuties(directory), directory, until, day).planned)
}

const laid = (directory: Directory, windows: readonly Planned[]): Map<string, Laid> =>
  new Map(
    windows.flatMap((window) =>
      unitsScheduled(directory, window).map(
        ({ id, scheduled }) => [id, { scheduled, duty: window.duty }] as const,
      ),
    ),
  )

async function scheduledNow(work: Work): Promise<Map<string, Instance>> {
  const rows = await work.db.all<{ id: string; state: string }>(
    "SELECT id, state FROM duty_instances WHERE status = 'scheduled' ORDER BY id",
  )
  return new Map(rows.map(({ id, state }) => [id, JSON.parse(state) as Instance]))
}

const sameRule = (one: Laid, other: Laid): boolean =>
  JSON.stringify([one.scheduled, one.duty.reminders]) ===
  JSON.stringify([other.scheduled, other.duty.reminders])
