import type { Database } from '../store/database.ts'
import { addDays, dayOf } from '../time.ts'
import type { LedgerFilter } from './filter.ts'
import { FROM } from './read.ts'
import { type Asking, again, overdue, where } from './where.ts'

/** How fast hazards are dealt with (S1-55). Times are medians in milliseconds by the wall; null where nothing was. */
export interface Paces {
  days: number
  reported: number
  acceptMs: number | null
  controlMs: number | null
  closeMs: number | null
  /** Of those open now. */
  open: number
  overdue: number
  repeats: number
}

const PACE_DAYS = 28

/** Of what was reported within the last four weeks, and what is overdue of all that is open. */
export async function hazardPaces(
  db: Database,
  asking: Asking,
  { scope, department }: LedgerFilter,
): Promise<Paces> {
  const from = addDays(dayOf(asking.nowMs), 1 - PACE_DAYS)
  const whose = { scope, ...(department && { department }) }
  const lately = where(asking, { ...whose, state: 'any', from })
  const late = overdue(asking.nowMs)
  const open = where(asking, { ...whose, state: 'open' })
  const [row, now, acceptMs, controlMs, closeMs] = await Promise.all([
    db.get<{ n: number; repeats: number }>(
      `SELECT count(*) AS n, sum(${again.sql}) AS repeats ${FROM} ${lately.sql}`,
      [...again.args, ...lately.args],
    ),
    db.get<{ n: number; overdue: number | null }>(
      `SELECT count(*) AS n, sum(${late.sql}) AS overdue ${FROM} ${open.sql}`,
      [...late.args, ...open.args],
    ),
    ...(['accepted_at', 'controlled_at', 'closed_at'] as const).map((column) => median(db, column, lately)),
  ])
  return {
    days: PACE_DAYS,
    reported: Number(row!.n),
    repeats: Number(row!.repeats ?? 0),
    open: Number(now!.n),
    overdue: Number(now!.overdue ?? 0),
    acceptMs: acceptMs!,
    controlMs: controlMs!,
    closeMs: closeMs!,
  }
}

/** The lower of the two in the middle: half took no longer. */
async function median(
  db: Database,
  column: string,
  asked: { sql: string; args: Parameters<Database['get']>[1] },
): Promise<number | null> {
  const row = await db.get<{ tookMs: number }>(
    `SELECT tookMs FROM (
       SELECT ${column} - reported_at AS tookMs, row_number() OVER (ORDER BY ${column} - reported_at) AS place,
         count(*) OVER () AS n ${FROM} ${column} IS NOT NULL AND ${asked.sql}
     ) WHERE place = (n + 1) / 2`,
    asked.args,
  )
  return row ? Number(row.tookMs) : null
}
