import { type Checkin, checkin } from '../checkins/checkin.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { incident } from '../incidents/evolve.ts'
import type { Incident } from '../incidents/incident.ts'
import { listing } from '../listings/evolve.ts'
import { isListed, type Listing } from '../listings/listing.ts'
import { isOverdue as isPastDeadline } from '../listings/overdue.ts'
import { statesAsOf } from '../log/replay.ts'
import type { Directory } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'

/** A school week in numbers: counts only, no names, nothing restricted (handbook §10, weekly summary). */
export interface WeekSummary {
  firstDay: Day
  lastDay: Day
  /** Everything is counted as it stood at this instant, so the same week always gives the same summary. */
  asOfMs: number
  days: { day: Day; done: number; late: number; missing: number; excused: number }[]
  hazards: { reported: number; closed: number; open: number; overdue: number; serious: number }
  /** Hazards on an authority's board (挂牌督办), and those of them past their deadline. */
  listings: { listed: number; overdue: number }
  incidents: { minor: number; serious: number }
  /** The week's dates are not confirmed by an official table yet (CAL-17). */
  provisional: boolean
  /** What needs a decision, one sentence each, at most five. */
  decisions: string[]
}

/** The summary's hour on the last school day of the week. */
export const SUMMARY_TIME = '16:30'

/** When a week's summary is due; undefined for a week without school days. */
export function summaryInstant(directory: Directory, day: Day): number | undefined {
  const last = directory.calendar.lastSchoolDayOfWeek(day)
  return last === undefined ? undefined : instantOf(last, SUMMARY_TIME)
}

/** Counts a school week (Sunday–Saturday) from the log, as of its summary's hour or of `nowMs`, whichever is earlier. */
export async function summariseWeek(
  db: Database,
  directory: Directory,
  day: Day,
  nowMs: number,
): Promise<WeekSummary> {
  const { start, end } = directory.calendar.schoolWeekOf(day)
  const asOfMs = Math.min(nowMs, summaryInstant(directory, day) ?? instantOf(end, '24:00'))
  const sinceMs = summaryInstant(directory, addDays(start, -1)) ?? instantOf(start)
  const [checkins, hazards, incidents, listings] = await Promise.all([
    statesAsOf(db, checkin, asOfMs, { from: `${start}.`, to: `${addDays(end, 1)}.` }),
    statesAsOf(db, hazard, asOfMs),
    statesAsOf(db, incident, asOfMs),
    statesAsOf(db, listing, asOfMs),
  ])
  const openly = hazards.filter((entry) => !entry.restricted && entry.status !== 'invalid')
  const inWeek = (atMs: number | undefined) => atMs !== undefined && atMs > sinceMs && atMs <= asOfMs
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
      reported: openly.filter((entry) => inWeek(entry.reportedAtMs)).length,
      closed: openly.filter((entry) => inWeek(entry.closedAtMs)).length,
      open: stillOpen.length,
      overdue: stillOpen.filter((entry) => isOverdue(entry, asOfMs)).length,
      serious: stillOpen.filter((entry) => entry.severity !== 'general').length,
    },
    listings: { listed: listed.length, overdue: late.length },
    incidents: {
      minor: happened.filter((entry) => entry.level === 'minor').length,
      serious: happened.filter((entry) => entry.level === 'serious').length,
    },
    decisions: decisions(stillOpen, incidents, late, asOfMs),
  }
}

const isOverdue = (entry: Hazard, asOfMs: number) =>
  entry.status !== 'rectified' && entry.rectifyDueMs < asOfMs

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
