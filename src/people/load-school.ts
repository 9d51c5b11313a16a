import { dailyProblems } from '../duties/daily.ts'
import { readPolicies } from '../duties/policy-problems.ts'
import { readSettings } from '../duties/settings.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import { dutiesOf } from './of-school-file.ts'
import { join, type Person, person } from './person.ts'
import { load, school, THE_SCHOOL } from './school.ts'
import type { SchoolFile } from './school-file.ts'

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
