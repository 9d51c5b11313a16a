import type { DayCalls } from './checkins/calls.ts'
import { checkin, dayEnd, excuse, isWaiting, miss, responsible } from './checkins/checkin.ts'
import { checkinsOfDay, openDuty, touchToday } from './checkins/checkins.ts'
import { dutiesOn, LATE_AFTER_MS, type SchoolDay, schoolDay, takeStep } from './checkins/day.ts'
import { type DayStep, lateFrom, stepsOf } from './checkins/due.ts'
import { beatDuties, nextOfDuties } from './duty-beat.ts'
import type { Stuck } from './ladders/climb-due.ts'
import type { Telling } from './ladders/telling.ts'
import { forgetOldCauses, recordUntilDone } from './log/record.ts'
import { sealNew } from './log/seal.ts'
import { beginWork, type Work } from './log/work.ts'
import { type Outages, outage, sleptSince } from './outages/outage.ts'
import { BOT, outagesOf } from './outages/outages.ts'
import type { Directory } from './people/directory.ts'
import type { ReadDirectory } from './people/load.ts'
import { beatReports, nextOfReports } from './report-beat.ts'
import { oweWeek, summaryDay } from './reports/owe-week.ts'
import { SUMMARY_TIME } from './reports/week.ts'
import { endSwapsOver, swapsOver } from './rosters/swaps.ts'
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
  /** Who was told what of the duties, whether by a message of its own or on the card of the day. */
  tellings: Telling[]
  /** What could not be climbed and was left out, to be tried again. */
  stuck: readonly Stuck[]
}

/** After a downtime longer than this, older days are left as they are: nobody is reminded of last week. */
const CATCH_UP_DAYS = 2
/** A day opened late still leaves everybody this long before anything is due. */
const LEAST_WINDOW_MS = 30 * MINUTE_MS
/** An opening missed by more than this past its due time is not opened any more. */
const TOO_LATE_MS = 60 * MINUTE_MS

/**
 * The only heartbeat: everything that time has made due and nobody has done yet. Idempotent, and two machines may beat
 * at once, because each step is recorded under its own cause (design §3.6). `woke` says that the bot itself was not
 * there until now, so that nobody could answer either.
 */
export async function tick(parts: Ticking, nowMs: number, woke = false): Promise<Ticked> {
  const directory = await parts.directory()
  const steps: string[] = []
  const calls: DayCalls[] = []
  const today = dayOf(nowMs)
  const recent = await readDays(parts.db, addDays(today, -CATCH_UP_DAYS))
  let outages = await outagesOf(parts.db)
  for (let back = CATCH_UP_DAYS; back >= 0; back--) {
    const day = addDays(today, -back)
    if (directory.calendar.isSchoolDay(day)) {
      const about = { day, soFar: recent.get(day), outages }
      const taken = await takeDaySteps(parts, directory, about, nowMs, woke)
      outages = taken.outages
      steps.push(...taken.steps)
      if (taken.calls.steps.length > 0) calls.push(taken.calls)
    }
    if (await oweWeek(parts.db, directory, day, nowMs)) steps.push(`${day} week-summary`)
  }
  if (await endSwaps(parts.db, directory, nowMs)) steps.push(`${today} swaps-over`)
  steps.push(...(await beatReports(parts.db, directory, nowMs)))
  const duties = await beatDuties(parts.db, directory, nowMs, calls)
  steps.push(...duties.steps)
  if (steps.some((step) => step.endsWith(' end'))) await forgetOldCauses(parts.db, nowMs)
  const { tellings, stuck } = duties
  return { steps, sealed: await sealNew(parts.db, nowMs), tellings, stuck }
}

/** A school day as this beat found it. */
interface DaySoFar {
  day: Day
  soFar: SchoolDay | undefined
  outages: Outages | undefined
}

async function takeDaySteps(
  parts: Ticking,
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
  if ((soFar || day === dayOf(nowMs)) && (await noteSleep(parts.db, day, open, nowMs, woke))) {
    outages = await outagesOf(parts.db)
    open = untaken()
  }
  const steps: string[] = []
  for (const step of open) {
    if (isCall(step)) continue
    const { repeat } = await recordUntilDone(
      parts.db,
      `step:${day}:${step.key}`,
      () => beginWork(parts.db, nowMs, null),
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

/** Requests to swap a turn whose day has come end by themselves. */
async function endSwaps(db: Database, directory: Directory, nowMs: number): Promise<boolean> {
  const ids = await swapsOver(db, dayOf(nowMs))
  if (ids.length === 0) return false
  const { repeat } = await recordUntilDone(
    db,
    `swaps-over:${dayOf(nowMs)}:${ids[0]}`,
    () => beginWork(db, nowMs, null),
    async (work) => {
      await endSwapsOver(work, directory, ids)
      return {}
    },
  )
  return !repeat
}

/** The school days that have begun, from one day on. */
async function readDays(db: Database, from: Day): Promise<Map<Day, SchoolDay>> {
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

/** The next instant at which a tick would do something; for clocks that are moved by hand. */
export async function nextDue(parts: Ticking, nowMs: number): Promise<number> {
  const directory = await parts.directory()
  const outages = await outagesOf(parts.db)
  const begun = await readDays(parts.db, dayOf(nowMs))
  const nextDuty = Math.min(
    await nextOfDuties(parts.db, nowMs),
    await nextOfReports(parts.db, directory, nowMs),
  )
  for (let ahead = 0; ahead < 120; ahead++) {
    const day = addDays(dayOf(nowMs), ahead)
    const duties = dutiesOn(begun.get(day), directory.dailyDuties)
    const times = directory.calendar.isSchoolDay(day)
      ? stepsOf(day, duties, outages, nowMs, directory.calendar, directory.rules).map((step) => step.atMs)
      : []
    if (summaryDay(directory, day) === day) times.push(instantOf(day, SUMMARY_TIME))
    const next = Math.min(...times.filter((atMs) => atMs > nowMs))
    if (next < Number.POSITIVE_INFINITY) return Math.min(next, nextDuty)
  }
  return nextDuty
}
