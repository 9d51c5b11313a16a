import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ask, decideLeave, type Leave, type LeaveEvent, leave, withdraw } from '../../src/leaves/leave.ts'
import { addDays, daysBetween } from '../../src/time.ts'
import { codeOf } from '../refused.ts'

const TODAY = '2026-09-01'
const asked = (firstDay: string, lastDay = firstDay, more: object = {}) =>
  ask({ person: 'T31', firstDay, lastDay, reason: '复查', ...more }, TODAY)

describe('the days of a leave', () => {
  test.each([
    ['today', '2026-09-01', '2026-09-01', undefined],
    ['begun yesterday and not over', '2026-08-31', '2026-09-01', undefined],
    ['over', '2026-08-30', '2026-08-31', 'past'],
    ['backwards', '2026-09-05', '2026-09-03', 'days-reversed'],
    ['backwards and over', '2026-08-05', '2026-08-03', 'days-reversed'],
    ['a term', '2026-09-01', addDays('2026-09-01', 190), undefined],
    ['more than a term', '2026-09-01', addDays('2026-09-01', 191), 'too-long'],
    ['a year ahead', addDays(TODAY, 366), addDays(TODAY, 366), undefined],
    ['further ahead', addDays(TODAY, 367), addDays(TODAY, 367), 'too-far'],
  ])('%s', (_, firstDay, lastDay, code) => {
    expect(codeOf(() => asked(firstDay, lastDay)(undefined))).toBe(code)
  })

  test('whatever is asked, what is recorded is not over, no longer than a term and within a year', () => {
    const days = fc.integer({ min: -500, max: 500 }).map((ahead) => addDays(TODAY, ahead))
    let recorded = 0
    fc.assert(
      fc.property(days, days, (firstDay, lastDay) => {
        if (codeOf(() => asked(firstDay, lastDay)(undefined)) !== undefined) return
        recorded += 1
        expect(lastDay >= TODAY && lastDay >= firstDay).toBe(true)
        expect(daysBetween(firstDay, lastDay)).toBeLessThanOrEqual(190)
        expect(daysBetween(TODAY, firstDay)).toBeLessThanOrEqual(366)
      }),
      { numRuns: 1000 },
    )
    expect(recorded).toBeGreaterThan(50)
  })

  test('it needs a reason and somebody else to stand in, and is asked once', () => {
    expect(codeOf(() => asked(TODAY, TODAY, { reason: ' ' })(undefined))).toBe('no-reason')
    expect(codeOf(() => asked(TODAY, TODAY, { substitute: 'T31' })(undefined))).toBe('own-substitute')
    const before = evolve(asked(TODAY)(undefined))
    expect(codeOf(() => asked(TODAY)(before))).toBe('already-asked')
  })
})

const evolve = (events: LeaveEvent[], state?: Leave): Leave =>
  events.reduce<Leave | undefined>(
    (now, event) => leave.evolve(now, event, { id: '1', atMs: 0, actor: null }),
    state,
  )!

test('nobody decides on the own leave, a decision stands, and only its person takes a leave back', () => {
  const waiting = evolve(asked(TODAY)(undefined))
  expect(codeOf(() => decideLeave('granted', 'T31', '')(waiting))).toBe('own-leave')
  const granted = evolve(decideLeave('granted', 'S02', '')(waiting), waiting)
  expect(decideLeave('granted', 'S02', '')(granted)).toEqual([])
  expect(codeOf(() => decideLeave('refused', 'S02', '')(granted))).toBe('decided')
  expect(codeOf(() => withdraw('S02')(granted))).toBe('not-yours')
  expect(evolve(withdraw('T31')(granted), granted).status).toBe('withdrawn')
})
