import { afterEach, expect, test } from 'vitest'
import type { Handover } from '../../src/handovers/handover.ts'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { openWorld, quietSchool, type World } from '../world.ts'

// Several posts change hands at once: what somebody took with a post does not travel on with the one before it.

let world: World
afterEach(() => {
  world.everybodyReads(/./)
  return world.close()
})

const office = () => world.person('贺栎生')
const states = async <T>(table: string): Promise<T[]> =>
  (await world.town.db.all<{ state: string }>(`SELECT state FROM ${table} ORDER BY id`)).map(
    ({ state }) => JSON.parse(state) as T,
  )
const menders = async () => (await states<Hazard>('hazards')).map(({ rectifier }) => rectifier)
const open = async () => (await states<Handover>('handovers')).filter(({ status }) => status === 'open')
const nameOf = async (id: string) => (await world.town.directory()).person(id)!.name
const owners = async () =>
  (await world.town.directory()).school.file.patrol_points.map(({ id, owner }) => `${id} ${owner}`)

/** 单念蘅 has hazard 1, 顾鹿蓁 hazard 2: each of the own class. */
const atWork = async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  for (const [order, who] of ['单念蘅', '顾鹿蓁'].entries()) {
    await world.person('霍溪亭').says(`/隐患 教学楼B${order + 1}楼走廊有块地砖翘起来了`)
    await office().says(`/隐患 ${order + 1} 接收 ${who}`)
  }
  await world.at('10:05')
}
/** Both say yes to the handover of one person that is under way. */
const bothConfirm = async (giver: string) => {
  const about = (await open()).find((each) => each.giver === giver)!
  for (const id of [about.giver, about.taker])
    await world.person(await nameOf(id)).says(`/交接 ${about.id} 确认`)
}
const swapped = async () => {
  await atWork()
  await office().says('/任职 单念蘅 班主任 三(2)班 任课教师')
  await office().says('/任职 顾鹿蓁 班主任 三(1)班 任课教师')
  await world.at('10:10')
}

test('two teachers change classes: both handovers begin by themselves, each from one to the other', async () => {
  await swapped()
  expect((await open()).map(({ giver, taker }) => [giver, taker])).toEqual([
    ['T31', 'T32'],
    ['T32', 'T31'],
  ])
})

test.each([
  ['T31', 'T32'],
  ['T32', 'T31'],
])('two teachers change classes, %s confirmed first: each ends with what the other had', async (...order) => {
  await swapped()
  for (const giver of order) await bothConfirm(giver)
  expect(await open()).toEqual([])
  expect(await menders()).toEqual(['T32', 'T31'])
})

test.each([
  ['T31', 'T32'],
  ['T32', 'T31'],
])('a class passed along a row of three, %s confirmed first: nothing goes two steps', async (...order) => {
  await atWork()
  await office().says('/任职 顾鹿蓁 班主任 三(1)班 任课教师')
  await office().says('/任职 安画桥 班主任 三(2)班 任课教师')
  await world.at('10:10')
  expect((await open()).map(({ giver, taker }) => [giver, taker])).toEqual([
    ['T31', 'T32'],
    ['T32', 'S06'],
  ])
  for (const giver of order) await bothConfirm(giver)
  expect(await menders()).toEqual(['T32', 'S06'])
})

test('who gives up a class and goes on teaching keeps the turns and the corridor', async () => {
  await atWork()
  const before = await owners()
  await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
  await bothConfirm('T31')
  expect(await menders()).toEqual(['S06', 'T32'])
  expect(await owners()).toEqual(before)
  expect((await office().says('/值班 9月3日')).text).toContain('教学楼B：单念蘅')
})

test('a post taken and given up again takes nothing with it that was there before, nor what stays', async () => {
  await atWork()
  await office().says('/任职 单念蘅 班主任 三(1)班 任课教师 年级组长')
  await world.at('2026-09-03 10:00')
  await office().says('/任职 单念蘅 班主任 三(1)班 任课教师')
  expect(await open()).toEqual([])
  const keys = await office().says('/交接 单念蘅 安画桥 备用钥匙1把')
  expect(keys.text).toContain('备用钥匙1把')
  expect(keys.text).toContain('1 项')
  expect(keys.text).not.toContain('隐患')
  expect(keys.text).not.toContain('值班值日')
  await bothConfirm('T31')
  expect(await menders()).toEqual(['T31', 'T32'])
})
