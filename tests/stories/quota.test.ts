import { afterEach, expect, test } from 'vitest'
import { openWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.close())

const OFFICE = ['贺栎生', '杭砥平']

test('at 70 % the safety office is told once, at 90 % ordinary traffic is held and urgent goes on', async () => {
  world = await openWorld({ at: '2026-09-01 09:00', monthlyQuota: 100 })
  const teacher = world.person('安画桥')
  // The day opened late: its 24 cards are on the meter already.
  for (let said = 0; said < 48; said++) await teacher.says('/帮助')
  await world.at('09:05')
  for (const name of OFFICE) expect(world.person(name).gets('本月飞书调用').title).toContain('70%')
  for (let said = 0; said < 18; said++) await teacher.says('/帮助')
  await world.at('09:10')
  for (const name of OFFICE) expect(world.person(name).gets('本月飞书调用').title).toContain('90%')
  // Answers and urgent matters are never held.
  expect((await teacher.says('/上报 操场一名学生晕倒，已打120')).tags).toContain('严重')
  expect(world.everybodyReads(/事件 1/).length).toBeGreaterThan(3)
  await world.person('钟砚舟').says('/上报 1 收到')
  await world.person('钟砚舟').says('/上报 1 不需上报 医生确认低血糖')
  await world.at('09:20')
  expect(world.everybodyReads(/事件 1/), 'asked once more').toContain('聂怀谷')
  // An ordinary reminder is: nobody hears of the missing check-in at 18:00 …
  await world.at('23:00')
  expect(world.everybodyReads(/提醒|已过时间|未签到|汇总/)).toEqual([])
  world.everybodyReads(/今日双责/)
  // … and next month nobody is flooded with what was held.
  await world.at('2026-10-01 12:00')
  expect(world.everybodyReads(/提醒|已过时间|汇总/)).toEqual([])
  world.everybodyReads(/今日双责|每周安全小结/)
})

test('when the platform itself says the quota is used up, nothing is lost', async () => {
  world = await openWorld({ at: '2026-09-01 07:30' })
  world.expectTrouble('send-failed')
  const stop = world.emulator.faults.always('*', 'quota')
  await world.at('08:00')
  expect(world.unread()).toEqual([])
  stop()
  await world.at('09:20')
  const cards = world.everybodyReads(/今日双责|提醒|已过时间/)
  expect(new Set(cards).size).toBeGreaterThanOrEqual(24)
  world.everybodyReads(/未签到/)
})
