import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCalendar } from '../../src/calendar/calendar.ts'
import { sayWarning } from '../../src/cards/warnings.ts'
import { stockSettings } from '../../src/duties/settings.ts'
import { DAY_MS, instantOf } from '../../src/time.ts'
import { lies, spansOf } from '../../src/warnings/spans.ts'
import type { Traced } from '../../src/warnings/trace.ts'
import { type Counted, slower, stuck, type Warning, worsening } from '../../src/warnings/warning.ts'
import { sampleSchool } from '../world.ts'

const calendar = createCalendar(sampleSchool().calendar)
const AS_OF = instantOf('2026-11-20', '16:30')
const spans = spansOf(calendar, '2026-11-20', AS_OF, 4)!

const traced = (number: number, more: Partial<Traced> = {}): Traced => ({
  id: String(number),
  number,
  reportedAtMs: instantOf('2026-11-18', '10:00'),
  place: { kind: 'building', building: '食堂', floor: 1, words: '食堂' },
  category: 'food',
  returns: 0,
  transfers: 0,
  reopens: 0,
  ...more,
})
const many = (count: number, from: number, day: string, more: Partial<Traced> = {}): Traced[] =>
  Array.from({ length: count }, (_, i) =>
    traced(from + i, { reportedAtMs: instantOf(day, '10:00'), ...more }),
  )
const partOf = ({ place }: Traced) => (place?.kind === 'building' ? place.building : undefined)
const counted = (hazards: Traced[], knowsTerm = true): Counted => ({ hazards, partOf, spans, knowsTerm })
const lines = (warnings: Warning[]) => warnings.map(sayWarning)

test('the weeks are those with school: this one until now, four, four before, and the term before', () => {
  expect([spans.now.firstDay, spans.now.lastDay]).toEqual(['2026-10-25', '2026-11-21'])
  expect([spans.before.firstDay, spans.before.lastDay]).toEqual(['2026-09-27', '2026-10-24'])
  expect([spans.term?.firstDay, spans.term?.lastDay]).toEqual(['2026-03-01', '2026-07-04'])
  expect(lies(spans.now, AS_OF)).toBe(true)
  expect(lies(spans.now, AS_OF + 1)).toBe(false)
})

test('September is held against June, not against the holidays; the first weeks of all against nothing', () => {
  const september = spansOf(calendar, '2026-09-04', instantOf('2026-09-04', '16:30'), 4)!
  expect(september.before.lastDay < '2026-06-20').toBe(true)
  expect(september.now.firstDay < '2026-07-01').toBe(true)
  expect(spansOf(calendar, '2025-09-19', instantOf('2025-09-19', '16:30'), 4)).toBeUndefined()
})

test('five after one is said with its numbers; two after one is no alarm, nor is five after four', () => {
  const five = many(5, 10, '2026-11-10')
  expect(lines(worsening(counted([...five, ...many(1, 1, '2026-10-20')], false), stockSettings))).toEqual([
    '食堂 4 周内 5 条（前 4 周 1 条）',
  ])
  expect(
    worsening(counted([...many(2, 10, '2026-11-10'), ...many(1, 1, '2026-10-20')]), stockSettings),
  ).toEqual([])
  expect(worsening(counted([...five, ...many(4, 1, '2026-10-20')]), stockSettings)).toEqual([])
})

test('what the term before had as often is no news', () => {
  const five = many(5, 100, '2026-11-10')
  const term = (count: number) => counted([...five, ...many(count, 1, '2026-04-15')])
  expect(lines(worsening(term(4), stockSettings))).toEqual([
    '食堂 4 周内 5 条（前 4 周 0 条，上学期平均 0.9 条）',
  ])
  expect(worsening(term(40), stockSettings)).toEqual([])
})

test('a category of one place is said once; one that is spread is said by itself', () => {
  const at = (building: string) => ({
    place: { kind: 'building' as const, building, floor: 1, words: building },
    category: 'electric',
  })
  const spread = [...many(3, 1, '2026-11-10', at('教学楼A')), ...many(3, 4, '2026-11-11', at('教学楼B'))]
  expect(lines(worsening(counted(spread, false), stockSettings))).toEqual([
    '用电 4 周内 6 条（前 4 周 0 条）',
  ])
  const one = worsening(counted(many(5, 1, '2026-11-10'), false), stockSettings)
  expect(one).toHaveLength(1)
})

test('back and forth is said of open ones only', () => {
  const hazards = [
    traced(1, { returns: 2 }),
    traced(2, { returns: 1, transfers: 1 }),
    traced(3, { transfers: 2 }),
    traced(4, { reopens: 1 }),
    traced(5, { returns: 3, closedAtMs: AS_OF - 1 }),
  ]
  expect(lines(stuck(hazards, stockSettings))).toEqual([
    '未销号隐患：多次退回 1 条，多次转交 1 条，销号后重开 1 条',
  ])
  expect(stuck([traced(2, { returns: 1, transfers: 1 })], stockSettings)).toEqual([])
})

test('slower is said where both spans closed enough', () => {
  const closed = (from: number, count: number, on: string, days: number) =>
    Array.from({ length: count }, (_, i) => {
      const closedAtMs = instantOf(on, '12:00')
      return traced(from + i, { closedAtMs, reportedAtMs: closedAtMs - days * DAY_MS })
    })
  const before = closed(1, 5, '2026-10-20', 1)
  expect(lines(slower([...before, ...closed(10, 6, '2026-11-10', 4.5)], spans, stockSettings))).toEqual([
    '销号变慢：4 周内 6 条，中位 4.5 天（前 4 周 5 条，1 天）',
  ])
  expect(slower([...before, ...closed(10, 4, '2026-11-10', 9)], spans, stockSettings)).toEqual([])
  expect(slower([...before, ...closed(10, 6, '2026-11-10', 2)], spans, stockSettings)).toEqual([])
})

test('whatever was reported: every number of a line is a count of the records, and no line is below its rule', () => {
  const when = fc.integer({ min: instantOf('2026-02-01'), max: AS_OF })
  const hazard = fc.record({
    reportedAtMs: when,
    building: fc.constantFrom('食堂', '教学楼A', '教学楼B'),
    category: fc.constantFrom('food', 'electric', 'fire'),
    returns: fc.nat(3),
    transfers: fc.nat(3),
    tookMs: fc.option(fc.integer({ min: 0, max: 30 * DAY_MS }), { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(hazard, { maxLength: 120 }), fc.boolean(), (given, knowsTerm) => {
      const hazards = given.map(({ building, tookMs, ...more }, i) =>
        traced(i + 1, {
          ...more,
          place: { kind: 'building', building, floor: null, words: building },
          ...(tookMs !== undefined &&
            more.reportedAtMs + tookMs <= AS_OF && { closedAtMs: more.reportedAtMs + tookMs }),
        }),
      )
      for (const warning of worsening(counted(hazards, knowsTerm), stockSettings)) {
        if (warning.kind !== 'more') throw new Error('only these grow')
        const names = { food: '食品与饮水', electric: '用电', fire: '消防' }
        const mine = hazards.filter((each) =>
          warning.of === 'place'
            ? partOf(each) === warning.name
            : warning.name === names[each.category as 'food'],
        )
        const inDays = (from: string, to: string, atMs: number) =>
          atMs >= instantOf(from) && atMs < instantOf(to, '24:00') && atMs <= AS_OF
        const now = mine.filter((each) => inDays('2026-10-25', '2026-11-21', each.reportedAtMs)).length
        const before = mine.filter((each) => inDays('2026-09-27', '2026-10-24', each.reportedAtMs)).length
        expect(now).toBeGreaterThanOrEqual(4)
        expect(sayWarning(warning)).toContain(`4 周内 ${now} 条（前 4 周 ${before} 条`)
        expect(warning.before.length).toBe(before)
        expect(now).toBeGreaterThanOrEqual(2 * warning.before.length)
        if (warning.term !== undefined) expect(now).toBeGreaterThan(warning.term)
      }
      const open = hazards.filter(({ closedAtMs }) => closedAtMs === undefined)
      const returned = open.filter(({ returns }) => returns >= 2).length
      const said = lines(stuck(hazards, stockSettings)).join()
      expect(said.includes(`多次退回 ${returned} 条`)).toBe(returned > 0)
    }),
    { numRuns: 200 },
  )
})
