import { expect } from 'vitest'
import { compareRows, rebuild } from '../src/log/rebuild.ts'
import { verifyLog } from '../src/log/verify.ts'
import { nouns } from '../src/nouns.ts'
import type { Database } from '../src/store/database.ts'
import { openFile } from '../src/store/file.ts'
import { migrate } from '../src/store/migrate.ts'
import { readMigrations } from '../src/store/migrations-on-disk.ts'

/** Every row made anew from the log alone is the row the bot lives with, and the seals hold. */
export async function expectRowsAreTheEvents(db: Database): Promise<void> {
  const fresh = openFile(':memory:')
  await migrate(fresh, await readMigrations(new URL('../migrations/', import.meta.url).pathname), 0)
  await rebuild(nouns, db, fresh)
  expect((await compareRows(nouns, db, fresh)).differences).toEqual([])
  expect((await verifyLog(db)).faults).toEqual([])
  await fresh.close()
}
