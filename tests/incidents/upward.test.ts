import { describe, expect, test } from 'vitest'
import { changeLevel, report } from '../../src/incidents/decide.ts'
import { incident } from '../../src/incidents/evolve.ts'
import type { Incident, IncidentLevel } from '../../src/incidents/incident.ts'
import * as upward from '../../src/incidents/upward.ts'
import { HOUR_MS, instantOf, MINUTE_MS } from '../../src/time.ts'

const REPORTED = instantOf('2026-09-15', '10:00')
const at = (minutes: number) => REPORTED + minutes * MINUTE_MS

const fresh = (category: string, text = '出事了', level: IncidentLevel = 'serious'): Incident =>
  become(
    undefined,
    report({
      number: 1,
      text,
      place: null,
      category,
      level,
      urgent: true,
      restricted: false,
      reporter: 'T31',
      eventAtMs: null,
      learnedAtMs: REPORTED,
      photos: [],
    }),
    0,
  )

function become(state: Incident | undefined, decide: (state: never) => object[], minutes: number): Incident {
  return decide(state as never).reduce<Incident | undefined>(
    (now, event) => incident.evolve(now, event as never, { id: '1', atMs: at(minutes), actor: null }),
    state,
  )!
}

const up = (receiver: string, minutes: number) =>
  upward.reportUp({ receiver, atMs: at(minutes) }, 'P03', at(minutes + 5))

describe('what went up', () => {
  test('the time somebody above heard is kept apart from the time it was recorded; late is computed', () => {
    const inTime = become(fresh('traffic'), up('区教育局', 59), 90)
    expect(inTime.upward).toEqual([{ receiver: '区教育局', atMs: at(59), enteredBy: 'P03' }])
    expect([upward.isUpwardSettled(inTime), upward.minutesLate(inTime)]).toEqual([true, 0])
    const late = become(fresh('traffic'), up('区教育局', 73), 78)
    expect(upward.minutesLate(late)).toBe(13)
    // A later report to somebody else does not make the first one late.
    expect(upward.minutesLate(become(inTime, up('区应急局', 200), 205))).toBe(0)
  })

  test('the same again is nothing new, a further report is', () => {
    const state = become(fresh('traffic'), up('区教育局', 30), 35)
    expect(up('区教育局', 30)(state)).toEqual([])
    expect(become(state, up('区教育局', 90), 95).upward).toHaveLength(2)
  })

  test.each([
    ['', 30, '报给了哪个部门'],
    ['区教育局', 60 * 24, '还没有到'],
    ['区教育局', -60 * 25, '早于'],
  ])('%j at %i minutes is refused', (receiver, minutes, words) => {
    const given = { receiver, atMs: at(minutes) }
    expect(() => upward.reportUp(given, 'P03', at(60))(fresh('traffic'))).toThrow(words)
  })

  test('sexual harm and serious bullying: the police is a receiver of its own', () => {
    for (const category of ['sexual', 'bullying']) {
      const told = become(fresh(category), up('区教育局', 20), 25)
      expect(upward.missingReceivers(told)).toEqual(['police'])
      expect(upward.isUpwardSettled(told)).toBe(false)
      const both = become(told, up('城关派出所', 80), 85)
      expect([upward.isUpwardSettled(both), upward.minutesLate(both)]).toEqual([true, 20])
    }
    expect(upward.missingReceivers(fresh('bullying', '推搡', 'minor'))).toEqual(['superior'])
  })
})

describe('that nothing goes up', () => {
  const waive = (state: Incident, head = true) => upward.waive('误报，人已找到', 'P02', head)(state)

  test('only a head decides, with a reason; who decided is kept, and it is over', () => {
    expect(() => waive(fresh('missing'), false)).toThrow('只能由校长或书记')
    expect(() => upward.waive(' ', 'P01', true)(fresh('missing'))).toThrow('理由')
    const state = become(fresh('missing'), upward.waive('误报，人已找到', 'P02', true), 20)
    expect(state.waived).toEqual({ by: 'P02', atMs: at(20), reason: '误报，人已找到' })
    expect(upward.isUpwardSettled(state)).toBe(true)
    expect(upward.waive('再说一遍', 'P01', true)(state)).toEqual([])
  })

  test('void when it turns serious anew', () => {
    let state = become(fresh('missing'), upward.waive('误报', 'P02', true), 20)
    state = become(state, changeLevel('minor', '误报', 'P02', true), 21)
    state = become(state, changeLevel('serious', '', 'T31', false), 60)
    expect(upward.isUpwardSettled(state)).toBe(false)
    expect(upward.upwardDueMs(state)).toBe(at(60) + HOUR_MS)
    expect(state.reportedAtMs).toBe(REPORTED)
  })

  test.each([
    ['sexual', '疑似性侵'],
    ['bullying', '围殴'],
    ['food_poisoning', '五人呕吐'],
    ['infectious', '一班六人发热'],
    ['intrusion', '持刀闯入'],
    ['fire', '厨房起火，一人烫伤'],
    ['utility', '燃气泄漏，两名工人晕倒'],
    ['injury', '学生溺亡'],
  ])('never for %s: %s', (category, text) => {
    expect(() => waive(fresh(category, text))).toThrow('必须上报')
  })

  test.each([
    ['fire', '厨房起火，已扑灭，没有人受伤'],
    ['utility', '燃气报警，无人员伤亡'],
    ['injury', '操场摔倒骨折'],
  ])('allowed for %s: %s', (category, text) => {
    expect(waive(fresh(category, text))).toHaveLength(1)
  })

  test('a death that becomes known later takes the decision back', () => {
    const state = become(fresh('injury'), upward.waive('轻伤', 'P01', true), 20)
    const worse = { ...state, notes: [{ by: 'A03', atMs: at(90), text: '抢救无效死亡' }] }
    expect(upward.isUpwardSettled(worse)).toBe(false)
  })

  test('not for a minor one, not once something went up', () => {
    expect(() => waive(fresh('missing', '没接到', 'minor'))).toThrow('轻微')
    expect(() => waive(become(fresh('missing'), up('区教育局', 5), 6))).toThrow('已经登记了上报')
  })
})

test('the written report names its file once, and is late after two hours', () => {
  expect(() => upward.writeUp(' ', 'P03')(fresh('traffic'))).toThrow('文件名')
  const state = become(fresh('traffic'), upward.writeUp('情况报告.docx', 'P03'), 119)
  expect([state.written?.file, upward.isWrittenLate(state)]).toEqual(['情况报告.docx', false])
  expect(upward.writeUp('情况报告.docx', 'P03')(state)).toEqual([])
  expect(upward.isWrittenLate(become(fresh('traffic'), upward.writeUp('a', 'P03'), 121))).toBe(true)
})

test('a flag is set once and stays', () => {
  const state = become(fresh('traffic'), upward.flag('迟报风险'), 60)
  expect(state.flags).toEqual(['迟报风险'])
  expect(upward.flag('迟报风险')(state)).toEqual([])
  expect(become(state, up('区教育局', 80), 80).flags).toEqual(['迟报风险'])
})
