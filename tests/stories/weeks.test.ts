import { afterEach, expect, test } from 'vitest'
import { openWorld, sampleSchool, type World } from '../world.ts'

let world: World
afterEach(async () => {
  world.everybodyReads(/今日双责|提醒|已过时间|未签到|汇总/)
  await world.close()
})

const summaries = () => world.group('oc_demo_leaders').unread()

test('the summary comes on the last school day of the week, also when that is a make-up Saturday', async () => {
  world = await openWorld({ at: '2026-10-09 16:00' })
  await world.at('2026-10-09 17:00')
  expect(summaries(), 'Friday is not the last school day of this week').toEqual([])
  await world.at('2026-10-10 17:00')
  const summary = world.group('oc_demo_leaders').gets('每周安全小结')
  expect(summary.text).toContain('截至 10月10日 16:30')
})

test('a week without school days sends nothing', async () => {
  world = await openWorld({ at: '2026-07-13 07:00' })
  await world.at('2026-07-18 20:00')
  expect(world.unread()).toEqual([])
})

test('… unless a larger hazard is open: then the two heads get it, not the group', async () => {
  world = await openWorld({ at: '2026-07-13 09:00' })
  await world.person('鲁锦木').says('/隐患 教学楼C四楼走廊窗户限位器断了，能开很大')
  world.everybodyReads(/隐患 1/)
  await world.at('2026-07-18 20:00')
  expect(summaries()).toEqual([])
  // Nobody put a measure in place, nobody wrote a plan: that climbs in the holidays too.
  expect([...new Set(world.everybodyReads(/^隐患 1 · /))].sort()).toEqual(
    ['钟砚舟', '沈听澜', '聂怀谷', '贺栎生'].sort(),
  )
  for (const head of ['钟砚舟', '沈听澜'])
    expect(world.person(head).gets('每周安全小结').text).toContain('未销号 1')
})

test('without a leaders’ group the heads get the summary themselves', async () => {
  world = await openWorld({ at: '2026-09-04 16:00', school: { ...sampleSchool(), chats: [] } })
  await world.at('2026-09-04 16:40')
  for (const head of ['钟砚舟', '沈听澜']) world.person(head).gets('每周安全小结')
})

test('a past week on demand, by any way of naming it, is the same card; a week to come is refused', async () => {
  world = await openWorld({ at: '2026-09-04 15:00' })
  await world.at('2026-09-04 17:00')
  const posted = world.group('oc_demo_leaders').gets('每周安全小结')
  await world.at('2026-09-08 07:30')
  const principal = world.person('钟砚舟')
  for (const words of ['/week 上周', '/周报 2026-09-04', '/周报 9月3日', '/周报 9/2', '／周报　2026-8-30'])
    expect((await principal.says(words)).card, words).toEqual(posted.card)
  expect((await principal.says('/周报 2026-10-01')).text).toContain('还没到')
  expect((await principal.says('/周报 2026-02-31')).text).toContain('没看懂')
  expect((await principal.says('/周报 随便')).text).toContain('没看懂')
  expect((await world.person('单念蘅').says('/周报')).text).toContain('校领导')
})
