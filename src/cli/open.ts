import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { BadConfig, type Config } from '../config.ts'
import { checkSchema } from '../open-store.ts'
import type { Database } from '../store/database.ts'
import { openDatabase } from '../store/open.ts'

/** The database for commands that only look: a missing file is not made, another schema is refused. */
export async function openExisting({ databaseUrl, databaseAuthToken }: Config): Promise<Database> {
  const path = databaseUrl.startsWith('file://')
    ? fileURLToPath(databaseUrl)
    : databaseUrl.replace(/^file:/, '')
  if (databaseUrl.startsWith('file:') && !existsSync(path))
    throw new BadConfig(`DATABASE_URL: there is no file ${path}; npm start or npm run seed makes one`)
  const db = openDatabase(databaseUrl, databaseAuthToken)
  await checkSchema(db)
  return db
}
