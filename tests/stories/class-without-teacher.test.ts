import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, type World } from '../world.ts'

let world: World
afterEach(() => {
  world.everybodyReads(/./)
  return world.close()
})

const office = () => world.person('贺栎生')
const open = async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: schoolWith('chk-homeroom-morning') })
  world.everybodyReads(/./)
}
const WANTED = '三(1)班班主任没有人担任，这个班每天的检查没有人收到'
const gapCards = () =>
  world
    .unread()
    .filter(({ got }) => got.title === '有消息送不到人')
    .map(({ name }) => name)

test('a class left without a teacher is named at once, and to the office every school day', async () => {
  await open()
  const said = await office().says('/任职 单念蘅 班主任 三(2)班 任课教师')
  expect(said.text).toContain('三(1)班现在没有班主任')
  expect(said.text).not.toContain('三(2)班现在没有班主任')
  await world.at('12:00')
  expect(office().gets('有消息送不到人').text.replaceAll('*', '')).toContain(WANTED)
  world.everybodyReads(/./)
  await world.at('2026-09-03 12:00')
  expect(gapCards()).toEqual(['贺栎生', '杭砥平'])
  world.everybodyReads(/./)
  await office().says('/任职 顾鹿蓁 班主任 三(1)班 任课教师')
  await world.at('2026-09-04 12:00')
  expect(gapCards(), 'mended').toEqual([])
})

test('nobody is the teacher of two classes', async () => {
  await open()
  const said = await office().says('/任职 单念蘅 班主任 三(1)班 三(2)班')
  expect(said.text).toBe('一个人只能当一个班的班主任，请只写一个班。')
  expect((await world.town.directory()).class('C302')?.homeroom).toBe('T32')
  const none = await office().says('/任职 安画桥 班主任 三(1)班 任课教师')
  expect(none.text).not.toContain('没有班主任')
})
