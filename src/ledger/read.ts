import type { Hazard, Severity } from '../hazards/hazard.ts'
import { SEVERITIES } from '../hazards/severity.ts'
import type { Database } from '../store/database.ts'
import { ageStarts } from './ages.ts'
import { AGES, type LedgerFilter } from './filter.ts'
import { type Asking, again, overdue, where } from './where.ts'

/** All questions are answered from this index: the records themselves are opened for one page at most. */
export const FROM = 'FROM hazards INDEXED BY hazards_board WHERE'

export interface Counts {
  all: number
  overdue: number
  urgent: number
  /** Mended and waiting for somebody to look. */
  toVerify: number
  severity: Record<Severity, number>
}

/** How many there are of this filter, and how they stand. */
export async function countHazards(db: Database, asking: Asking, filter: LedgerFilter): Promise<Counts> {
  const late = overdue(asking.nowMs)
  const asked = where(asking, filter)
  const row = await db.get<Record<string, number | null>>(
    `SELECT count(*) AS n, sum(closed_at IS NULL AND ${late.sql}) AS overdue,
       sum(closed_at IS NULL AND urgent = 1 AND status <> 'rectified') AS urgent, sum(status = 'rectified') AS verify,
       sum(severity = 'general') AS general, sum(severity = 'larger') AS larger, sum(severity = 'major') AS major
     ${FROM} ${asked.sql}`,
    [...late.args, ...asked.args],
  )
  const of = (name: string) => Number(row?.[name] ?? 0)
  return {
    all: of('n'),
    overdue: of('overdue'),
    urgent: of('urgent'),
    toVerify: of('verify'),
    severity: { general: of('general'), larger: of('larger'), major: of('major') },
  }
}

/** Some of the hazards of a filter, the worst first: overdue, then urgent, then by deadline; those over by when they ended. */
export async function listHazards(
  db: Database,
  asking: Asking,
  filter: LedgerFilter,
  page: { offset: number; limit: number },
): Promise<Hazard[]> {
  const late = overdue(asking.nowMs)
  const asked = where(asking, filter)
  const ids = await db.all<{ id: string }>(
    `SELECT id ${FROM} ${asked.sql}
     ORDER BY closed_at IS NOT NULL, CASE WHEN closed_at IS NULL THEN ${late.sql} END DESC,
       CASE WHEN closed_at IS NULL AND status <> 'rectified' THEN urgent ELSE 0 END DESC,
       CASE WHEN closed_at IS NULL THEN deadline IS NULL END, CASE WHEN closed_at IS NULL THEN deadline ELSE -closed_at END, number
     LIMIT ? OFFSET ?`,
    [...asked.args, ...late.args, page.limit, page.offset],
  )
  return hazardsOf(
    db,
    ids.map(({ id }) => id),
  )
}

/** These records in this order. */
export async function hazardsOf(db: Database, ids: readonly string[]): Promise<Hazard[]> {
  const rows = await db.all<{ id: string; state: string }>(
    'SELECT id, state FROM hazards WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  )
  const states = new Map(rows.map(({ id, state }) => [id, state]))
  return ids.flatMap((id) => (states.has(id) ? [JSON.parse(states.get(id)!) as Hazard] : []))
}

/** Which of these are the same again as one closed not long before (S2-126). */
export async function repeatsAmong(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.all<{ id: string }>(
    `SELECT id FROM hazards WHERE id IN (SELECT value FROM json_each(?)) AND ${again.sql}`,
    [JSON.stringify(ids), ...again.args],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Open hazards by how long they have been open and how grave they are. */
export async function countAges(
  db: Database,
  asking: Asking,
  filter: LedgerFilter,
): Promise<Record<Severity, number>[]> {
  const { age: _, week: __, ...rest } = filter
  const asked = where(asking, { ...rest, state: openState(filter) })
  const starts = ageStarts(asking.directory.calendar, asking.nowMs)
  const cases = starts.map((_start, age) => `WHEN reported_at >= ? THEN ${age}`).join(' ')
  const rows = await db.all<{ age: number; severity: Severity; n: number }>(
    `SELECT CASE ${cases} ELSE ${starts.length} END AS age, severity, count(*) AS n
     ${FROM} closed_at IS NULL AND ${asked.sql} GROUP BY 1, 2`,
    [...starts, ...asked.args],
  )
  const none = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>
  const ages = AGES.map(() => ({ ...none }))
  for (const { age, severity, n } of rows) ages[Number(age)]![severity] = Number(n)
  return ages
}

/** Charts of what is open look past 已销号 and 全部 to those still open. */
export const openState = ({ state }: LedgerFilter): LedgerFilter['state'] =>
  state === 'closed' || state === 'invalid' || state === 'any' ? 'open' : state
