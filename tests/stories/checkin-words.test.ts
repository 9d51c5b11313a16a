import { afterEach, expect, test } from 'vitest'
import type { World } from '../world.ts'
import { checkinOf, classCheckin, countOf, morning, setAside, staffCheckin } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const ID = classCheckin('C301')
const teacher = () => world.person('单念蘅')

test('a class is reported well in whatever words say so', async () => {
  world = await morning()
  await teacher().says('/打卡 未发现异常，谢谢')
  expect(await checkinOf(world, ID)).toMatchObject({ status: 'done', answer: { normal: true, present: 42 } })
})

test('a child that did not come is reported with the words, and the numbers are still asked', async () => {
  world = await morning()
  const asked = await teacher().says('/打卡 有个孩子没到校，家长联系不上')
  expect(asked.buttons).toEqual(['有人没到', '有人不舒服', '教室有问题', '不止一项', '返回'])
  expect(await countOf(world, 'incidents')).toBe(1)
  expect((await checkinOf(world, ID)).answer).toBeUndefined()
  setAside(world)
})

test('words that are neither are kept in one question, and every answer takes them along', async () => {
  world = await morning()
  const asked = await teacher().says('/打卡 那边怪怪的')
  expect(asked.text).toContain('您写的是「那边怪怪的」。正常，还是有情况？')
  expect(asked.buttons).toEqual(['有事件', '有隐患', '有人没到或不舒服', '全班正常', '返回'])
  expect((await checkinOf(world, ID)).answer).toBeUndefined()
  await teacher().submits('有隐患', { text: '那边怪怪的' })
  expect(await countOf(world, 'hazards')).toBe(1)
  await teacher().says('/打卡 那边怪怪的')
  await teacher().submits('全班正常', { text: '门口有人闹事' })
  expect(await countOf(world, 'incidents')).toBe(1)
  expect((await checkinOf(world, ID)).answer).toBeUndefined()
  await teacher().says('/打卡 那边怪怪的')
  await teacher().submits('全班正常', { text: '那边怪怪的' })
  expect((await checkinOf(world, ID)).answer).toMatchObject({ normal: true })
  setAside(world)
})

test('trouble typed at a check-in whose day is over is filed all the same', async () => {
  world = await morning()
  await world.at('2026-09-02 00:10')
  setAside(world)
  const told = await world.person('安画桥').says(`/打卡 ${staffCheckin('S06')} 教学楼B二楼消防通道堵了`)
  expect(told.text).toContain('已登记隐患 1')
  expect(await countOf(world, 'hazards')).toBe(1)
  setAside(world)
})
