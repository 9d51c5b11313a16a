import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDirectory, type Directory } from '../../src/people/directory.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { instantOf } from '../../src/time.ts'

const MIGRATIONS = new URL('../../migrations/', import.meta.url).pathname

/** A school as it stands after its file was loaded. */
export async function directoryOf(file: SchoolFile): Promise<Directory> {
  const folder = await mkdtemp(join(tmpdir(), 'coverage-'))
  const db = openFile(join(folder, 'school.db'))
  await migrate(db, await readMigrations(MIGRATIONS), 1)
  await loadSchool(db, file, instantOf('2026-09-01', '07:00'))
  const directory = await directoryReader(db)()
  await db.close()
  await rm(folder, { recursive: true })
  return directory
}

/** The same school without some people and with some duties switched off. */
export const without = (
  directory: Directory,
  gone: ReadonlySet<string>,
  off: ReadonlySet<string> = new Set(),
): Directory =>
  createDirectory(
    directory.school,
    directory.people.map((person) => (gone.has(person.id) ? { ...person, active: false } : person)),
    [],
    {
      ...directory,
      duties: new Map(
        [...directory.duties].map(([id, duty]) => [id, off.has(id) ? { ...duty, defaultOn: false } : duty]),
      ),
    },
  )
