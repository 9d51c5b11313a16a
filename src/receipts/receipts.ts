import { type Door, isOfColleagues } from '../reporting/doors.ts'
import type { Database } from '../store/database.ts'
import { HOUR_MS } from '../time.ts'
import { possibleCodes, type ReceiptCodes } from './code.ts'
import type { Receipt } from './receipt.ts'

/** The receipt whose code has this hash. */
export const receiptOf = async (db: Database, hash: string): Promise<Receipt | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM receipts WHERE id = ?', [hash])
  return row && (JSON.parse(row.state) as Receipt)
}

/** Whether the code of a report stands in one of these texts, even one that looks like a word in small letters. */
export async function holdsIssuedCode(
  db: Database,
  codes: ReceiptCodes,
  texts: readonly string[],
): Promise<boolean> {
  const hashes = await Promise.all(texts.flatMap(possibleCodes).map((code) => codes.hashOf(code)))
  if (hashes.length === 0) return false
  const found = await db.get('SELECT 1 FROM receipts WHERE id IN (SELECT value FROM json_each(?))', [
    JSON.stringify(hashes),
  ])
  return found !== undefined
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
