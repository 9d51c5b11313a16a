import { afterEach, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { instantOf } from '../../src/time.ts'
import { findState } from '../states.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const office = () => world.person('贺栎生')
const instance = (id: string) => findState<Instance>(world.town.db, 'duty_instances', id)

test('a post given to one moves nobody else’s turn, and nothing that was passed on by hand', async () => {
  const INSPECTION = 'ins-dept-weekly.academic.2026-W37'
  world = await openWorld({
    at: '2026-09-07 18:00',
    school: schoolWith('ptl-gate-escort', 'chk-duty-leader-shift', 'ins-dept-weekly'),
  })
  // One before the day is laid out, one after.
  await world.person('田芸归').says('/值班 替 9月8日 叶梅砚 去区里开会')
  await world.at('2026-09-08 06:30')
  await office().says('/值班 替 今天 值班领导 阮知微 外出开会')
  await world.person('陆芷衡').says(`/转办 ${INSPECTION} 杭砥平 外出培训`)
  const before = await scheduled()
  expect(before.length).toBeGreaterThan(2)
  const said = await office().says('/任职 毕云栈 图书管理员 任课教师')
  expect(said.text).toContain('还没开始的 0 项')
  expect(await scheduled()).toEqual(before)
  await world.at('09:10')
  expect(await ownersOf('ptl-gate-escort')).toEqual(['T11', 'T11'])
  expect(await ownersOf('chk-duty-leader-shift')).toEqual(['P04', 'P04'])
  expect(await instance(INSPECTION)).toMatchObject({ owner: 'G03' })
  setAside(world)
})

test('a new holder gets what has not begun, which is no passing on: the first /转办 stays his own word', async () => {
  const ROUND = 'ptl-fire-daily.school.2026-09-02'
  world = await openWorld({ at: '2026-09-02 06:00', school: schoolWith('ptl-fire-daily') })
  await world.at('06:30')
  expect((await office().says('/任职 毕云栈 水电工 任课教师')).text).toContain('还没开始的 1 项')
  await office().says('/任职 鲁锦木 保洁员')
  expect(await instance(ROUND)).toMatchObject({ owner: 'E02', status: 'scheduled', transfers: [] })
  expect((await eventsOf(world, 'duty', ROUND)).at(-1)).toMatchObject({
    kind: 'duty.reassigned',
    data: { to: 'E02', by: 'G01' },
  })
  const passed = await world.person('毕云栈').says(`/转办 ${ROUND} 邱穗和 上课`)
  expect(passed.tags).toEqual(['已转办 1 次'])
  setAside(world)
})

test('what fell due of a post while nobody held it is the new holder’s from the same minute on', async () => {
  const PLAN = 'rpt-annual-plan.school.2027'
  const ROUND = 'ptl-fire-daily.school.2026-12-31'
  world = await openWorld({
    at: '2026-12-24 10:00',
    school: schoolWith('rpt-annual-plan', 'ptl-fire-daily'),
  })
  for (const name of ['聂怀谷', '鲁锦木']) await world.emulator.resign(world.person(name).openId)
  await world.town.settleAnswers()
  await world.at('2026-12-31 08:10')
  expect([await instance(PLAN), await instance(ROUND)]).toEqual([undefined, undefined])
  const said = await world.person('钟砚舟').says('/任职 阮知微 分管安全副校长 分管教学副校长')
  expect(said.text).toContain('补上 1 项')
  await office().says('/任职 毕云栈 水电工 任课教师')
  await world.at('08:12')
  expect(await instance(PLAN)).toMatchObject({ owner: 'P04', status: 'open' })
  expect(await instance(ROUND)).toMatchObject({ owner: 'E02', status: 'open' })
  setAside(world)
  await world.at('2027-01-13 09:30')
  expect((await world.person('阮知微').says('/今日')).text).toContain('年度安全工作计划')
  setAside(world)
})

test('a new leader has a count of the year, and its steps come even when everybody else has finished', async () => {
  const COUNT = 'ins-leader-two.T31.2026'
  world = await openWorld({ at: '2026-12-09 10:00', school: schoolWith('ins-leader-two') })
  await world.at('10:05')
  for (const [by, whose] of [
    ['沈听澜', 'P01'],
    ['钟砚舟', 'P02'],
    ['钟砚舟', 'P03'],
    ['钟砚舟', 'P04'],
  ] as const)
    await world.person(by).says(`/免做 ins-leader-two.${whose}.2026 长期病假`)
  await world.at('2026-12-11 10:00')
  await world.person('钟砚舟').says('/任职 单念蘅 分管安全副校长 班主任 三(1)班 任课教师')
  await world.at('10:02')
  expect(await instance(COUNT)).toMatchObject({ owner: 'T31', status: 'open' })
  await world.at('2027-01-04 09:10')
  expect(await instance(COUNT)).toMatchObject({ status: 'missed' })
  expect(await instance('ins-leader-two.T31.2027')).toMatchObject({ owner: 'T31' })
  setAside(world)
})

async function scheduled(): Promise<string[]> {
  const rows = await world.town.db.all<{ state: string }>(
    "SELECT state FROM duty_instances WHERE status = 'scheduled' ORDER BY id",
  )
  return rows.map(({ state }) => state)
}

async function ownersOf(duty: string): Promise<string[]> {
  const rows = await world.town.db.all<{ responsible: string }>(
    'SELECT responsible FROM duty_instances WHERE duty = ? AND due_at > ? ORDER BY id',
    [duty, instantOf('2026-09-08')],
  )
  return rows.map(({ responsible }) => responsible)
}

test('a class changes its teacher while a duty is open: both hear of it by the handover, and it is open for them', async () => {
  const DISMISSAL = 'chk-homeroom-dismissal.C301.2026-09-01'
  world = await openWorld({ at: '2026-09-01 16:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.at('16:40')
  setAside(world)
  expect(await instance(DISMISSAL)).toMatchObject({ owner: 'T31', status: 'open' })
  const said = await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
  expect(said.text).toContain('单念蘅手里还没办完的，已请安画桥接手')
  await world.at('16:45')
  const given = world.person('单念蘅').gets('交接')
  expect(given.text).toContain('放学路队')
  const taken = world.person('安画桥').gets('交接')
  expect(taken.buttons).toContain('确认接手')
  expect(await instance(DISMISSAL), 'until both say yes').toMatchObject({ owner: 'T31' })
  expect(world.unread(), 'once each').toEqual([])
})

test('given other posts with nothing open: told once, by a note that leads to the duties', async () => {
  world = await openWorld({ at: '2026-09-02 09:00', school: schoolWith('ptl-fire-daily') })
  await office().says('/任职 毕云栈 图书管理员 任课教师')
  await world.at('09:05')
  const note = world.person('毕云栈').gets('您的岗位有调整')
  expect(note.text).toContain('图书管理员、任课教师')
  await office().says('/任职 毕云栈 图书管理员 任课教师')
  await world.at('09:10')
  expect(world.person('毕云栈').unread(), 'the same posts again').toEqual([])
  setAside(world)
})
