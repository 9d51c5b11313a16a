import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEADER, replaceTurns } from '../../src/rosters/replacement.ts'
import { dutyTeachersOn } from '../../src/rosters/roster.ts'
import { holderOf, placesOf, seatsOn, turnOf } from '../../src/rosters/turns.ts'
import { addDays, daysBetween } from '../../src/time.ts'
import { codeOf } from '../refused.ts'
import { directoryWith, grantedLeave, rosterAfter, sampleCalendar } from './school.ts'

const school = directoryWith()
const anyDay = fc.integer({ min: 0, max: 660 }).map((ahead) => addDays('2025-09-01', ahead))
const LEADERS = ['P01', 'P02', 'P03', 'P04', 'G01', 'A01', 'M01']
const anyReplacement = fc
  .record({
    start: fc.integer({ min: 0, max: 120 }),
    length: fc.integer({ min: 0, max: 40 }),
    person: fc.constantFrom(...LEADERS),
    insteadOf: fc.constantFrom(undefined, ...LEADERS),
  })
  .filter(({ person, insteadOf }) => person !== insteadOf)

describe('who leads a day', () => {
  test.each([
    ['a Monday', '2026-09-07', 'P04'],
    ['a makeup Sunday that follows Tuesday', '2026-09-20', 'G01'],
    ['a makeup Saturday that follows Wednesday', '2026-10-10', 'A01'],
    ['Labour Day 2026 makeup Saturday', '2026-05-09', 'G01'],
  ])('%s', (_, day, leader) => {
    expect(school.calendar.isWorkday(day)).toBe(true)
    expect(school.dutyLeader(day)?.id).toBe(leader)
  })

  test('the National Day holiday goes round among those named for days off', () => {
    const days = school.calendar.daysBetween('2026-10-01', '2026-10-07')
    const leaders = days.map((day) => school.dutyLeader(day)!.id)
    const turn = ['P01', 'P02', 'P03', 'P04']
    const first = turn.indexOf(leaders[0]!)
    expect(leaders).toEqual(days.map((__, i) => turn[(first + i) % 4]))
  })

  test('exactly one, whatever is replaced, whoever is away or has left', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.array(anyReplacement, { maxLength: 5 }),
        fc.subarray(['G01', 'A01', 'M01', 'P04']),
        fc.subarray(['P01', 'P02', 'P04', 'G01']),
        (day, wishes, left, away) => {
          const made = wishes.map(({ start, length, person, insteadOf }) => ({
            on: '2025-09-01',
            from: addDays('2025-09-01', start),
            to: addDays('2025-09-01', start + length),
            person,
            ...(insteadOf && { insteadOf }),
            reason: '外出',
            by: 'G01',
          }))
          const directory = directoryWith({
            left,
            leaves: away.map((id) => grantedLeave(id, day, day)),
            replacements: new Map([rosterAfter(LEADER, made)]),
          })
          const leader = directory.dutyLeader(day)
          expect(leader?.active).toBe(true)
          expect(away).not.toContain(leader?.id)
        },
      ),
    )
  })

  test('a rotation over days off is fair within one, over any span, and skips the days worked', () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 7 }),
        (from, length, people) => {
          const inTurn = LEADERS.slice(0, people)
          const directory = directoryWith({ roster: { duty_leader_weekend: { default: inTurn } } })
          const off = sampleCalendar
            .daysBetween(from, addDays(from, length))
            .filter((day) => !sampleCalendar.isWorkday(day))
          const counts = inTurn.map((id) => off.filter((day) => directory.dutyLeader(day)?.id === id).length)
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(off.length)
        },
      ),
    )
  })

  test('whoever left is passed over in turn, and a weekday’s empty seat falls to the vice principal', () => {
    const directory = directoryWith({ left: ['P02', 'G01'] })
    const holiday = sampleCalendar.daysBetween('2026-10-01', '2026-10-07')
    expect(holiday.some((day) => directory.dutyLeader(day)?.id === 'P02')).toBe(false)
    expect(directory.dutyLeader('2026-09-08')?.id).toBe('P03')
    expect(turnOf(directory, LEADER, '2026-09-08')).toMatchObject({ rostered: 'G01', owner: undefined })
  })

  test('on leave the substitute answers, the turn stays the owner’s', () => {
    const directory = directoryWith({ leaves: [grantedLeave('A01', '2026-09-02', '2026-09-02', 'P04')] })
    expect(turnOf(directory, LEADER, '2026-09-02')).toMatchObject({
      owner: { id: 'A01' },
      person: { id: 'P04' },
    })
    expect(directory.dutyLeader('2026-09-02')?.id).toBe('P04')
    expect(directory.dutyLeader('2026-09-09')?.id).toBe('A01')
  })
})

describe('teachers at their places', () => {
  test('by the weekday the day follows; nobody on days without lessons', () => {
    expect(dutyTeachersOn(school, '2026-09-20').map(({ person }) => person.id)).toEqual([
      'T13',
      'T23',
      'T33',
      'T53',
      'S06',
    ])
    expect(dutyTeachersOn(school, '2026-10-01')).toEqual([])
    expect(seatsOn(school, '2026-10-01')).toEqual([LEADER])
  })

  test('an empty place is nobody else’s', () => {
    const directory = directoryWith({ left: ['T12'] })
    expect(dutyTeachersOn(directory, '2026-09-07', ['校门口'])).toEqual([])
    expect(dutyTeachersOn(school, '2026-09-07', ['校门口'])).toMatchObject([{ person: { id: 'T12' } }])
  })
})

describe('replacements', () => {
  const wish = { from: '2026-09-03', to: '2026-09-04', person: 'P03', reason: '开会', by: 'G01' }

  test.each([
    ['yesterday', { from: '2026-09-01' }, 'past'],
    ['turned round', { from: '2026-09-05' }, 'days-reversed'],
    ['longer than a term', { to: '2027-05-01' }, 'too-long'],
    ['without a reason', { reason: ' ' }, 'no-reason'],
    ['of oneself', { insteadOf: 'P03' }, 'same-person'],
    ['from today', { from: '2026-09-02' }, undefined],
  ])('%s', (_, change, code) => {
    expect(codeOf(() => replaceTurns({ ...wish, ...change }, '2026-09-02')(undefined))).toBe(code)
  })

  test('only the turns of the one replaced, unless it is whoever’s turn', () => {
    const ofA01 = rosterAfter(LEADER, [
      { ...wish, on: '2026-09-01', from: '2026-09-01', to: '2026-09-30', insteadOf: 'A01' },
    ])
    const directory = directoryWith({ replacements: new Map([ofA01]) })
    expect(directory.dutyLeader('2026-09-02')?.id).toBe('P03')
    expect(directory.dutyLeader('2026-09-03')?.id).toBe('M01')
    const anybody = directoryWith({
      replacements: new Map([rosterAfter(LEADER, [{ ...wish, on: '2026-09-01' }])]),
    })
    expect(anybody.dutyLeader('2026-09-03')?.id).toBe('P03')
    expect(anybody.dutyLeader('2026-09-05')?.id).not.toBe(undefined)
  })

  test('replaced twice: the later one counts, and one of somebody who no longer has the turn does nothing', () => {
    const day = { from: '2026-09-03', to: '2026-09-03', reason: '开会', by: 'G01', on: '2026-09-01' }
    const first = { ...day, insteadOf: 'M01', person: 'P03' }
    const second = { ...day, insteadOf: 'P03', person: 'P04' }
    const stale = { ...day, insteadOf: 'M01', person: 'G01' }
    const directory = directoryWith({ replacements: new Map([rosterAfter(LEADER, [first, second, stale])]) })
    expect(directory.dutyLeader('2026-09-03')?.id).toBe('P04')
  })

  test('the past does not change: whatever is arranged on a day leaves every day before it as it was', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }).map((ahead) => addDays('2026-09-01', ahead)),
        fc.array(anyReplacement, { maxLength: 6 }),
        fc.constantFrom(LEADER, ...placesOf(school)),
        (today, wishes, seat) => {
          const made = wishes.flatMap(({ start, length, person, insteadOf }) => {
            const from = addDays('2026-08-20', start)
            const arranged = { from, to: addDays(from, length), person, reason: '外出', by: 'G01', on: today }
            const all = { ...arranged, ...(insteadOf && { insteadOf }) }
            return codeOf(() => replaceTurns(all, today)(undefined)) === undefined ? [all] : []
          })
          const after = directoryWith({ replacements: new Map([rosterAfter(seat, made)]) })
          for (let back = 1; back <= daysBetween('2026-08-20', today); back++) {
            const day = addDays(today, -back)
            expect(holderOf(after, seat, day)?.id).toBe(holderOf(school, seat, day)?.id)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
