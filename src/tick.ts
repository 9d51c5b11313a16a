import { checkin, fallOverdue, miss } from './checkins/checkin.ts'
import { checkinsOfDay, openDuty } from './checkins/checkins.ts'
import { schoolDay, takeStep } from './checkins/day.ts'
import { type DayStep, daySteps } from './checkins/due.ts'
import { oweMissing, oweReminders } from './checkins/ladder.ts'
import { dailyDuties } from './duties/catalogue.ts'
import { recordUntilDone } from './log/record.ts'
import { sealNew } from './log/seal.ts'
import { beginWork, type Work } from './log/work.ts'
import { type Outages, outageWithin } from './outages/outage.ts'
import { outagesOf } from './outages/outages.ts'
import type { Directory } from './people/directory.ts'
import type { ReadDirectory } from './people/load.ts'
import { oweWeek } from './reports/owe-week.ts'
import { SUMMARY_TIME } from './reports/week.ts'
import type { Database } from './store/database.ts'
import { addDays, type Day, dayOf, instantOf, MINUTE_MS } from './time.ts'

export interface Ticking {
  db: Database
  directory: ReadDirectory
}

export interface Ticked {
  /** Steps taken now, `2026-09-01 chk-homeroom-morning/open`. */
  steps: string[]
  sealed: number
}

/** After a downtime longer than this, older days are left as they are: nobody is reminded of last week. */
const CATCH_UP_DAYS = 2
/** An opening missed by more than this past its due time is not opened any more. */
const TOO_LATE_MS = 60 * MINUTE_MS

/**
 * The only heartbeat: everything that time has made due and nobody has done yet. Idempotent, and two machines may beat
 * at once, because each step is recorded under its own cause (design §3.6).
 */
export async function tick(parts: Ticking, nowMs: number): Promise<Ticked> {
  const directory = await parts.directory()
  const steps: string[] = []
  const today = dayOf(nowMs)
  const outages = await outagesOf(parts.db)
  for (let back = CATCH_UP_DAYS; back >= 0; back--) {
    const day = addDays(today, -back)
    if (directory.calendar.isSchoolDay(day))
      steps.push(...(await takeDaySteps(parts, directory, day, nowMs, outages)))
    if (await oweWeek(parts.db, directory, day, nowMs)) steps.push(`${day} week-summary`)
  }
  return { steps, sealed: await sealNew(parts.db, nowMs) }
}

/** The steps of a day, postponed by as long as the platform was away inside the duty's window (design §1.2). */
export function stepsOf(day: Day, outages: Outages | undefined, nowMs: number): DayStep[] {
  return daySteps(day)
    .map((step) => {
      if (!step.duty || step.does === 'open' || step.does === 'end') return step
      const away = outageWithin(outages, instantOf(day, step.duty.opensAt), step.atMs, nowMs)
      return { ...step, atMs: step.atMs + away }
    })
    .sort((one, other) => one.atMs - other.atMs)
}

async function takeDaySteps(
  parts: Ticking,
  directory: Directory,
  day: Day,
  nowMs: number,
  outages: Outages | undefined,
): Promise<string[]> {
  const due = stepsOf(day, outages, nowMs).filter((step) => step.atMs <= nowMs)
  if (due.length === 0) return []
  const row = await parts.db.get<{ state: string }>('SELECT state FROM days WHERE id = ?', [day])
  const taken = row ? (JSON.parse(row.state) as { steps: Record<string, unknown> }).steps : {}
  const open = due.filter((step) => !taken[step.key])
  const steps: string[] = []
  for (const step of open) {
    const { repeat } = await recordUntilDone(
      parts.db,
      `step:${day}:${step.key}`,
      () => beginWork(parts.db, nowMs, null),
      async (work) => {
        await work.change(schoolDay, day, takeStep(step.key, step.atMs, nowMs))
        await takeOne(work, directory, day, step, open)
        return {}
      },
    )
    if (!repeat) steps.push(`${day} ${step.key}`)
  }
  return steps
}

/** One step; `open` is everything due at this beat, so that a message overtaken by a later one is not sent (§10.7). */
async function takeOne(
  work: Work,
  directory: Directory,
  day: Day,
  step: DayStep,
  open: DayStep[],
): Promise<void> {
  const overtaken = open.some(
    (later) =>
      later.duty === step.duty && later.atMs > step.atMs && ['remind', 'overdue'].includes(later.does),
  )
  switch (step.does) {
    case 'open': {
      const window = { opensAtMs: step.atMs, dueAtMs: instantOf(day, step.duty!.dueAt) }
      if (work.nowMs > window.dueAtMs + TOO_LATE_MS) return
      return openDuty(work, directory, day, step.duty!, window, true)
    }
    case 'remind':
      return overtaken ? undefined : oweReminders(work, directory, day, step, 'reminder')
    case 'overdue':
      await markOverdue(work, day, step)
      return oweReminders(work, directory, day, step, 'overdue')
    case 'exception':
      return oweMissing(work, directory, day, step, directory.safetyOffice(), 'exception')
    case 'digest':
      return oweMissing(work, directory, day, step, directory.holders('vp_safety'), 'digest')
    case 'end':
      return endDay(work, day)
  }
}

async function markOverdue(work: Work, day: Day, step: DayStep): Promise<void> {
  for (const entry of await checkinsOfDay(work.db, day)) {
    if (entry.duty !== step.duty!.id || entry.dueAtMs > work.nowMs) continue
    await work.change(checkin, entry.id, fallOverdue)
  }
}

async function endDay(work: Work, day: Day): Promise<void> {
  const duties = new Set(dailyDuties.map((duty) => duty.id))
  for (const entry of await checkinsOfDay(work.db, day)) {
    if (duties.has(entry.duty)) await work.change(checkin, entry.id, miss)
  }
}

/** The next instant at which a tick would do something; for clocks that are moved by hand. */
export async function nextDue(parts: Ticking, nowMs: number): Promise<number> {
  const directory = await parts.directory()
  for (let ahead = 0; ahead < 120; ahead++) {
    const day = addDays(dayOf(nowMs), ahead)
    if (!directory.calendar.isSchoolDay(day)) continue
    const times = daySteps(day).map((step) => step.atMs)
    if (directory.calendar.lastSchoolDayOfWeek(day) === day) times.push(instantOf(day, SUMMARY_TIME))
    const next = Math.min(...times.filter((atMs) => atMs > nowMs))
    if (next < Number.POSITIVE_INFINITY) return next
  }
  return nowMs + 24 * 60 * MINUTE_MS
}
