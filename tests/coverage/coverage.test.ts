import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Cell } from '../../src/coverage/cell.ts'
import { coverageOf } from '../../src/coverage/coverage.ts'
import { mendsOf } from '../../src/coverage/mend.ts'
import type { Leave } from '../../src/leaves/leave.ts'
import { createDirectory, type Directory } from '../../src/people/directory.ts'
import { parseSchoolFile } from '../../src/people/school-file.ts'
import { wholeSchool } from '../world.ts'
import { dutyIds, redOf, staffIds } from './model.ts'
import { directoryOf, without } from './school.ts'

const TODAY = '2026-09-01'
let whole: Directory
beforeAll(async () => {
  whole = await directoryOf(wholeSchool())
})

const red = (cells: readonly Cell[]): string[] =>
  cells
    .filter(({ green }) => !green)
    .map(({ key }) => key)
    .toSorted()
const NONE = new Set<string>()
const expected = (gone: Set<string>, off: Set<string>) => [...redOf(gone, off)].toSorted()

test('the whole sample school has no blind spot, and no cell asks twice', () => {
  const cells = coverageOf(whole, TODAY)
  expect(red(cells)).toEqual([])
  expect(new Set(cells.map(({ key }) => key)).size).toBe(cells.length)
  const of = (dimension: string) => cells.filter((each) => each.dimension === dimension).length
  expect([of('person'), of('class'), of('point'), of('time')]).toEqual([128, 24, 24, 130])
})

test('without any one person exactly the cells that rest on nobody else turn red', () => {
  for (const id of staffIds)
    expect(red(coverageOf(without(whole, new Set([id])), TODAY)), id).toEqual(expected(new Set([id]), NONE))
})

test('with any one duty switched off exactly the cells that rest on nothing else turn red', () => {
  for (const id of dutyIds)
    expect(red(coverageOf(without(whole, NONE, new Set([id])), TODAY)), id).toEqual(
      expected(NONE, new Set([id])),
    )
})

test('with one person left, or one duty, exactly what rests on it is green', () => {
  for (const id of staffIds) {
    const gone = new Set(staffIds.filter((other) => other !== id))
    expect(red(coverageOf(without(whole, gone), TODAY)), id).toEqual(expected(gone, NONE))
  }
  for (const id of dutyIds) {
    const off = new Set(dutyIds.filter((other) => other !== id))
    expect(red(coverageOf(without(whole, NONE, off), TODAY)), id).toEqual(expected(NONE, off))
  }
})

test('whoever else is gone and whatever else is off, the same holds', () => {
  const some = (ids: string[]) => fc.uniqueArray(fc.constantFrom(...ids), { maxLength: ids.length })
  fc.assert(
    fc.property(some(staffIds), some(dutyIds), (people, duties) => {
      const [gone, off] = [new Set(people), new Set(duties)]
      expect(red(coverageOf(without(whole, gone, off), TODAY))).toEqual(expected(gone, off))
    }),
    { numRuns: 60 },
  )
})

test('a green cell says who, a red one how it is mended; a person who came back is there again', () => {
  const cells = coverageOf(without(whole, new Set(['W04', 'G04'])), TODAY)
  for (const each of cells) expect(each.green ? each.says : each.mend, each.key).not.toBe('')
  const mends = mendsOf(cells)
  expect(mends).toContain('水电工还没有人：请安全办公室发送「/任职 姓名 水电工」。')
  expect(mends).toContain(
    '周一至周五 19:00–19:30 没有人负责：请在学校资料里给这段时间排上保安班次或值班领导，再运行 npm run seed -- --update。',
  )
  expect(red(coverageOf(without(without(whole, new Set(['W04'])), NONE), TODAY))).not.toEqual([])
  expect(red(coverageOf(whole, TODAY))).toEqual([])
})

test('a school with a bus must have somebody for it, one without a canteen nobody for that', async () => {
  const school = wholeSchool()
  const keys = async (more: object) => {
    const json = JSON.parse(JSON.stringify({ ...school, school: { ...school.school, ...more } }))
    return new Map(
      coverageOf(await directoryOf(parseSchoolFile(json)), TODAY).map((each) => [each.key, each]),
    )
  }
  const bus = await keys({ has_bus: true })
  expect(bus.get('post/bus_keeper/held')?.green).toBe(false)
  expect(bus.get('duty/chk-bus-daily')?.mend).toContain('没有启用')
  const bare = await keys({ has_canteen: false })
  expect([...bare.keys()].filter((key) => /canteen|food/.test(key))).toEqual(['duty/mtg-food-monthly'])
})

test('a school that has told us nothing is red all over, in whole sentences', async () => {
  const bare = await directoryOf(
    parseSchoolFile({ school: { name: '小溪小学' }, staff: [{ id: 'P1', name: '甲一' }] }),
  )
  const cells = new Map(coverageOf(bare, TODAY).map((each) => [each.key, each]))
  for (const key of ['post/principal/held', 'person/P1/business', 'person/P1/safety', 'time/1/06:30'])
    expect(cells.get(key)?.green, key).toBe(false)
  expect(mendsOf([...cells.values()]).every((mend) => mend.endsWith('。'))).toBe(true)
})

/** The sample school with something of its duty roster written otherwise. */
const withRoster = async (change: object): Promise<Cell[]> => {
  const school = wholeSchool()
  const duty_roster = { ...school.duty_roster, ...change }
  return coverageOf(
    await directoryOf(parseSchoolFile(JSON.parse(JSON.stringify({ ...school, duty_roster })))),
    TODAY,
  )
}

test('a guard with another post leaves his shift empty, whoever else is there', () => {
  const guards = ['W01', 'W02', 'W03', 'W04']
  for (const gone of [...guards.map((id) => [id]), guards]) {
    const people = whole.people.map((who) =>
      gone.includes(who.id) ? { ...who, posts: ['subject_teacher'], postedAtMs: 1 } : who,
    )
    const cells = coverageOf(createDirectory(whole.school, people, [], whole), TODAY)
    expect(red(cells), gone.join()).toEqual([...redOf(NONE, NONE, new Set(gone))].toSorted())
  }
})

test('days off have a leader of their own', async () => {
  const lead = { ...wholeSchool().duty_roster.duty_leader_by_weekday }
  expect(red(await withRoster({ duty_leader_weekend: undefined }))).toEqual(['roster/off/leader'])
  expect(
    red(
      await withRoster({
        duty_leader_weekend: undefined,
        duty_leader_by_weekday: { ...lead, 6: 'P03', 7: 'P04' },
      }),
    ),
  ).toEqual([])
})

test('every place a teacher stands at has its cell, whether it has a name or not', async () => {
  const { duty_teacher_by_weekday: listed } = wholeSchool().duty_roster
  const seats = async (change: object, weekday: number) =>
    (await withRoster(change)).filter(({ key }) => key.startsWith(`roster/${weekday}/`))
  const sixth = await seats({ duty_teacher_by_weekday: { ...listed, 1: [...listed['1']!, 'T51'] } }, 1)
  expect(sixth.map(({ key, green }) => [key, green])).toContainEqual(['roster/1/值日岗6', true])
  const others = await seats({ duty_teacher_by_weekday: { ...listed, 1: [...listed['1']!, 'T51'] } }, 2)
  expect(others.filter(({ green }) => !green).map(({ key }) => key)).toEqual(['roster/2/值日岗6'])
  const unnamed = await seats({ duty_teacher_posts: [] }, 3)
  expect(unnamed).toHaveLength(6)
})

test('everybody on leave is nobody there; a stand-in for one of them is somebody', () => {
  const away = (ids: readonly string[], substitute?: string) =>
    createDirectory(
      whole.school,
      [...whole.people],
      ids.map(
        (person): Leave => ({
          id: person,
          person,
          firstDay: TODAY,
          lastDay: '2027-12-31',
          reason: '病假',
          status: 'granted',
          askedAtMs: 0,
          ...(substitute && { substitute }),
        }),
      ),
      whole,
    )
  const cells = coverageOf(away(staffIds), TODAY)
  const asked = cells.filter(({ key }) => !/^person|\/(business|safety|duties)$|legal_vp/.test(key))
  expect(asked.filter(({ green }) => green).map(({ key }) => key)).toEqual([])
  expect(mendsOf(cells)).toContain(
    '校长的责任人都在请假，没有人替：请他们重新请假、写明由谁替，或另外安排人。',
  )
  expect(red(coverageOf(away(['T31'], 'T32'), TODAY))).toEqual([])
})

test('no way to mend it speaks of the keys of a file', async () => {
  const bare = await directoryOf(
    parseSchoolFile({
      school: { name: '小溪小学' },
      departments: [{ id: 'office', name: '办公室' }],
      classes: [{ id: 'C1', name: '一(1)班', grade: 1 }],
      patrol_points: [{ id: 'X1', name: '校门' }],
      staff: [{ id: 'P1', name: '甲一' }],
    }),
  )
  const mends = mendsOf(coverageOf(bare, TODAY))
  expect(mends.filter((mend) => /[a-z]+_[a-z]+|\([a-z]+\)|duties/.test(mend))).toEqual([])
  expect(mends).toContain(
    '巡查点「校门」没有责任人：请在学校资料里给「校门」写上责任人，再运行 npm run seed -- --update。',
  )
})
