import { afterEach, expect, test } from 'vitest'
import { instantOf, timeOf } from '../../src/time.ts'
import { openWorld, sampleSchool, type World } from '../world.ts'
import {
  checkinOf,
  classCheckin,
  everythingTo,
  morning,
  oneClass,
  pressesAll,
  setAside,
} from './school-day.ts'

let world: World
afterEach(() => world.close())

const school = sampleSchool()
const homerooms = school.classes.map((entry) => school.staff.find((who) => who.id === entry.homeroom)!.name)

async function allNormalExcept(...late: string[]): Promise<void> {
  for (const name of homerooms) if (!late.includes(name)) await world.person(name).presses('全班正常')
}
/** Who got something since the last look, with minute and title. */
function news(): string[] {
  const lines = world.unread().map(({ name, got }) => `${name} ${got.title.split(' · ')[0]}`)
  for (const { got } of world.unread()) expect(Number(timeOf(got.atMs).slice(3)) % 30, got.title).not.toBe(0)
  setAside(world)
  return lines.sort()
}

test('the whole ladder of one class', async () => {
  world = await morning('2026-09-01', oneClass())
  await world.at('08:29')
  expect(news()).toEqual(['单念蘅 提醒'])
  await world.at('08:44')
  expect(news()).toEqual([])
  await world.at('08:59')
  const upward = world.unread().find(({ name }) => name === '尤佩弦')!.got
  expect(upward.text).toBe('还没签到：三(1)班（单念蘅）')
  expect(upward.tags).toEqual(['差 1 项'])
  expect(news()).toEqual(['单念蘅 已过时间', '尤佩弦 已过时间，还有人没签到'])
  expect((await checkinOf(world, classCheckin('C301'))).status).toBe('overdue')
  await world.at('09:45')
  expect(news()).toEqual(['杭砥平 超时未签到', '贺栎生 超时未签到'].sort())
  await world.at('14:29')
  expect(news()).toEqual([])
  await world.at('18:10')
  expect(world.person('聂怀谷').gets('今日汇总').text).toContain('三(1)班（单念蘅）')
  setAside(world)
  await world.at('2026-09-02 00:10')
  expect(news()).toEqual([])
  expect((await checkinOf(world, classCheckin('C301'))).status).toBe('missed')
})

test('answered between owing and sending: the minutes of jitter are silent, for the grade leader too', async () => {
  world = await morning()
  await allNormalExcept('单念蘅')
  await world.at('08:15')
  await world.person('单念蘅').presses('全班正常')
  await world.at('08:59')
  expect(news()).toEqual([])
})

test('answered just as it became overdue: nobody above hears of it', async () => {
  world = await morning()
  await allNormalExcept('单念蘅')
  await world.at('08:45')
  setAside(world)
  await world.person('单念蘅').presses('全班正常')
  await world.at('09:50')
  expect(news()).toEqual([])
})

test('two missing in one grade: the grade leader gets one message with both, kept true as they answer', async () => {
  world = await morning()
  await allNormalExcept('单念蘅', '顾鹿蓁')
  await world.at('08:55')
  const upward = world.person('尤佩弦').gets('还有人没签到')
  expect(upward.text).toBe('还没签到：三(1)班（单念蘅）、三(2)班（顾鹿蓁）')
  setAside(world)
  await world.person('单念蘅').presses('全班正常')
  await world.at('08:56')
  expect(world.person('尤佩弦').sees(upward).text).toBe('还没签到：三(2)班（顾鹿蓁）')
  expect(news()).toEqual([])
})

test.each([
  ['叶梅砚', '贾霁禾', '一(2)班'],
  ['石惟岳', '文绮罗', '五(2)班'],
])(
  '%s is grade leader and homeroom teacher: her own class goes one level up, the grade’s to her',
  async (leader, other, unit) => {
    world = await morning()
    await allNormalExcept(leader, other)
    await world.at('08:30')
    setAside(world)
    await world.at('08:55')
    const own = world.person(leader).gets('已过时间')
    expect(own.text, 'one message: her own, and who is missing below').toContain(
      `还没签到：${unit}（${other}）`,
    )
    expect(own.buttons).toEqual(['全班正常', '有异常'])
    const above = world.person('岑南屏').gets('还没签到')
    expect(above.text).toContain(leader)
    expect(above.text).not.toContain(other)
    expect(news()).toEqual([`${other} 已过时间`])
  },
)

test('the grade leader is on leave: what is overdue goes to the next one up', async () => {
  world = await openWorld({ at: '2026-08-31 19:00', school: oneClass() })
  await world.person('尤佩弦').says('/请假 明天 陪护')
  await world.at('2026-09-01 08:30')
  setAside(world)
  await world.at('08:59')
  expect(news()).toEqual(['单念蘅 已过时间', '岑南屏 已过时间，还有人没签到'].sort())
})

test('the homeroom teacher has left the school: the class is still checked, by the one above', async () => {
  world = await openWorld({ at: '2026-08-31 19:00' })
  await world.emulator.resign(world.person('单念蘅').openId)
  await world.at('2026-09-01 07:55')
  expect(await checkinOf(world, classCheckin('C301'))).toMatchObject({ owner: 'T31', substitute: 'S02' })
  expect(world.person('尤佩弦').gets('今日双责').text).toContain('三(1)班晨检（代 单念蘅）')
  setAside(world)
})

test('staff: 16:00 and 16:15 to those missing, 16:45 to their own superior, 17:30 to the office, 18:00 to the vice principal', async () => {
  world = await openWorld({ at: '2026-09-01 14:00' })
  await world.at('14:45')
  const left = ['池墨笙', '鲁锦木', '温杏檐']
  for (const { name } of world.unread()) {
    if (!left.includes(name)) await pressesAll(world, name, '无异常')
  }
  setAside(world)
  await world.at('16:12')
  expect(news()).toEqual(left.map((name) => `${name} 提醒`).sort())
  await world.at('16:29')
  expect(news()).toEqual(left.map((name) => `${name} 提醒`).sort())
  await world.at('16:59')
  const electrician = world.person('贺栎生').gets('还没签到')
  expect(electrician.text).toBe('还没签到：鲁锦木')
  expect(world.person('陆芷衡').gets('还没签到').text).toBe('还没签到：温杏檐')
  expect(world.person('叶梅砚').gets('还没签到').text).toBe('还没签到：池墨笙')
  expect(news()).toEqual(left.map((name) => `${name} 已过时间`).sort())
  await world.at('17:45')
  const office = world.person('杭砥平').gets('超时未签到')
  expect(office.text).toMatch(/教职工签到\n已报：\d+\/\d+\n还差：温杏檐、鲁锦木、池墨笙/)
  expect(news()).toEqual(['贺栎生 超时未签到'])
  await world.at('18:15')
  const digest = world.person('聂怀谷').gets('今日汇总')
  expect(digest.text).toContain('温杏檐、鲁锦木、池墨笙')
  expect(news()).toEqual([])
})

test('a day on which everybody answers in time: nobody gets more than one unasked message', async () => {
  world = await morning()
  await allNormalExcept()
  await world.at('14:45')
  for (const name of setAside(world)) await pressesAll(world, name, '无异常')
  await world.at('2026-09-02 07:30')
  const withApp = school.staff.filter((entry) => entry.feishu_user_id)
  const counts = new Map(withApp.map(({ name }) => [name, everythingTo(world, name).length]))
  expect([...counts].filter(([, count]) => count > 1)).toEqual([])
  // Those with a post that owes no daily check-in hear nothing at all; 窦丰和 and 杭砥平 answer for people without the app.
  const silent = [...counts].filter(([, count]) => count === 0).map(([name]) => name)
  expect(silent.sort()).toEqual(['钟砚舟', '沈听澜', '聂怀谷', '阮知微', '贺栎生', '邱穗和', '蔡大嵩'].sort())
  expect(news()).toEqual([])
})

test('a heartbeat alone that beats now and then: what is due comes once, the latest word only, nobody is let off', async () => {
  const morning = await openWorld({ at: '2026-09-01 07:25' })
  const beat = async (time: string) => {
    await morning.town.jumpTo(instantOf('2026-09-01', time))
  }
  await beat('07:50')
  expect(morning.everybodyReads(/今日双责/)).toHaveLength(24)
  await beat('08:48')
  await beat('08:55')
  const told = morning.everybodyReads(/./)
  expect(told.filter((name) => name === '单念蘅')).toHaveLength(1)
  expect(told).toContain('尤佩弦')
  await morning.person('单念蘅').presses('全班正常')
  await beat('09:40')
  expect(morning.everybodyReads(/超时未签到/).sort()).toEqual(['杭砥平', '贺栎生'])
  await morning.close()
})
