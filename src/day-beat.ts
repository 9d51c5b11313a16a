import type { DayCalls } from './checkins/calls.ts'
import { checkin, dayEnd, excuse, isWaiting, miss, responsible } from './checkins/checkin.ts'
import { checkinsOfDay } from './checkins/checkins.ts'
import { dutiesOn, LATE_AFTER_MS, type SchoolDay, schoolDay, takeStep } from './checkins/day.ts'
import { type DayStep, lateFrom, stepsOf } from './checkins/due.ts'
import { openDuty } from './checkins/open-duty.ts'
import { touchToday } from './checkins/today.ts'
import { recordUntilDone } from './log/record.ts'
import { beginWork, type Work } from './log/work.ts'
import { type Outages, outage, sleptSince } from './outages/outage.ts'
import { BOT, outagesOf } from './outages/outages.ts'
import type { Directory } from './people/directory.ts'
import type { Database } from './store/database.ts'
import { type Day, dayOf, instantOf, MINUTE_MS } from './time.ts'

/** A day opened late still leaves everybody this long before anything is due. */
const LEAST_WINDOW_MS = 30 * MINUTE_MS
/** An opening missed by more than this past its due time is not opened any more. */
const TOO_LATE_MS = 60 * MINUTE_MS

/** A school day as this beat found it. */
interface DaySoFar {
  day: Day
  soFar: SchoolDay | undefined
  outages: Outages | undefined
}

/**
 * What time does to the check-ins of one school day: opens them, ends them, and hands back the calls that are due. A bot
 * that was not there meanwhile (`woke`) is noted first, since what follows depends on it.
 */
export async function beatDay(
  db: Database,
  directory: Directory,
  { day, soFar, ...found }: DaySoFar,
  nowMs: number,
  woke: boolean,
): Promise<{ steps: string[]; calls: DayCalls; outages: Outages | undefined }> {
  let { outages } = found
  const duties = dutiesOn(soFar, directory.dailyDuties)
  const untaken = () =>
    stepsOf(day, duties, outages, nowMs, directory.calendar, directory.rules).filter(
      (step) => step.atMs <= nowMs && !soFar?.steps[step.key],
    )
  let open = untaken()
  if ((soFar || day === dayOf(nowMs)) && (await noteSleep(db, day, open, nowMs, woke))) {
    outages = await outagesOf(db)
    open = untaken()
  }
  const steps: string[] = []
  for (const step of open) {
    if (isCall(step)) continue
    const { repeat } = await recordUntilDone(
      db,
      `step:${day}:${step.key}`,
      () => beginWork(db, nowMs, null),
      async (work) => {
        const opens = step.does === 'open' ? step.duty : undefined
        await work.change(schoolDay, day, takeStep(step.key, step.atMs, nowMs, opens))
        await takeOne(work, directory, day, step)
        return {}
      },
    )
    if (!repeat) steps.push(`${day} ${step.key}`)
  }
  return { steps, calls: { day, steps: open.filter(isCall) }, outages }
}

/** The school days that have begun, from one day on. */
export async function readDays(db: Database, from: Day): Promise<Map<Day, SchoolDay>> {
  const rows = await db.all<{ id: Day; state: string }>('SELECT id, state FROM days WHERE id >= ?', [from])
  return new Map(rows.map(({ id, state }) => [id, JSON.parse(state) as SchoolDay]))
}

/**
 * A duty's step found undone long after its minute by a bot that just came back: nobody could answer since, and that is
 * nobody's lateness. So is a day opened too late to answer in peace, whoever beats. A heartbeat alone that comes late
 * (`npm run tick`, a Worker's cron) proves nothing of the kind: the webhook was there.
 */
async function noteSleep(
  db: Database,
  day: Day,
  open: DayStep[],
  nowMs: number,
  woke: boolean,
): Promise<boolean> {
  const opensTooLate = (step: DayStep) =>
    step.does === 'open' && nowMs > instantOf(day, step.duty!.dueAt) - LEAST_WINDOW_MS
  const first = open.find(
    (step) => step.duty && nowMs - step.atMs > LATE_AFTER_MS && (woke || opensTooLate(step)),
  )
  if (!first) return false
  await recordUntilDone(
    db,
    `slept:${day}:${first.key}`,
    () => beginWork(db, nowMs, null),
    async (work) => {
      await work.change(outage, BOT, sleptSince(first.atMs))
      return {}
    },
  )
  return true
}

/** A step that speaks to nobody: the duty opens, the day is closed. */
async function takeOne(work: Work, directory: Directory, day: Day, step: DayStep): Promise<void> {
  if (step.does === 'end') return endDay(work, directory, day)
  const window = { opensAtMs: step.atMs, dueAtMs: instantOf(day, step.duty!.dueAt) }
  if (work.nowMs > window.dueAtMs + TOO_LATE_MS) return
  return openDuty(work, directory, day, step.duty!, window)
}

const isCall = ({ does }: DayStep): boolean => does !== 'open' && does !== 'end'

/** Unanswered is missed, unless there was no time left to answer in because nobody was there to take it. */
async function endDay(work: Work, directory: Directory, day: Day): Promise<void> {
  const outages = await outagesOf(work.db)
  const waiting = (await checkinsOfDay(work.db, day)).filter(isWaiting)
  await work.readAhead(
    checkin,
    waiting.map(({ id }) => id),
  )
  for (const entry of waiting) {
    const unanswerable = lateFrom(entry, outages, work.nowMs) >= dayEnd(entry)
    await work.change(checkin, entry.id, unanswerable ? excuse('系统中断，当日无法签到', 'system') : miss)
    touchToday(work, directory, directory.person(responsible(entry)), day)
  }
}
