import { expect, test } from 'vitest'
import { dismiss, report } from '../../src/hazards/decide.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import type { Hazard, Severity } from '../../src/hazards/hazard.ts'
import * as papers from '../../src/hazards/papers.ts'
import { instantOf, MINUTE_MS } from '../../src/time.ts'
import { REPORTED } from './made.ts'

const NOW = instantOf('2026-09-15', '10:00')

function become(state: Hazard | undefined, decide: (state: never) => object[]): Hazard {
  return decide(state as never).reduce<Hazard | undefined>(
    (now, event) => hazard.evolve(now, event as never, { id: '1', atMs: NOW, actor: null }),
    state,
  )!
}

const fresh = (severity: Severity = 'major'): Hazard =>
  become(
    undefined,
    report({ ...REPORTED, text: '楼梯被锁', category: 'fire', severity, urgent: true }, 'G01'),
  )

const PLAN = { measure: '换锁', person: '鲁锦木', money: '0', date: '2026-09-18' }

test('a plan names measure, person, money and date; the same again is nothing new, a better one replaces it', () => {
  expect(() => papers.planMending({ ...PLAN, money: '', date: '' }, 'G01')(fresh())).toThrow(/资金.*完成日期/)
  const state = become(fresh(), papers.planMending({ plan: '', ...PLAN }, 'G01'))
  expect(state.plan).toEqual(PLAN)
  expect(papers.planMending(PLAN, 'G01')(state)).toEqual([])
  expect(become(state, papers.planMending({ ...PLAN, money: '800' }, 'G01')).plan?.money).toBe('800')
})

test('a report upward has a receiver and a time of its own', () => {
  const up = (receiver: string, minutes: number) =>
    papers.reportUp({ receiver, atMs: NOW + minutes * MINUTE_MS }, 'P03', NOW)
  expect(() => up(' ', -5)(fresh())).toThrow('哪个部门')
  expect(() => up('区教育局', 30)(fresh())).toThrow('还没有到')
  expect(() => up('区教育局', -60 * 25)(fresh())).toThrow('太多')
  const state = become(fresh(), up('区教育局', -5))
  expect(state.upward).toEqual([{ receiver: '区教育局', atMs: NOW - 5 * MINUTE_MS, enteredBy: 'P03' }])
  expect(up('区教育局', -5)(state)).toEqual([])
})

test('that no listing is asked for needs a reason, and is decided once', () => {
  expect(() => papers.keepUnlisted('', 'P01')(fresh())).toThrow('理由')
  expect(() => papers.keepUnlisted('当天能改完', 'P01')(fresh('general'))).toThrow('一般隐患')
  const state = become(fresh(), papers.keepUnlisted('当天能改完', 'P01'))
  expect(state.unlisted).toEqual({ by: 'P01', atMs: NOW, reason: '当天能改完' })
  expect(papers.keepUnlisted('再说', 'P03')(state)).toEqual([])
})

test('what is over takes no papers', () => {
  const over = become(fresh(), dismiss('误报', 'G03'))
  for (const decide of [
    papers.planMending(PLAN, 'G01'),
    papers.reportUp({ receiver: '区教育局', atMs: NOW }, 'P03', NOW),
    papers.keepUnlisted('当天能改完', 'P01'),
  ])
    expect(() => decide(over)).toThrow('已作废')
})
