import { type DayCalls, takeCalls } from './checkins/calls.ts'
import { touchToday } from './checkins/today.ts'
import type { Gap } from './gaps/gap-day.ts'
import { noteGaps } from './gaps/gaps.ts'
import { beginLaddersOfOpenHazards } from './hazards/hazards.ts'
import { beginLaddersOfOpenIncidents } from './incidents/incidents.ts'
import type { Instance } from './instances/instance.ts'
import { layOut, openWindows } from './instances/lay-out.ts'
import { oweMoved } from './instances/owe-moved.ts'
import { PLAN, type Plan } from './instances/plan.ts'
import { followCalendar } from './instances/reissue.ts'
import { findSources } from './ladder-sources.ts'
import { climbDue, dueLadders, LaddersStuck, type Stuck } from './ladders/climb-due.ts'
import { collectTellings, type Telling } from './ladders/telling.ts'
import { handOverForLeavesOf } from './leaves/duties.ts'
import { recordUntilDone } from './log/record.ts'
import { beginWork } from './log/work.ts'
import type { Outages } from './outages/outage.ts'
import { oweTelling } from './owe-telling.ts'
import type { Directory } from './people/directory.ts'
import type { Unheld } from './people/roles.ts'
import type { Database } from './store/database.ts'
import { addDays, dayOf, instantOf } from './time.ts'

export interface DutyBeat {
  steps: string[]
  tellings: Telling[]
  /** Ladders set aside because they cannot be climbed; each beat tries them again. */
  stuck: readonly Stuck[]
}

/** The school days as this beat found them: what speaks of their check-ins now, and who was away meanwhile. */
export interface DaysFound {
  calls: readonly DayCalls[]
  outages: Outages | undefined
}

/**
 * What time does to the duties: lays out what enters the plan, opens the windows that are due, takes the steps of every
 * ladder and owes each person one message per minute of the policies. Each part is recorded by itself; a second beat
 * at the same instant finds nothing left.
 */
export async function beatDuties(
  db: Database,
  directory: Directory,
  nowMs: number,
  days: DaysFound,
): Promise<DutyBeat> {
  const today = dayOf(nowMs)
  const steps: string[] = []
  const begin = () => beginWork(db, nowMs, null)
  let plan = await planOf(db)
  if (plan === undefined || plan.through < today) {
    await recordUntilDone(db, `plan:${today}`, begin, async (work) => {
      await layOut(work, directory, today)
      await handOverForLeavesOf(work, directory, today)
      await beginLaddersOfOpenHazards(work, directory)
      await beginLaddersOfOpenIncidents(work, directory)
      return {}
    })
    steps.push(`${today} plan`)
    plan = await planOf(db)
  }
  if (plan && plan.issue !== directory.calendar.issue) {
    await recordUntilDone(db, `reissue:${directory.calendar.issue}:${nowMs}`, begin, async (work) => {
      oweMoved(work, directory, await followCalendar(work, directory), `reissue:${directory.calendar.issue}`)
      return {}
    })
    steps.push(`${today} calendar reissued`)
  }
  const opening = await nextOpening(db)
  if (opening !== undefined && opening.opensAtMs <= nowMs) {
    // A write that is tried again opens them again: only the last counts.
    let opened: Instance[] = []
    await recordUntilDone(db, `open:${opening.id}:${nowMs}`, begin, async (work) => {
      opened = await openWindows(work, directory)
      for (const entry of opened)
        for (const id of [entry.owner, entry.substitute])
          touchToday(work, directory, directory.person(id ?? ''), today)
      return {}
    })
    steps.push(...opened.map(({ id }) => `open ${id}`))
  }
  const climbed = await climbAll(db, directory, nowMs, days)
  return { ...climbed, steps: [...steps, ...climbed.steps] }
}

/**
 * Everything that speaks at this beat, in one write: the steps of the ladders and those of the day's check-ins, so that
 * each person hears once per minute of the policies. A ladder that cannot be climbed stops no other.
 */
async function climbAll(
  db: Database,
  directory: Directory,
  nowMs: number,
  days: DaysFound,
  stuck: readonly Stuck[] = [],
): Promise<DutyBeat> {
  const aside = new Set(stuck.map(({ id }) => id))
  const ids = (await dueLadders(db, nowMs)).filter((id) => !aside.has(id))
  try {
    return { ...(await climbTogether(db, directory, nowMs, days, ids)), stuck }
  } catch (error) {
    if (!(error instanceof LaddersStuck)) throw error
    return climbAll(db, directory, nowMs, days, [...stuck, ...error.stuck])
  }
}

async function climbTogether(
  db: Database,
  directory: Directory,
  nowMs: number,
  { calls: days, outages }: DaysFound,
  ids: readonly string[],
): Promise<Omit<DutyBeat, 'stuck'>> {
  if (ids.length === 0 && days.length === 0) return { steps: [], tellings: [] }
  let done: Omit<DutyBeat, 'stuck'> = { steps: [], tellings: [] }
  const first = days[0] ? `${days[0].day} ${days[0].steps[0]?.key}` : ids[0]
  const { repeat } = await recordUntilDone(
    db,
    `climb:${nowMs}:${ids.length}:${first}`,
    () => beginWork(db, nowMs, null),
    async (work) => {
      const tellings = collectTellings(directory, nowMs)
      const gaps: Gap[] = []
      const unheld: Unheld = (who, of) =>
        void gaps.push({ kind: 'unheld', who, ...(of !== undefined && { of }) })
      const called: string[] = []
      for (const calls of days) called.push(...(await takeCalls(work, directory, calls, tellings)))
      const finding = { db, directory, nowMs, outages, unheld }
      const climbed = await climbDue(work, finding, ids, await findSources(work, ids), tellings)
      for (const telling of tellings.list()) oweTelling(work, directory, telling)
      gaps.push(...tellings.unreachable.map(({ id }): Gap => ({ kind: 'unreachable', who: id })))
      await noteGaps(work, directory, gaps)
      done = { steps: [...called, ...climbed], tellings: tellings.list() }
      return {}
    },
  )
  return repeat ? { steps: [], tellings: [] } : done
}

async function planOf(db: Database): Promise<Plan | undefined> {
  const row = await db.get<{ state: string }>('SELECT state FROM plans WHERE id = ?', [PLAN])
  return row && (JSON.parse(row.state) as Plan)
}

async function nextOpening(db: Database): Promise<{ id: string; opensAtMs: number } | undefined> {
  const row = await db.get<{ id: string; opens_at: number }>(
    "SELECT id, opens_at FROM duty_instances WHERE status = 'scheduled' ORDER BY opens_at LIMIT 1",
  )
  return row && { id: row.id, opensAtMs: Number(row.opens_at) }
}

/** The next instant at which the duties have something to do. */
export async function nextOfDuties(db: Database, nowMs: number): Promise<number> {
  const next = await db.get<{ step: number | null; opening: number | null }>(
    `SELECT (SELECT min(next_at) FROM ladders WHERE next_at > ?) AS step,
     (SELECT min(opens_at) FROM duty_instances WHERE status = 'scheduled') AS opening`,
    [nowMs],
  )
  const tomorrow = instantOf(addDays(dayOf(nowMs), 1))
  const ahead = [next?.step, next?.opening].flatMap((atMs) => (atMs == null ? [] : [Number(atMs)]))
  return Math.min(tomorrow, ...ahead.filter((atMs) => atMs > nowMs))
}
