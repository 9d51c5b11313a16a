import { afterEach, beforeEach, expect, test } from 'vitest'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { openWorld, type PersonInStory, type World, wholeSchool } from '../world.ts'

let world: World
let teacher: PersonInStory
let head: PersonInStory
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-01 10:30' })
  teacher = world.person('单念蘅')
  head = world.person('贺栎生')
  await teacher.says('/隐患 教学楼B一楼走廊有块地砖翘起来了')
  world.everybodyReads(/./)
})
afterEach(() => world.close())

test('what mending cost stands on the card, each thing and the sum; the same again counts once', async () => {
  await head.says('/隐患 1 接收')
  const first = await head.says('/隐患 1 投入 350 地砖和水泥 8月31日')
  expect(first.text).toContain('已登记，共投入 350 元')
  expect(first.text).toContain('地砖和水泥 350 元 8月31日')
  expect((await head.says('/隐患 1 投入 350 地砖和水泥 8月31日')).text).toContain('共投入 350 元')
  expect((await head.says('/隐患 1 投入 1,280.50元 请师傅重铺')).text).toContain('1630.50 元（')
  expect((await head.says('/隐患 1 投入 -350 退回地砖')).text).toContain('共投入 1280.50 元')
})

test('by the form on the card', async () => {
  const card = await head.says('/隐患 1 接收')
  const form = await head.presses('登记投入', card)
  expect(form.text).toContain('花了多少钱')
  const done = await head.submits('提交', { amount: '80', item: '警戒带', date: '' }, card)
  expect(done.toast).toBe('已登记，共投入 80 元')
  expect(done.text).toContain('警戒带 80 元 9月1日')
})

test('what cannot be is said, and nothing is kept', async () => {
  await head.says('/隐患 1 接收')
  const no = async (words: string) => (await head.says(`/隐患 1 投入 ${words}`)).text
  expect(await no('很多钱 地砖')).toContain('金额没看懂')
  expect(await no('0 地砖')).toContain('金额没看懂')
  expect(await no('99999999999 地砖')).toContain('金额没看懂')
  expect(await no('350')).toContain('请写明花在什么上')
  expect(await no('-5 退款')).toContain('比已登记的投入还多')
  expect(await no('350 地砖 9月20日')).toContain('日期还没有到')
  expect((await teacher.says('/隐患 1 投入 350 地砖')).text).toContain('由整改人、部门负责人')
  const rows = await world.town.db.all("SELECT id FROM events WHERE kind = 'hazard.spent'")
  expect(rows).toEqual([])
})

test('bills come after the work: the accountant enters one on a closed hazard', async () => {
  await head.says('/隐患 1 接收')
  await head.says('/隐患 1 已整改 铺平了')
  world.everybodyReads(/./)
  await teacher.says('/隐患 1 通过')
  world.everybodyReads(/./)
  const accountant = world.person(wholeSchool().departments.find(({ id }) => id === 'finance')!.head!)
  expect((await accountant.says('/隐患 1 投入 200元 人工费')).text).toContain('人工费 200 元')
  await expectRowsAreTheEvents(world.town.db)
})
