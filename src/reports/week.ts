import { type Checkin, checkin } from '../checkins/checkin.ts'
import { isOverdue } from '../hazards/due.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { incident } from '../incidents/evolve.ts'
import type { Incident } from '../incidents/incident.ts'
import { repeatsAmong } from '../ledger/read.ts'
import { listing } from '../listings/evolve.ts'
import { isListed, type Listing } from '../listings/listing.ts'
import { isOverdue as isPastDeadline } from '../listings/overdue.ts'
import { statesAsOf } from '../log/replay.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { numbersChanged } from '../template/number-history.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'
import type { Warning } from '../warnings/warning.ts'
import { warningsOf } from '../warnings/warnings.ts'
import { hazardsAsOf } from './hazards-as-of.ts'
import { pacesOf, type WeekPaces } from './paces.ts'

/** A school week in numbers: counts only, no names, nothing restricted (handbook §10, weekly summary). */
export interface WeekSummary {
  firstDay: Day
  lastDay: Day
  /** Everything is counted as it stood at this instant, so the same week always gives the same summary. */
  asOfMs: number
  days: { day: Day; done: number; late: number; missing: number; excused: number }[]
  hazards: {
    reported: number
    closed: number
    open: number
    overdue: number
    serious: number
    repeats: number
  }
  /** Hazards on an authority's board (挂牌督办), and those of them past their deadline. */
  listings: { listed: number; overdue: number }
  /** How fast hazards were taken on, controlled and closed this week (S1-55). */
  paces: WeekPaces
  incidents: { minor: number; serious: number }
  /** The week's dates are not confirmed by an official table yet (CAL-17). */
  provisional: boolean
  /** What needs a decision, one sentence each, at most five. */
  decisions: string[]
  /** What gets worse, the most telling first; none in an ordinary week. */
  warnings: Warning[]
  /** Numbers of the rules that were changed since the summary before. */
  changedRules: string[]
}

/** The summary's hour on the last school day of the week. */
export const SUMMARY_TIME = '16:30'

/** When a week's summary is due; undefined for a week without school days. */
function summaryInstant(directory: Directory, day: Day): number | undefined {
  const last = directory.calendar.lastSchoolDayOfWeek(day)
  return last === undefined ? undefined : instantOf(last, SUMMARY_TIME)
}

/** What a week's summary is counted as of: its hour, or `nowMs` while that is still to come. */
export const summaryAsOf = (directory: Directory, day: Day, nowMs: number): number =>
  Math.min(
    nowMs,
    summaryInstant(directory, day) ?? instantOf(directory.calendar.schoolWeekOf(day).end, '24:00'),
  )

/** Counts a school week (Sunday–Saturday) from the log, as of its summary's hour or of `nowMs`, whichever is earlier. */
export async function summariseWeek(
  db: Database,
  directory: Directory,
  day: Day,
  nowMs: number,
): Promise<WeekSummary> {
  const { start, end } = directory.calendar.schoolWeekOf(day)
  const asOfMs = summaryAsOf(directory, day, nowMs)
  const sinceMs = summaryInstant(directory, addDays(start, -1)) ?? instantOf(start)
  const [checkins, hazards, incidents, listings, { list: warnings }, changedRules] = await Promise.all([
    statesAsOf(db, checkin, asOfMs, { from: `${start}.`, to: `${addDays(end, 1)}.` }),
    hazardsAsOf(db, sinceMs, asOfMs),
    statesAsOf(db, incident, asOfMs),
    statesAsOf(db, listing, asOfMs),
    warningsOf(db, directory, end, asOfMs),
    numbersChanged(db, directory, sinceMs, asOfMs),
  ])
  const openly = hazards.filter((entry) => !entry.restricted && entry.status !== 'invalid')
  const inWeek = (atMs: number | undefined) => atMs !== undefined && atMs > sinceMs && atMs <= asOfMs
  const reported = openly.filter((entry) => inWeek(entry.reportedAtMs))
  const stillOpen = openly.filter((entry) => entry.status !== 'closed')
  const known = new Set(openly.map(({ id }) => id))
  const listed = listings.filter((entry) => isListed(entry) && known.has(entry.hazard))
  const late = listed.filter((entry) => isPastDeadline(entry, dayOf(asOfMs)))
  const happened = incidents.filter((entry) => !entry.restricted && inWeek(entry.reportedAtMs))
  return {
    firstDay: start,
    lastDay: end,
    asOfMs,
    provisional: directory.calendar.isProvisional(start) || directory.calendar.isProvisional(end),
    days: countDays(checkins, asOfMs),
    hazards: {
      reported: reported.length,
      closed: openly.filter((entry) => inWeek(entry.closedAtMs)).length,
      open: stillOpen.length,
      overdue: stillOpen.filter((entry) => isOverdue(entry, asOfMs)).length,
      serious: stillOpen.filter((entry) => entry.severity !== 'general').length,
      repeats: (
        await repeatsAmong(
          db,
          reported.map(({ id }) => id),
        )
      ).size,
    },
    listings: { listed: listed.length, overdue: late.length },
    paces: pacesOf(openly, inWeek),
    incidents: {
      minor: happened.filter((entry) => entry.level === 'minor').length,
      serious: happened.filter((entry) => entry.level === 'serious').length,
    },
    decisions: decisions(stillOpen, incidents, late, asOfMs),
    warnings,
    changedRules,
  }
}

/** What is not due yet is nobody's omission. */
function countDays(checkins: Checkin[], asOfMs: number): WeekSummary['days'] {
  const days = new Map<Day, WeekSummary['days'][number]>()
  for (const { day, status, dueAtMs } of checkins) {
    if (status === 'open' && dueAtMs > asOfMs) continue
    const count = days.get(day) ?? { day, done: 0, late: 0, missing: 0, excused: 0 }
    days.set(day, count)
    if (status === 'done' || status === 'late' || status === 'excused') count[status] += 1
    else count.missing += 1
  }
  return [...days.values()].sort((one, other) => one.day.localeCompare(other.day))
}

/** Matters only a head can move: what is larger and stuck, what is overdue, serious incidents nobody at the top took. */
function decisions(open: Hazard[], incidents: Incident[], late: Listing[], asOfMs: number): string[] {
  const stuck = open
    .filter(
      (entry) =>
        isOverdue(entry, asOfMs) ||
        (entry.severity !== 'general' && entry.acceptDueMs < asOfMs && !entry.acceptedAtMs),
    )
    .map(
      (entry) =>
        `隐患 ${entry.number}（${severityName[entry.severity]}）${isOverdue(entry, asOfMs) ? '整改已逾期' : '超时未接收'}，请明确责任人和期限`,
    )
  const unended = incidents
    .filter((entry) => !entry.restricted && entry.level === 'serious' && entry.status !== 'closed')
    .map(
      (entry) =>
        `严重事件 ${entry.number}（${dayOf(entry.reportedAtMs).slice(5)}）尚未结束，请确认上报与后续处置`,
    )
  const unremoved = late.map(({ number }) => `挂牌 ${number} 已过完成时限还没有摘牌，请督促整改`)
  return [...unended, ...unremoved, ...stuck].slice(0, 5)
}

/** Check-ins answered, of those that were owed and not excused; null when none were owed. */
export function checkinRate(summary: WeekSummary): number | null {
  const sum = (pick: 'done' | 'late' | 'missing') =>
    summary.days.reduce((total, entry) => total + entry[pick], 0)
  const answered = sum('done') + sum('late')
  const owed = answered + sum('missing')
  return owed === 0 ? null : answered / owed
}
