import { type Calendar, type CalendarOverride, createCalendar } from '../calendar/calendar.ts'
import type { Duty } from '../duties/duty.ts'
import { COUNTS_SQL, type Leave } from '../leaves/leave.ts'
import type { Places } from '../reading/places.ts'
import { Refusal } from '../refusal.ts'
import type { Roster } from '../rosters/replacement.ts'
import type { Database } from '../store/database.ts'
import { createDirectory, type Directory } from './directory.ts'
import { dutiesOf, placesOf } from './of-school-file.ts'
import type { Person } from './person.ts'
import { type School, THE_SCHOOL } from './school.ts'

export type ReadDirectory = () => Promise<Directory>

/**
 * Reads the school as it stands. The snapshot is kept until an event of school, person, leave or roster is newer than it, so
 * two processes on one database see each other's changes at the next read.
 */
export function directoryReader(db: Database, options: CalendarOverride = {}): ReadDirectory {
  let cached: { seq: number; directory: Promise<Directory> } | undefined
  let fileParts:
    | { version: number; calendar: Calendar; places: Places; duties: ReadonlyMap<string, Duty> }
    | undefined
  const states = async <T>(sql: string): Promise<T[]> =>
    (await db.all<{ state: string }>(sql)).map(({ state }) => JSON.parse(state) as T)

  async function build(): Promise<Directory> {
    const row = await db.get<{ state: string; version: number }>(
      'SELECT state, version FROM schools WHERE id = ?',
      [THE_SCHOOL],
    )
    if (!row) throw new Refusal('no-school', '还没有载入学校资料。请管理员设置 SCHOOL_FILE 后重新启动。')
    const state = JSON.parse(row.state) as School
    if (fileParts?.version !== Number(row.version))
      fileParts = {
        version: Number(row.version),
        calendar: createCalendar({ ...state.file.calendar, ...options } as Parameters<
          typeof createCalendar
        >[0]),
        places: placesOf(state.file),
        duties: dutiesOf(state.file),
      }
    const people = await states<Person>('SELECT state FROM people ORDER BY id')
    const leaves = await states<Leave>(`SELECT state FROM leaves WHERE ${COUNTS_SQL} ORDER BY id`)
    const rosters = await states<Roster>('SELECT state FROM rosters ORDER BY id')
    return createDirectory(state, people, leaves, fileParts, replacementsOf(rosters))
  }

  let asked: Promise<number> | undefined
  const ask = async (): Promise<number> => {
    try {
      const newest = await db.get<{ seq: number | null }>(
        "SELECT max(seq) AS seq FROM events INDEXED BY events_directory WHERE noun IN ('school', 'person', 'leave', 'roster')",
      )
      return Number(newest?.seq ?? 0)
    } finally {
      asked = undefined
    }
  }
  /** A file answers before anything else can happen: whoever asks until that is passed on asks of the same instant. */
  const newestSeq = (): Promise<number> => {
    if (db.kind !== 'file') return ask()
    asked ??= ask()
    return asked
  }

  return async () => {
    const seq = await newestSeq()
    if (cached?.seq === seq) return cached.directory
    // Everybody who comes meanwhile waits for the same one; what it reads is at least as new as what he asked for.
    const directory = build()
    const mine = { seq, directory }
    cached = mine
    directory.catch(() => {
      if (cached === mine) cached = undefined
    })
    return directory
  }
}

export const replacementsOf = (rosters: readonly Roster[]): Directory['replacements'] =>
  new Map(rosters.map(({ seat, replacements }) => [seat, replacements]))
