import { expect, test } from 'vitest'
import { checkUp, restOfTerm } from '../../src/rosters/checkup.ts'
import { LEADER } from '../../src/rosters/replacement.ts'
import { directoryWith, grantedLeave } from './school.ts'

const week = { from: '2026-09-07', to: '2026-09-13' }

test('the sample school’s term has no gaps, nobody has too much, a full score', () => {
  const school = directoryWith()
  const span = restOfTerm(school, '2026-09-01')!
  expect(span).toEqual({ from: '2026-09-01', to: '2027-01-22' })
  expect(checkUp(school, span)).toMatchObject({ gaps: [], overloads: [], score: 100 })
})

test('in a vacation the next term is looked at; after the last term there is none', () => {
  const school = directoryWith()
  expect(restOfTerm(school, '2026-07-20')).toEqual({ from: '2026-09-01', to: '2027-01-22' })
  expect(restOfTerm(school, '2027-07-01')).toBeUndefined()
})

test('a leader who left, a place with nobody and somebody away without a stand-in are gaps, and the sum is exact', () => {
  const directory = directoryWith({
    left: ['G01'],
    roster: { duty_teacher_by_weekday: { 1: ['T12', 'T22', 'T32', 'T52'] } },
  })
  const found = checkUp(directory, week)
  expect(found.gaps.filter(({ seat }) => seat === LEADER)).toEqual([
    { seat: LEADER, day: '2026-09-08', why: 'left' },
  ])
  const places = found.gaps.filter(({ seat }) => seat !== LEADER)
  expect(places.every(({ why }) => why === 'nobody')).toBe(true)
  const overload = found.deductions.find(({ what }) => what === 'overload')!
  expect(found.score).toBe(Math.max(0, 100 - 5 - 2 * places.length - overload.count))
})

test('on leave with a stand-in is no gap', () => {
  const directory = directoryWith({ leaves: [grantedLeave('T12', '2026-09-07', '2026-09-07', 'T11')] })
  expect(checkUp(directory, week).gaps).toEqual([])
})

test('standing in where one’s own place is elsewhere leaves one of the two empty: listed, and it costs', () => {
  // Monday: T12 at the gate, T22 at the first building.
  const away = directoryWith({ leaves: [grantedLeave('T12', '2026-09-07', '2026-09-07', 'T22')] })
  const { gaps, score } = checkUp(away, week)
  expect(gaps).toEqual([
    { seat: '校门口', day: '2026-09-07', why: 'two-places', person: 'T22', alsoAt: '教学楼A' },
  ])
  expect(score).toBe(98)
})

test('the leader of the day listed at a place as well: the place is the gap', () => {
  const leading = directoryWith({
    roster: { duty_leader_by_weekday: { 1: 'T22', 2: 'G01', 3: 'A01', 4: 'M01', 5: 'P03' } },
  })
  expect(checkUp(leading, { from: '2026-09-07', to: '2026-09-07' }).gaps).toEqual([
    { seat: '教学楼A', day: '2026-09-07', why: 'two-places', person: 'T22', alsoAt: LEADER },
  ])
})

test('one person at two weekdays has more than a share', () => {
  const directory = directoryWith({
    roster: { duty_leader_by_weekday: { 1: 'P04', 2: 'G01', 3: 'A01', 4: 'P04', 5: 'P04' } },
  })
  const { overloads, score, deductions } = checkUp(directory, { from: '2026-10-12', to: '2026-10-25' })
  expect(overloads).toEqual([
    { kind: 'leader', person: expect.objectContaining({ id: 'P04' }), turns: 6, allowed: 4 },
  ])
  expect(deductions).toContainEqual({ what: 'overload', count: 2, each: 1 })
  expect(score).toBe(98)
})

test('nothing arranged at all: the score stays at zero', () => {
  const directory = directoryWith({
    roster: { duty_leader_by_weekday: {}, duty_leader_weekend: { default: [] }, duty_teacher_by_weekday: {} },
  })
  expect(checkUp(directory, restOfTerm(directory, '2026-09-01')!).score).toBe(0)
})
