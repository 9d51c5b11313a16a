import { afterEach, expect, test } from 'vitest'
import { timeOf } from '../../src/time.ts'
import { openWorld, sampleSchool, type World } from '../world.ts'
import {
  checkinOf,
  classCheckin,
  eventsOf,
  everythingTo,
  morning,
  oneClass,
  onlyClasses,
  setAside,
} from './school-day.ts'

let world: World
afterEach(() => world.close())

const ID = classCheckin('C301')
const teacher = () => world.person('单念蘅')
const gradeThree = () => onlyClasses('C301', 'C302', 'C303', 'C304')
const titles = () =>
  world
    .unread()
    .map(({ name, got }) => `${timeOf(got.atMs)} ${name} ${got.title.split(' · ')[0]}`)
    .sort()

test('the platform is away from 08:10 to 08:30: nobody is late for it, and nobody is flooded when it is back', async () => {
  world = await morning('2026-09-01', gradeThree())
  world.expectTrouble('send-failed')
  world.emulator.faults.down = true
  await world.at('08:10')
  await world.at('08:30')
  expect(world.unread()).toEqual([])
  world.emulator.faults.down = false
  await world.at('08:40')
  const back = titles()
  expect(back).toHaveLength(4)
  expect(back.every((line) => line.endsWith('提醒'))).toBe(true)
  const [, minute] = /08:4(\d) 前/.exec(teacher().gets('提醒').text) ?? []
  expect(minute, 'the card says the new time').toBeDefined()
  setAside(world)
  await world.at(`08:4${Number(minute) - 1}`)
  const answered = await teacher().presses('全班正常')
  expect(answered.toast, 'well after 08:30, a minute before the time on the card').toBe('已记录，谢谢')
  const { data } = (await eventsOf(world, 'checkin', ID)).at(-1)!
  expect(data.late).toBe(false)
  expect(Number(data.graceMs)).toBeGreaterThan(10 * 60_000)
  await world.at('08:55')
  expect(titles(), 'overdue waits as long as the platform was away').toEqual([])
  await world.at('09:20')
  const overdue = titles()
  expect(overdue.some((line) => line.endsWith('顾鹿蓁 已过时间'))).toBe(true)
  expect(overdue.some((line) => line.includes('单念蘅'))).toBe(false)
  setAside(world)
  const late = await world.person('顾鹿蓁').presses('全班正常')
  expect(late.toast).toBe('已补签（迟）')
})

test('down over 07:40: the cards come when it is back, once each, with the time that was lost', async () => {
  world = await openWorld({ at: '2026-09-01 07:25', school: gradeThree() })
  world.expectTrouble('send-failed')
  world.emulator.faults.down = true
  await world.at('08:20')
  world.emulator.faults.down = false
  await world.at('08:30')
  expect(world.everybodyReads(/今日双责/)).toHaveLength(4)
  expect(world.unread()).toEqual([])
  expect(everythingTo(world, '单念蘅')).toHaveLength(1)
  await world.at('08:50')
  expect((await teacher().presses('全班正常')).toast).toBe('已记录，谢谢')
  setAside(world)
})

test('the bot is asleep from the evening until 08:50: the day opens late and everybody has time', async () => {
  world = await openWorld({ at: '2026-09-01 08:50' })
  await world.at('08:59')
  const cards = world.unread()
  expect(cards).toHaveLength(24)
  expect(cards.every(({ got }) => got.title.startsWith('今日双责'))).toBe(true)
  setAside(world)
  await world.at('09:20')
  expect(titles().filter((line) => line.includes('已过时间'))).toEqual([])
  setAside(world)
  const answered = await teacher().presses('全班正常')
  expect(answered.toast).toBe('已记录，谢谢')
  expect((await checkinOf(world, ID)).status).toBe('done')
})

test('awake again in the evening: what cannot be answered any more is not asked any more', async () => {
  world = await openWorld({ at: '2026-09-01 19:00' })
  await world.at('21:00')
  expect(world.unread()).toEqual([])
})

test('asleep from 08:00 until the next day: nobody is marked missing for that', async () => {
  world = await openWorld({ at: '2026-09-01 07:25', school: oneClass() })
  await world.at('08:00')
  setAside(world)
  await world.town.restart(Date.parse('2026-09-02T07:00+08:00'))
  await world.at('07:30')
  expect(await checkinOf(world, ID)).toMatchObject({
    status: 'excused',
    excuse: { reason: '系统中断，当日无法签到', by: 'system' },
  })
  expect(titles(), 'the office and the administrator hear that it stood still, nobody anything else').toEqual(
    ['07:30 杭砥平 双责停过一段时间', '07:30 贺栎生 双责停过一段时间'],
  )
  setAside(world)
})

test('said in time and delivered an hour later: not late', async () => {
  world = await morning('2026-09-01', oneClass())
  await world.at('08:20')
  setAside(world)
  world.emulator.faults.holdEvents = true
  await world.emulator.say(teacher().openId, '/打卡 全班正常')
  await world.at('08:40')
  world.emulator.faults.holdEvents = false
  await world.emulator.releaseEvents()
  await world.town.settleAnswers()
  const { data } = (await eventsOf(world, 'checkin', ID)).at(-1)!
  expect(data).toMatchObject({ late: false, answer: { normal: true } })
  expect(timeOf(Number(data.saidAtMs))).toBe('08:20')
  expect(everythingTo(world, '单念蘅').at(-1)!.text).toContain('已报：08:20 全班正常')
  setAside(world)
})

test('restarted again and again through the day: nothing is lost, nothing is said twice', async () => {
  world = await openWorld({ at: '2026-09-01 07:25', school: oneClass() })
  const plain = ['07:39', '07:43', '08:16', '08:29', '08:46', '09:31']
  for (const time of plain) {
    await world.at(time)
    await world.town.restart()
  }
  await world.at('09:50')
  expect(everythingTo(world, '单念蘅').map((got) => got.title.split(' · ')[0])).toEqual([
    '今日双责',
    '提醒',
    '已过时间',
  ])
  await teacher().presses('全班正常')
  await world.town.restart()
  expect((await checkinOf(world, ID)).status).toBe('late')
  expect(titles().filter((line) => line.includes('超时未签到'))).toHaveLength(2)
  setAside(world)
})

test('two beats at the same instant owe everything once', async () => {
  world = await openWorld({ at: '2026-09-01 07:25' })
  await world.at('07:39')
  await world.at('07:40')
  const at = world.town.now()
  await Promise.all([world.town.app.beat(at), world.town.app.beat(at)])
  await world.at('07:50')
  expect(world.unread()).toHaveLength(sampleSchool().classes.length)
  setAside(world)
})

test('back only in the evening: nobody is reminded at night', async () => {
  world = await openWorld({ at: '2026-09-01 08:00', school: oneClass() })
  await world.at('08:10')
  setAside(world)
  world.expectTrouble('send-failed')
  world.emulator.faults.down = true
  await world.at('20:30')
  world.emulator.faults.down = false
  await world.at('23:30')
  expect(titles()).toEqual([])
})
