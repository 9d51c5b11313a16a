import { beatAssets, nextOfAssets } from './assets/due.ts'
import type { DayCalls } from './checkins/calls.ts'
import { dutiesOn } from './checkins/day.ts'
import { stepsOf } from './checkins/due.ts'
import { beatDay, readDays } from './day-beat.ts'
import { beatDuties, nextOfDuties } from './duty-beat.ts'
import type { Stuck } from './ladders/climb-due.ts'
import type { Telling } from './ladders/telling.ts'
import { forgetOldCauses, recordUntilDone } from './log/record.ts'
import { sealNew } from './log/seal.ts'
import { beginWork } from './log/work.ts'
import { outagesOf } from './outages/outages.ts'
import type { Directory } from './people/directory.ts'
import type { ReadDirectory } from './people/read-directory.ts'
import { beatReports, nextOfReports } from './report-beat.ts'
import { oweWeek, summaryDay } from './reports/owe-week.ts'
import { SUMMARY_TIME } from './reports/week.ts'
import { endSwapsOver, swapsOver } from './rosters/swaps.ts'
import type { Database } from './store/database.ts'
import { applyPlanned, numberDue } from './template/planned-numbers.ts'
import { addDays, dayOf, instantOf } from './time.ts'

export interface Ticking {
  db: Database
  directory: ReadDirectory
}

export interface Taken {
  /** Steps taken now, `2026-09-01 chk-homeroom-morning/open`. */
  steps: string[]
  /** Who was told what of the duties, whether by a message of its own or on the card of the day. */
  tellings: Telling[]
  /** What could not be climbed and was left out, to be tried again. */
  stuck: readonly Stuck[]
  /** The school as it stands after it. */
  directory: Directory
}

/** After a downtime longer than this, older days are left as they are: nobody is reminded of last week. */
const CATCH_UP_DAYS = 2

/** What one beat did, and how many events it sealed. */
export interface Ticked extends Taken {
  sealed: number
}

/** The only heartbeat: takes what is due and extends the chain of proof over it. */
export async function tick(parts: Ticking, nowMs: number, woke = false): Promise<Ticked> {
  const taken = await takeDue(parts, nowMs, woke)
  return { ...taken, sealed: await sealNew(parts.db, nowMs) }
}

/**
 * Everything that time has made due and nobody has done yet. Idempotent, and two machines may beat at once, because
 * each step is recorded under its own cause (design §3.6). `woke` says that the bot itself was not there until now, so
 * that nobody could answer either.
 */
export async function takeDue(parts: Ticking, nowMs: number, woke = false): Promise<Taken> {
  const steps: string[] = []
  const directory = await withDueNumbers(parts, nowMs, steps)
  const calls: DayCalls[] = []
  const today = dayOf(nowMs)
  const recent = await readDays(parts.db, addDays(today, -CATCH_UP_DAYS))
  let outages = await outagesOf(parts.db)
  for (let back = CATCH_UP_DAYS; back >= 0; back--) {
    const day = addDays(today, -back)
    if (directory.calendar.isSchoolDay(day)) {
      const about = { day, soFar: recent.get(day), outages }
      const taken = await beatDay(parts.db, directory, about, nowMs, woke)
      outages = taken.outages
      steps.push(...taken.steps)
      if (taken.calls.steps.length > 0) calls.push(taken.calls)
    }
    if (await oweWeek(parts.db, directory, day, nowMs)) steps.push(`${day} week-summary`)
  }
  if (await endSwaps(parts.db, directory, nowMs)) steps.push(`${today} swaps-over`)
  steps.push(...(await beatReports(parts.db, directory, nowMs)))
  steps.push(...(await beatAssets(parts.db, directory, nowMs)))
  const duties = await beatDuties(parts.db, directory, nowMs, { calls, outages })
  steps.push(...duties.steps)
  if (steps.some((step) => step.endsWith(' end'))) await forgetOldCauses(parts.db, nowMs)
  const { tellings, stuck } = duties
  return { steps, tellings, stuck, directory }
}

/** The school once every number whose day is here applies. */
async function withDueNumbers(parts: Ticking, nowMs: number, steps: string[]): Promise<Directory> {
  let directory = await parts.directory()
  for (let due = numberDue(directory, nowMs); due; due = numberDue(directory, nowMs)) {
    await applyPlanned(parts.db, directory, due, nowMs)
    steps.push(`${due.from} number ${due.key}`)
    directory = await parts.directory()
  }
  return directory
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

/** The next instant at which a tick would do something; for clocks that are moved by hand. */
export async function nextDue(parts: Ticking, nowMs: number): Promise<number> {
  const directory = await parts.directory()
  const outages = await outagesOf(parts.db)
  const begun = await readDays(parts.db, dayOf(nowMs))
  const planned = (directory.school.planned ?? []).map(({ from }) => Math.max(instantOf(from), nowMs + 1))
  const nextDuty = Math.min(
    await nextOfDuties(parts.db, nowMs),
    await nextOfReports(parts.db, directory, nowMs),
    await nextOfAssets(parts.db, directory, nowMs),
    ...planned,
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
