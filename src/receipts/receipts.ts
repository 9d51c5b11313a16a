import type { Database } from '../store/database.ts'
import { HOUR_MS } from '../time.ts'
import type { Receipt } from './receipt.ts'

/** The receipt whose code has this hash. */
export const receiptOf = async (db: Database, hash: string): Promise<Receipt | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM receipts WHERE id = ?', [hash])
  return row && (JSON.parse(row.state) as Receipt)
}

/** How much came without a name within the last hour: through all doors, and through this one. */
export async function issuedLastHour(
  db: Database,
  door: string,
  nowMs: number,
): Promise<{ all: number; here: number }> {
  const row = await db.get<{ all_doors: number; here: number }>(
    'SELECT count(*) AS all_doors, coalesce(sum(door = ?), 0) AS here FROM receipts WHERE issued_at > ?',
    [door, nowMs - HOUR_MS],
  )
  return { all: Number(row?.all_doors ?? 0), here: Number(row?.here ?? 0) }
}
