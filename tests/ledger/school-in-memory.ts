import { readFileSync } from 'node:fs'
import type { Directory } from '../../src/people/directory.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import { readSchoolFile } from '../../src/people/school-file.ts'
import type { Database } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'

/** The sample school in a database of its own; whoever opens it closes it. */
export async function schoolInMemory(): Promise<{ db: Database; directory: Directory }> {
  const db = openFile(':memory:')
  await migrate(db, await readMigrations(new URL('../../migrations/', import.meta.url).pathname), 1)
  const sample = new URL('../../src/people/sample-school.json', import.meta.url)
  await loadSchool(db, readSchoolFile(readFileSync(sample, 'utf8')), 1)
  return { db, directory: await directoryReader(db)() }
}
