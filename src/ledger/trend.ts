import type { Database } from '../store/database.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'
import type { LedgerFilter } from './filter.ts'
import { FROM } from './read.ts'
import { type Asking, where } from './where.ts'

/** A school week (Sunday to Saturday, CAL-7): newly reported, closed, and open at its end or now. */
export interface TrendWeek {
  start: Day
  opened: number
  closed: number
  open: number
}

const TREND_WEEKS = 12

/**
 * The last twelve school weeks. What was open at a week's end is counted back from what is open now, so that only these
 * weeks are read, however long the school has kept its ledger. What was dismissed since counts nowhere.
 */
export async function hazardTrend(db: Database, asking: Asking, filter: LedgerFilter): Promise<TrendWeek[]> {
  const { start: last } = asking.directory.calendar.schoolWeekOf(dayOf(asking.nowMs))
  const starts = Array.from({ length: TREND_WEEKS }, (_, back) => addDays(last, 7 * (back + 1 - TREND_WEEKS)))
  const { scope, severity, category, place, department } = filter
  const narrowed: LedgerFilter = {
    scope,
    state: 'any',
    ...(severity && { severity }),
    ...(category && { category }),
    ...(place !== undefined && { place }),
    ...(department && { department }),
  }
  const asked = where(asking, narrowed)
  const [opened, closed, now] = await Promise.all([
    perWeek(db, asked, 'reported_at', starts),
    perWeek(db, asked, 'closed_at', starts),
    db.get<{ n: number }>(`SELECT count(*) AS n ${FROM} closed_at IS NULL AND ${asked.sql}`, asked.args),
  ])
  const weeks = starts.map((start, week) => ({
    start,
    opened: opened[week]!,
    closed: closed[week]!,
    open: 0,
  }))
  let open = Number(now!.n)
  for (const week of weeks.toReversed()) {
    week.open = open
    open += week.closed - week.opened
  }
  return weeks
}

async function perWeek(
  db: Database,
  asked: { sql: string; args: (string | number | bigint | null | Uint8Array)[] },
  column: 'reported_at' | 'closed_at',
  starts: readonly Day[],
): Promise<number[]> {
  const fromMs = instantOf(starts[0]!)
  const weekMs = instantOf(starts[1]!) - fromMs
  const rows = await db.all<{ week: number; n: number }>(
    `SELECT (${column} - ?) / ? AS week, count(*) AS n ${FROM} ${column} >= ? AND ${asked.sql} GROUP BY 1`,
    [fromMs, weekMs, fromMs, ...asked.args],
  )
  const found = new Map(rows.map(({ week, n }) => [Number(week), Number(n)]))
  return starts.map((_, week) => found.get(week) ?? 0)
}
