import type { Rule } from '../duties/rules.ts'
import { eventOf, statesAsOf } from '../log/replay.ts'
import type { Directory } from '../people/directory.ts'
import { type School, type SchoolEvent, school, THE_SCHOOL } from '../people/school.ts'
import type { Database } from '../store/database.ts'
import { type RuleNumber, ruleNumbers, sayNumber } from './numbers.ts'

/** Since when a number is as it is, and who made it so. */
export interface Since {
  atMs: number
  by?: string
}

/** When each version of the rules began and who changed them; what the school began with is version 0 and is not in it. */
async function versionsOf(db: Database): Promise<Map<number, Since>> {
  const rows = await db.all<{ kind: string; at: number; actor: string | null; data: string | null }>(
    "SELECT kind, at, actor, data FROM events WHERE noun = 'school' AND id = ? ORDER BY version",
    [THE_SCHOOL],
  )
  const found = new Map<number, Since>()
  let state: School | undefined
  for (const { kind, at, actor, data } of rows) {
    const event = eventOf({ kind, data })
    if (!event) continue
    const before = versionOf(state)
    state = school.evolve(state, event as SchoolEvent, { id: THE_SCHOOL, atMs: Number(at), actor })
    if (versionOf(state) > before)
      found.set(versionOf(state), { atMs: Number(at), ...(actor !== null && { by: actor }) })
  }
  return found
}

const versionOf = (state: School | undefined): number => state?.formerRules?.length ?? 0

/** Since when each number stands, by its key; none for one that was never changed. */
export async function numbersSince(db: Database, { rules }: Directory): Promise<Map<string, Since>> {
  const versions = await versionsOf(db)
  return new Map(
    ruleNumbers.flatMap((number) => {
      const { key, read } = number
      let since = rules.version
      while (since > 0 && read(rules.at(since - 1)) === read(rules)) since -= 1
      const begun = versions.get(since)
      return begun ? [[key, begun] as const] : []
    }),
  )
}

/** Numbers that differ, `一般隐患整改期限 3 → 5 个工作日`. */
export const numbersBetween = (before: Rule, after: Rule, among = ruleNumbers): string[] =>
  among
    .filter(({ read }) => read(before) !== read(after))
    .map((number: RuleNumber) => {
      const { title, read } = number
      return `${title} ${read(before)} → ${sayNumber(number, read(after))}`
    })

/** What changed of the numbers between two instants, by the log. */
export async function numbersChanged(
  db: Database,
  { rules }: Directory,
  fromMs: number,
  toMs: number,
): Promise<string[]> {
  if (rules.version === 0) return []
  const [before] = await statesAsOf(db, school, fromMs)
  const [after] = await statesAsOf(db, school, toMs)
  return numbersBetween(rules.at(versionOf(before)), rules.at(versionOf(after)))
}
