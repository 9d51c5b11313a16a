import { rebuild } from './log/rebuild.ts'
import { nouns } from './nouns.ts'
import type { Database } from './store/database.ts'
import { type Migration, migrate, schemaVersion } from './store/migrate.ts'

/** Beside the heartbeats: for which version the rows were last written whole. It has no time of its own. */
const ROWS = 'rows'

/**
 * Brings a database to this version: its tables by the migrations, then its rows by the log, because an older version
 * may have made them otherwise and the rows must stay what the events say (design §3.4). Safe to repeat, to run twice at
 * once and beside bots that write; ended halfway, it goes on the next time. Returns the names of the migrations this
 * call applied.
 */
export async function upgrade(db: Database, files: Migration[], nowMs: number): Promise<string[]> {
  const applied = await migrate(db, files, nowMs)
  const version = await schemaVersion(db)
  if ((await rowsVersion(db)) === version) return applied
  await rebuild(nouns, db, db)
  await db.write([
    {
      sql: 'INSERT INTO heartbeats (name, at, note) VALUES (?, 0, ?) ON CONFLICT (name) DO UPDATE SET note = excluded.note',
      args: [ROWS, String(version)],
    },
  ])
  return applied
}

/** For which schema version the rows were last written whole; 0 when never. */
export async function rowsVersion(db: Database): Promise<number> {
  const written = await db.get<{ note: string }>('SELECT note FROM heartbeats WHERE name = ?', [ROWS])
  return Number(written?.note ?? 0)
}
