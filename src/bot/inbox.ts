import type { Inbound } from '../platforms/platform.ts'
import type { Database } from '../store/database.ts'

/** What is worked on after the platform has its 200; a press and a challenge are answered in the response instead. */
export type Kept = Exclude<Inbound, { kind: 'challenge' | 'press' | 'unknown-press' | 'ignored' }>

/** Keeps what reached us before saying 200. What was answered before, or is kept already, is not kept again. */
export async function keep(db: Database, inbound: Kept, nowMs: number): Promise<void> {
  await db.write([
    {
      sql: `INSERT INTO inbox (key, received_at, inbound, not_before) SELECT ?, ?, ?, ?
            WHERE NOT EXISTS (SELECT 1 FROM causes WHERE key = ?) ON CONFLICT (key) DO NOTHING`,
      args: [inbound.key, nowMs, JSON.stringify(inbound), nowMs, inbound.key],
    },
  ])
}

export interface Waiting {
  key: string
  inbound: Kept
  attempts: number
}

export async function waiting(db: Database, nowMs: number): Promise<Waiting[]> {
  const rows = await db.all<{ key: string; inbound: string; attempts: number }>(
    'SELECT key, inbound, attempts FROM inbox WHERE not_before <= ? ORDER BY received_at, rowid LIMIT 200',
    [nowMs],
  )
  return rows.map((row) => ({
    key: row.key,
    inbound: JSON.parse(row.inbound) as Kept,
    attempts: Number(row.attempts),
  }))
}

/** When the next kept item becomes due; undefined when there is none. */
export async function nextWaiting(db: Database): Promise<number | undefined> {
  const row = await db.get<{ at: number | null }>('SELECT min(not_before) AS at FROM inbox')
  return row?.at == null ? undefined : Number(row.at)
}

export const tryLater = (db: Database, key: string, notBeforeMs: number, trouble: string): Promise<unknown> =>
  db.write([
    {
      sql: 'UPDATE inbox SET attempts = attempts + 1, not_before = ?, trouble = ? WHERE key = ?',
      args: [notBeforeMs, trouble.slice(0, 300), key],
    },
  ])
