import type { Directory } from '../people/directory.ts'
import { isHead, isSafetyOffice, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Value } from '../store/database.ts'
import { addDays, instantOf } from '../time.ts'
import { ageSpan } from './ages.ts'
import { ELSEWHERE, type LedgerFilter, type State } from './filter.ts'
import { placeNamed, spotsOf } from './places.ts'
import { departmentsOf, gradesOf } from './scope.ts'

/** A condition of a query on `hazards`, always with its values apart: nothing said ever becomes SQL. */
export interface Condition {
  sql: string
  args: Value[]
}

/** Who asks, when: a list is never the same for two people. Without a viewer it is what a group may know. */
export interface Asking {
  directory: Directory
  viewer: Person | undefined
  nowMs: number
}

export const all = (...conditions: (Condition | undefined | false)[]): Condition => join(' AND ', conditions)
const any = (...conditions: (Condition | undefined | false)[]): Condition => join(' OR ', conditions)

function join(word: string, conditions: (Condition | undefined | false)[]): Condition {
  const given = conditions.filter((each) => each !== undefined && each !== false)
  if (given.length === 0) return is('1')
  return { sql: `(${given.map(({ sql }) => sql).join(word)})`, args: given.flatMap(({ args }) => args) }
}

const is = (sql: string, ...args: Value[]): Condition => ({ sql, args })
const oneOf = (column: string, values: readonly string[]): Condition =>
  is(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values))

/** Past its deadline and not yet reported mended. */
export const overdue = (nowMs: number): Condition => is("(deadline < ? AND status <> 'rectified')", nowMs)

/** The conditions of a filter for this viewer: what he may not read is not even counted. */
export function where(asking: Asking, filter: LedgerFilter): Condition {
  const { directory, nowMs } = asking
  const { severity, category, place, department, age, from, to, week } = filter
  return all(
    readable(asking),
    inScope(asking, filter.scope),
    week ? undefined : inState(filter.state),
    severity !== undefined && is('severity = ?', severity),
    category !== undefined && is('category = ?', category),
    department !== undefined && is('department = ?', department),
    place !== undefined && at(directory, place),
    filter.overdue && all(is('closed_at IS NULL'), overdue(nowMs)),
    filter.urgent && is("(urgent = 1 AND status <> 'rectified')"),
    filter.repeat && again,
    age !== undefined && reported(ageSpan(directory.calendar, nowMs, age)),
    from !== undefined && is('reported_at >= ?', instantOf(from)),
    to !== undefined && is('reported_at < ?', instantOf(addDays(to, 1))),
    week && inWeek(week),
  )
}

/** `mayReadHazard` as a condition: a property compares the two. */
function readable({ directory, viewer }: Asking): Condition {
  if (!viewer) return is('restricted = 0')
  if (isHead(viewer) || isVpSafety(viewer)) return is('1')
  return any(
    is('restricted = 0'),
    is('rectifier = ?', viewer.id),
    is('assignee = ?', viewer.id),
    is('instr(co_owners, ?) > 0', JSON.stringify(viewer.id)),
    oneOf('department', departmentsOf(directory, viewer)),
  )
}

function inScope({ directory, viewer }: Asking, scope: LedgerFilter['scope']): Condition | undefined {
  if (!viewer || scope === 'all') return undefined
  return scope === 'mine' ? mine(directory, viewer) : ledBy(directory, viewer)
}

/** Reported by somebody, in his hands or in those he speaks for (handbook §3), shared by him, or waiting for him to verify. */
function mine(directory: Directory, viewer: Person): Condition {
  const hands = [viewer.id, ...directory.entersFor(viewer).map(({ id }) => id)]
  const asked = isSafetyOffice(viewer, directory) ? undefined : is('verifier = ?', viewer.id)
  return any(
    is('reporter = ?', viewer.id),
    oneOf('rectifier', hands),
    all(is('rectifier IS NULL'), oneOf('assignee', hands)),
    all(is("status <> 'rectified'"), is('instr(co_owners, ?) > 0', JSON.stringify(viewer.id))),
    all(is("status = 'rectified'"), is('instr(menders, ?) = 0', JSON.stringify(viewer.id)), asked),
  )
}

function ledBy(directory: Directory, viewer: Person): Condition {
  const grades = gradesOf(directory, viewer)
  const rooms = directory.classes.filter(({ grade }) => grades.includes(grade)).map(({ id }) => id)
  const people = directory.people
    .filter(({ grade }) => grade !== undefined && grades.includes(grade))
    .map(({ id }) => id)
  return any(
    oneOf('department', departmentsOf(directory, viewer)),
    grades.length > 0 && any(oneOf('place', rooms), oneOf('reporter', people), oneOf('rectifier', people)),
  )
}

function inState(state: State): Condition {
  if (state === 'open') return is('closed_at IS NULL')
  if (state === 'any') return is("status <> 'invalid'")
  return state === 'closed' || state === 'invalid'
    ? is('closed_at IS NOT NULL AND status = ?', state)
    : is('closed_at IS NULL AND status = ?', state)
}

function at(directory: Directory, key: string): Condition {
  if (key === ELSEWHERE) return elsewhere(directory)
  const { places, areas } = placeNamed(directory, key)
  return any(oneOf('place', places), areas.length > 0 && oneOf('area', areas))
}

/** Places in somebody's own words, and those not told yet. */
export const elsewhere = (directory: Directory): Condition =>
  is(
    '(area IS NULL AND (place IS NULL OR place NOT IN (SELECT value FROM json_each(?))))',
    JSON.stringify(spotsOf(directory).map(({ id }) => id)),
  )

const reported = ({ fromMs, toMs }: { fromMs: number; toMs: number }): Condition =>
  is('reported_at >= ? AND reported_at < ?', fromMs, toMs)

/** The week of a bar; what was dismissed since counts nowhere. */
function inWeek({ start, what }: NonNullable<LedgerFilter['week']>): Condition {
  const [fromMs, toMs] = [instantOf(start), instantOf(addDays(start, 7))]
  if (what === 'opened') return all(is("status <> 'invalid'"), reported({ fromMs, toMs }))
  if (what === 'closed') return is("status = 'closed' AND closed_at >= ? AND closed_at < ?", fromMs, toMs)
  return is("status <> 'invalid' AND reported_at < ? AND (closed_at IS NULL OR closed_at >= ?)", toMs, toMs)
}

/** One of the same place and kind was closed not long before this was reported (S2-126). */
export const again: Condition = is('(repeats > 0)')
