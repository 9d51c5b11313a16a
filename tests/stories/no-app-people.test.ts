import { afterEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'
import {
  checkinOf,
  countOf,
  everythingTo,
  expectEntered,
  pathTo,
  setAside,
  staffCheckin,
} from './school-day.ts'

let world: World
afterEach(() => world.close())

async function afternoon(): Promise<void> {
  world = await openWorld({ at: '2026-09-01 14:20' })
  await world.at('14:45')
}
const canteen = () => world.person('窦丰和')

/** The `nth` button of that label on the newest card: several people stand on one. */
async function pressesNth(name: string, label: string, nth: number) {
  const card = everythingTo(world, name).at(-1)!
  const result = await world.emulator.press(world.person(name).openId, card.messageId, {
    path: pathTo(card.card!, label, nth),
  })
  await world.town.settle()
  return { ...everythingTo(world, name).at(-1)!, toast: result.toast?.content }
}

test('the canteen manager confirms the two without the app one by one on one card', async () => {
  await afternoon()
  const card = canteen().gets('今日双责')
  expect(card.text).toBe('侯芹芳 今日签到\n16:30 前\n钮春灶 今日签到\n16:30 前')
  expect(card.tags).toEqual(['2 项待办'])
  expect(canteen().unread()).toEqual([])
  const second = await pressesNth('窦丰和', '无异常', 1)
  expect(second.toast).toBe('已记录，谢谢')
  expect((await checkinOf(world, staffCheckin('W06'))).status).toBe('open')
  await expectEntered(world, 'W07', 'W05')
  setAside(world)
})

test('both have something to report: two forms on one card, one after the other', async () => {
  await afternoon()
  await pressesNth('窦丰和', '有隐患', 0)
  const first = await canteen().submits('提交', { text: '厨房地面油污很滑' })
  expect(first.toast).toContain('隐患 1')
  await pressesNth('窦丰和', '有隐患', 0)
  const second = await canteen().submits('提交', { text: '消毒柜漏电，摸着发麻' })
  expect(second.result.status).toBe('ok')
  expect(second.toast).toContain('隐患 2')
  expect(await countOf(world, 'hazards')).toBe(2)
  setAside(world)
})

test('杭砥平 confirms the cleaner; a stranger to it is refused', async () => {
  await afternoon()
  const card = world.person('杭砥平').gets('今日双责')
  expect(card.text).toBe('阎净秋 今日签到\n16:30 前')
  const refused = await canteen().says(`/打卡 ${staffCheckin('W08')} 无异常`)
  expect(refused.text).toBe('这是阎净秋的签到，您不能代报。')
  const typed = await world.person('杭砥平').says('/打卡 无异常')
  expect(typed.text).toBe('您今天有几项签到，请发送 /今日，在卡片上逐项点。')
  const done = await world.person('杭砥平').presses('无异常', card)
  expect(done.tags).toEqual(['已完成'])
  expect(await checkinOf(world, staffCheckin('W08'))).toMatchObject({ status: 'done', enteredBy: 'G03' })
  setAside(world)
})

test('unconfirmed: the proxy gets one reminder for all, and is not told of himself as the one above', async () => {
  await afternoon()
  setAside(world)
  await world.at('16:29')
  setAside(world)
  await world.at('16:59')
  const card = canteen().gets('已过时间')
  expect(card.text).toBe('侯芹芳 今日签到\n现在补签仍算数\n钮春灶 今日签到\n现在补签仍算数')
  expect(canteen().unread()).toEqual([])
  setAside(world)
})

test('somebody who comes into the app in the middle of the term answers himself from then on', async () => {
  await afternoon()
  setAside(world)
  world.emulator.addUser({ openId: 'ou_new_w06', name: '侯芹芳', mobile: '13900000006' })
  const stranger = await world.emulator.say('ou_new_w06', '/打卡 无异常')
  await world.town.settleAnswers()
  expect(stranger.delivered).toBe(true)
  expect((await checkinOf(world, staffCheckin('W06'))).status).toBe('open')
  setAside(world)
})
