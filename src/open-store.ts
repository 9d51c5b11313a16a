import { readFile } from 'node:fs/promises'
import type { CalendarOverride } from './calendar/calendar.ts'
import { BadConfig, type Config } from './config.ts'
import { loadSchool } from './people/load-school.ts'
import { readSchoolFile } from './people/school-file.ts'
import type { Database } from './store/database.ts'
import { schemaVersion } from './store/migrate.ts'
import { readMigrations } from './store/migrations-on-disk.ts'
import { openDatabase } from './store/open.ts'
import { rowsVersion, upgrade } from './upgrade.ts'

export interface StartParts {
  config: Config
  log: (event: string, data: object) => void
  schoolText: string | undefined
}

/** The text of SCHOOL_FILE; throws `BadConfig` when there is no such file. */
export async function readSchoolText({ schoolFile }: Config): Promise<string | undefined> {
  if (schoolFile === undefined) return undefined
  return readFile(schoolFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BadConfig(
      `SCHOOL_FILE: ${schoolFile} cannot be read (${error.code}); write the path of a school as JSON`,
    )
  })
}

const MIGRATIONS = new URL('../migrations/', import.meta.url).pathname

/** The database with the right schema and a school in it, or a sentence that says what is missing. */
export async function openStore({ config, schoolText, log }: StartParts, nowMs: number): Promise<Database> {
  const db = openDatabase(config.databaseUrl, config.databaseAuthToken)
  // A file has one owner and is migrated here; a remote database is migrated on purpose (design §2).
  if (db.kind === 'file') await upgrade(db, await readMigrations(MIGRATIONS), nowMs)
  await checkSchema(db)
  if (schoolText !== undefined) {
    const school = readSchoolFile(schoolText, await readCalendarOverride(config))
    if (await loadSchool(db, school, nowMs))
      log('school-loaded', { people: school.staff.length, warnings: school.warnings })
  }
  return db
}

/** Refuses a database of an older version, and one that a newer version has already changed. */
export async function checkSchema(db: Database): Promise<void> {
  const [tables, wanted] = [await schemaVersion(db), (await readMigrations(MIGRATIONS)).length]
  // A migration that ended between the tables and the rows counts as not done.
  const is = tables === wanted ? await rowsVersion(db) : tables
  if (is < wanted)
    throw new BadConfig(
      `the database has schema version ${is}, this bot needs ${wanted}: run npm run migrate`,
    )
  if (is > wanted)
    throw new BadConfig(
      `the database has schema version ${is}, this bot knows only ${wanted}: start the newer version of the bot`,
    )
}

export async function readCalendarOverride(config: Config): Promise<CalendarOverride> {
  if (!config.calendarFile) return {}
  const { parseHolidayOverride } = await import('./calendar/school-calendar.ts')
  return { overrides: [parseHolidayOverride(JSON.parse(await readFile(config.calendarFile, 'utf8')))] }
}
