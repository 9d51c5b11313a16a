import { type Door, isOfColleagues } from '../reporting/doors.ts'
import type { Database } from '../store/database.ts'
import { HOUR_MS } from '../time.ts'
import type { Receipt } from './receipt.ts'

/** The receipt whose code has this hash. */
export const receiptOf = async (db: Database, hash: string): Promise<Receipt | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM receipts WHERE id = ?', [hash])
  return row && (JSON.parse(row.state) as Receipt)
}

/**
 * How much came without a name within the last hour: through this door, and through all of its kind. Whoever has no
 * account cannot use up what colleagues have.
 */
export async function issuedLastHour(
  db: Database,
  door: Door,
  nowMs: number,
): Promise<{ all: number; here: number }> {
  const rows = await db.all<{ door: Door; issued: number }>(
    'SELECT door, count(*) AS issued FROM receipts WHERE issued_at > ? GROUP BY door',
    [nowMs - HOUR_MS],
  )
  const alike = rows.filter((row) => isOfColleagues(row.door) === isOfColleagues(door))
  return {
    all: alike.reduce((sum, { issued }) => sum + Number(issued), 0),
    here: Number(rows.find((row) => row.door === door)?.issued ?? 0),
  }
}
