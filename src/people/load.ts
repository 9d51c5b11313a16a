import { type Calendar, type CalendarOverride, createCalendar } from '../calendar/calendar.ts'
import { DAILY_POLICY, dailyDutiesOf, dailyProblems } from '../duties/daily.ts'
import { type Duty, dutiesWith } from '../duties/duty.ts'
import { readPolicies } from '../duties/policy-problems.ts'
import { readSettings } from '../duties/settings.ts'
import { COUNTS_SQL, type Leave } from '../leaves/leave.ts'
import { recordUntilDone } from '../log/record.ts'
import { statesAsOf } from '../log/replay.ts'
import { beginWork } from '../log/work.ts'
import { createPlaces, type Places } from '../reading/places.ts'
import { Refusal } from '../refusal.ts'
import type { Roster } from '../rosters/replacement.ts'
import { leaderOn } from '../rosters/turns.ts'
import type { Database } from '../store/database.ts'
import { createDirectory, type Directory, rulesOf } from './directory.ts'
import { join, type Person, person } from './person.ts'
import { load, type School, school, THE_SCHOOL } from './school.ts'
import type { SchoolFile } from './school-file.ts'
import { type Sections, withSections } from './school-sections.ts'

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

/** The school as it will stand with these sections; `calendar` where they bring another one. */
export function directoryWith(
  directory: Directory,
  sections: Sections,
  calendar: Calendar = directory.calendar,
): Directory {
  const after = ofSchool(directory, withSections(directory.school, sections), calendar)
  return sections.patrol_points || sections.classes
    ? { ...after, places: placesOf(after.school.file) }
    : after
}

/** The school as its rules and points stood at an instant, from the log; people and places are those of today. */
export async function directoryAsOf(db: Database, directory: Directory, atMs: number): Promise<Directory> {
  const [then] = await statesAsOf(db, school, atMs)
  return then ? ofSchool(directory, then) : directory
}

/** The same people in the school as it stands in this state. */
export function ofSchool(
  directory: Directory,
  school: School,
  calendar: Calendar = directory.calendar,
): Directory {
  const duties = dutiesOf(school.file)
  const rules = rulesOf(school)
  const after: Directory = {
    ...directory,
    school,
    calendar,
    duties,
    dailyDuties: dailyDutiesOf(duties, rules.since(DAILY_POLICY)),
    rules,
    dutyLeader: (day) => leaderOn(after, day),
  }
  return after
}

/** The shape of the file lets duties through as they are; `dutiesWith` is who reads them. */
const dutiesOf = (file: School['file']): ReadonlyMap<string, Duty> =>
  dutiesWith((file.duties ?? []) as Record<string, unknown>[])

/** A small school leaves out houses, storeys and rooms; reports are then read without them. */
const placesOf = (file: School['file']): Places =>
  createPlaces({
    points: file.patrol_points.map((point) => ({
      ...point,
      building: point.building ?? '',
      floor: point.floor ?? 0,
    })),
    classes: file.classes.map((entry) => ({
      ...entry,
      building: entry.building ?? '',
      floor: entry.floor ?? 0,
      room: entry.room ?? '',
    })),
  })

/** Loads a school file into an empty database; a database that has a school keeps it. True when it was loaded. */
export async function loadSchool(db: Database, file: SchoolFile, nowMs: number): Promise<boolean> {
  const known = await db.get('SELECT id FROM schools WHERE id = ?', [THE_SCHOOL])
  if (known) return false
  const { staff, warnings: _, ...rest } = file
  const own = readPolicies(rest.escalation_policies ?? [])
  const problems = [
    ...dailyProblems(dutiesOf(rest)),
    ...own.problems,
    ...readSettings(rest.settings ?? []).problems,
  ]
  if (problems.length > 0)
    throw new Refusal('duty-data', `职责有 ${problems.length} 处要改：\n${problems.join('\n')}`)
  const { repeat } = await recordUntilDone(
    db,
    'school-file',
    () => beginWork(db, nowMs, null),
    async (work) => {
      const file = { ...rest, ...(rest.escalation_policies && { escalation_policies: own.policies }) }
      await work.change(school, THE_SCHOOL, load(file))
      for (const entry of staff) await work.change(person, entry.id, join(personOf(entry)))
      return {}
    },
  )
  return !repeat
}

/** Somebody as a school file says. */
export function personOf(entry: SchoolFile['staff'][number]): Omit<Person, 'active'> {
  return {
    id: entry.id,
    name: entry.name,
    department: entry.department ?? '',
    posts: entry.posts,
    hasApp: entry.has_app ?? entry.feishu_user_id != null,
    ...(entry.grade != null && { grade: entry.grade }),
    ...(entry.homeroom_class && { homeroomClass: entry.homeroom_class }),
    ...(entry.title && { title: entry.title }),
    ...(entry.mobile && { mobile: entry.mobile }),
    ...(entry.feishu_user_id && { account: entry.feishu_user_id }),
    ...(entry.proxy && { proxy: entry.proxy }),
  }
}
