import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hazardCategories } from '../../src/duties/catalogue.ts'
import { isOver } from '../../src/hazards/decide.ts'
import { isOverdue } from '../../src/hazards/due.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import { type Hazard, placeKey } from '../../src/hazards/hazard.ts'
import { mayReadHazard } from '../../src/hazards/readers.ts'
import { AGES, ELSEWHERE, HAPPENINGS, type LedgerFilter, SCOPES, STATES } from '../../src/ledger/filter.ts'
import { hazardMap } from '../../src/ledger/map.ts'
import { hazardPaces } from '../../src/ledger/paces.ts'
import { countAges, countHazards, listHazards } from '../../src/ledger/read.ts'
import { scopesOf } from '../../src/ledger/scope.ts'
import { hazardTrend } from '../../src/ledger/trend.ts'
import { statesAsOf } from '../../src/log/replay.ts'
import type { Directory } from '../../src/people/directory.ts'
import type { Person } from '../../src/people/person.ts'
import type { Database } from '../../src/store/database.ts'
import { addDays, dayOf, instantOf } from '../../src/time.ts'
import { makeUpHazards } from './many-hazards.ts'
import { schoolInMemory } from './school-in-memory.ts'

const NOW_MS = instantOf('2026-12-09', '10:30')
let db: Database
let directory: Directory
let states: Hazard[]

beforeAll(async () => {
  const school = await schoolInMemory()
  db = school.db
  directory = school.directory
  await makeUpHazards(db, directory, { from: 1, count: 400, nowMs: NOW_MS, days: 120 })
  states = await statesAsOf(db, hazard, NOW_MS)
})
afterAll(() => db.close())

const people = () => fc.constantFrom(...directory.people)
const filters = (): fc.Arbitrary<LedgerFilter> =>
  fc.record(
    {
      scope: fc.constantFrom(...SCOPES),
      state: fc.constantFrom(...STATES),
      severity: fc.constantFrom('general' as const, 'larger' as const, 'major' as const),
      category: fc.constantFrom(...[...hazardCategories.keys()].slice(0, 6)),
      place: fc.constantFrom('PP01', 'C101', '教学楼A/', '教学楼B/2', '小卖部', '教学楼A/1', ELSEWHERE),
      department: fc.constantFrom('general_affairs', 'academic'),
      overdue: fc.constant(true as const),
      urgent: fc.constant(true as const),
      repeat: fc.constant(true as const),
      age: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const, 4 as const),
      from: fc.constant('2026-10-08'),
      to: fc.constant('2026-11-20'),
      week: fc.record({
        start: fc.constantFrom('2026-11-08', '2026-12-06'),
        what: fc.constantFrom(...HAPPENINGS),
      }),
    },
    { requiredKeys: ['scope', 'state'] },
  )

/** What the list should hold, from the events and the plain rules alone. */
function folded(viewer: Person, filter: LedgerFilter): Hazard[] {
  return states.filter((about) => mayReadHazard(viewer, about, directory) && matches(viewer, filter, about))
}

const workdays = (about: Hazard) => {
  let days = 0
  for (let day = addDays(dayOf(about.reportedAtMs), 1); day <= dayOf(NOW_MS); day = addDays(day, 1))
    if (directory.calendar.isWorkday(day)) days += 1
  return days
}
const ageOf = (about: Hazard) =>
  [1, 3, 7, 30, Number.POSITIVE_INFINITY].findIndex((most) => workdays(about) <= most)
const isLate = (about: Hazard) => isOverdue(about, NOW_MS)
const isRepeat = (about: Hazard) => (about.repeats ?? []).length > 0

function isAt(about: Hazard, key: string): boolean {
  const { place } = about
  const points = directory.school.file.patrol_points
  const classes = directory.school.file.classes as { id: string; building: string; floor: number }[]
  const listed = place !== null && 'id' in place
  if (key === ELSEWHERE) return place === null || place.kind === 'words'
  if (key === '教学楼A/1' || key === '教学楼A/' || key === '教学楼B/2') {
    const [building, floor] = key.split('/')
    const on = (spot: { building?: string | undefined; floor?: number | null | undefined } | undefined) =>
      spot?.building === building && (floor === '' || spot?.floor === Number(floor))
    if (place?.kind === 'building') return on(place)
    return listed && on([...points, ...classes].find(({ id }) => id === place.id))
  }
  return placeKey(place) === key
}

function isIn(viewer: Person, scope: LedgerFilter['scope'], about: Hazard): boolean {
  if (scope === 'all') return true
  const grade = (id: string | undefined) => id !== undefined && directory.person(id)?.grade
  if (scope === 'department') {
    const led = directory.classes.filter((each) => directory.gradeLeader(each.grade)?.id === viewer.id)
    const leads = (value: unknown) => led.some((each) => each.grade === value)
    return (
      directory.departmentHead(about.department)?.id === viewer.id ||
      (about.place?.kind === 'class' && leads(directory.class(about.place.id)?.grade)) ||
      leads(grade(about.reporter)) ||
      leads(grade(about.rectifier))
    )
  }
  const hands = [viewer, ...directory.entersFor(viewer)].map(({ id }) => id)
  const office = directory.safetyOffice().some(({ id }) => id === viewer.id)
  return (
    about.reporter === viewer.id ||
    hands.includes(about.rectifier ?? about.assignee ?? '') ||
    (about.status === 'rectified' &&
      office &&
      about.rectifier !== viewer.id &&
      about.rectifiedBy !== viewer.id)
  )
}

function matches(viewer: Person, filter: LedgerFilter, about: Hazard): boolean {
  const { state, severity, category, place, department, overdue, urgent, repeat, age, from, to, week } =
    filter
  const inState =
    week !== undefined ||
    (state === 'open'
      ? !isOver(about)
      : state === 'any'
        ? about.status !== 'invalid'
        : about.status === state)
  const wants: [unknown, () => boolean][] = [
    [severity, () => about.severity === severity],
    [category, () => about.category === category],
    [place, () => isAt(about, place!)],
    [department, () => about.department === department],
    [overdue, () => isLate(about)],
    [urgent, () => about.urgent && about.status !== 'rectified'],
    [repeat, () => isRepeat(about)],
    [age, () => ageOf(about) === age],
    [from, () => dayOf(about.reportedAtMs) >= from!],
    [to, () => dayOf(about.reportedAtMs) <= to!],
    [week, () => isOfWeek(week!, about)],
  ]
  return (
    inState &&
    isIn(viewer, filter.scope, about) &&
    wants.every(([given, holds]) => given === undefined || holds())
  )
}

function isOfWeek({ start, what }: NonNullable<LedgerFilter['week']>, about: Hazard): boolean {
  const within = (ms: number | undefined) =>
    ms !== undefined && dayOf(ms) >= start && dayOf(ms) < addDays(start, 7)
  const endMs = instantOf(addDays(start, 7))
  if (about.status === 'invalid') return false
  if (what === 'opened') return within(about.reportedAtMs)
  if (what === 'closed') return within(about.closedAtMs)
  return about.reportedAtMs < endMs && (about.closedAtMs ?? Number.POSITIVE_INFINITY) >= endMs
}

const asking = (viewer: Person) => ({ directory, viewer, nowMs: NOW_MS })

test('a list is what the events say, for everybody and every filter, and so are its counts', async () => {
  await fc.assert(
    fc.asyncProperty(people(), filters(), async (viewer, filter) => {
      const expected = folded(viewer, filter)
      const listed = await listHazards(db, asking(viewer), filter, { offset: 0, limit: 1000 })
      expect(listed.map(({ number }) => number).sort()).toEqual(expected.map(({ number }) => number).sort())
      const counts = await countHazards(db, asking(viewer), filter)
      expect(counts).toEqual({
        all: expected.length,
        overdue: expected.filter(isLate).length,
        urgent: expected.filter((each) => each.urgent && !isOver(each) && each.status !== 'rectified').length,
        toVerify: expected.filter(({ status }) => status === 'rectified').length,
        severity: {
          general: expected.filter(({ severity }) => severity === 'general').length,
          larger: expected.filter(({ severity }) => severity === 'larger').length,
          major: expected.filter(({ severity }) => severity === 'major').length,
        },
      })
    }),
    { numRuns: 600 },
  )
})

test('overdue first, then urgent, then by deadline', async () => {
  const head = directory.holders('principal')[0]!
  const listed = await listHazards(
    db,
    asking(head),
    { scope: 'all', state: 'open' },
    { offset: 0, limit: 1000 },
  )
  const rank = (about: Hazard) => [
    isLate(about) ? 0 : 1,
    about.urgent && about.status !== 'rectified' ? 0 : 1,
    about.rectifyDueMs,
    about.number,
  ]
  const sorted = listed.toSorted((one, other) => {
    const [a, b] = [rank(one), rank(other)]
    const first = a.findIndex((value, order) => value !== b[order])
    return first < 0 ? 0 : a[first]! - b[first]!
  })
  expect(listed.map(({ number }) => number)).toEqual(sorted.map(({ number }) => number))
  const second = await listHazards(
    db,
    asking(head),
    { scope: 'all', state: 'open' },
    { offset: 50, limit: 50 },
  )
  expect(second.map(({ number }) => number)).toEqual(listed.slice(50, 100).map(({ number }) => number))
})

test('every number of the charts and of the map is the length of the list behind it', async () => {
  await fc.assert(
    fc.asyncProperty(people(), fc.constantFrom(...SCOPES), async (viewer, scope) => {
      const filter: LedgerFilter = { scope, state: 'open' }
      const open = folded(viewer, filter)
      const ages = await countAges(db, asking(viewer), filter)
      for (const [age] of AGES.entries())
        for (const severity of ['general', 'larger', 'major'] as const)
          expect(ages[age]![severity]).toBe(folded(viewer, { ...filter, age: age as 0, severity }).length)
      const { buildings, elsewhere } = await hazardMap(db, asking(viewer), filter)
      const dots = buildings.flatMap(({ storeys }) => storeys.flatMap(({ spots }) => spots))
      const shown = [...dots, elsewhere].reduce((sum, dot) => sum + dot.open, 0)
      expect(shown).toBe(open.length)
      expect([...dots, elsewhere].reduce((sum, dot) => sum + dot.overdue, 0)).toBe(open.filter(isLate).length)
      for (const week of await hazardTrend(db, asking(viewer), filter))
        for (const what of HAPPENINGS)
          expect(week[what], `${week.start} ${what}`).toBe(
            folded(viewer, { ...filter, week: { start: week.start, what } }).length,
          )
    }),
    { numRuns: 25 },
  )
})

test('the paces are those of what was reported in the last four weeks', async () => {
  const head = directory.holders('principal')[0]!
  const paces = await hazardPaces(db, asking(head), { scope: 'all', state: 'open' })
  const lately = states.filter(
    (each) => each.status !== 'invalid' && dayOf(each.reportedAtMs) > addDays(dayOf(NOW_MS), -28),
  )
  const median = (pick: (about: Hazard) => number | undefined) => {
    const took = lately
      .flatMap((each) => (pick(each) === undefined ? [] : [pick(each)! - each.reportedAtMs]))
      .sort((one, other) => one - other)
    return took[Math.ceil(took.length / 2) - 1] ?? null
  }
  expect(lately.length).toBeGreaterThan(20)
  expect(paces).toEqual({
    days: 28,
    reported: lately.length,
    repeats: lately.filter(isRepeat).length,
    open: states.filter((each) => !isOver(each)).length,
    overdue: states.filter(isLate).length,
    acceptMs: median(({ acceptedAtMs }) => acceptedAtMs),
    controlMs: median(({ controlledAtMs }) => controlledAtMs),
    closeMs: median(({ closedAtMs }) => closedAtMs),
  })
})

test('who may see what: the own, the department or grade, everything (handbook §4)', () => {
  const scopes = (name: string) => scopesOf(directory, directory.byName(name)!)
  expect(scopes('单念蘅')).toEqual(['mine'])
  expect(scopes('贺栎生')).toEqual(['mine', 'department', 'all'])
  expect(scopes('聂怀谷')).toEqual(['mine', 'all'])
  const academic = directory.departmentHead('academic')!
  expect(scopesOf(directory, academic)).toEqual(['mine', 'department'])
  expect(scopesOf(directory, directory.gradeLeader(3)!)).toEqual(['mine', 'department'])
})
