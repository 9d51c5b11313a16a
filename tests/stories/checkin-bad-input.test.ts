import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { World } from '../world.ts'
import { checkinOf, classCheckin, countOf, eventsOf, morning, setAside } from './school-day.ts'

/** One morning for all of them: nothing said here may be recorded, so the stories cannot disturb each other. */
let world: World
const ID = classCheckin('C301')
beforeAll(async () => {
  world = await morning()
})
afterAll(() => world.close())
beforeEach(() => void setAside(world))

const teacher = () => world.person('单念蘅')

async function nothingIsRecorded(): Promise<void> {
  expect((await eventsOf(world, 'checkin', ID)).map((event) => event.kind)).toEqual(['checkin.opened'])
  expect(await countOf(world, 'hazards')).toBe(0)
  expect(await countOf(world, 'incidents')).toBe(0)
  expect(world.unread()).toEqual([])
}

async function asks(kind: string): Promise<void> {
  await teacher().says('/今日')
  await teacher().presses('有异常')
  await teacher().presses(kind)
}

test.each([
  ['-1', '因病缺勤人数「-1」不对，请填0到42之间的整数。'],
  ['99', '因病缺勤人数「99」不对，请填0到42之间的整数。'],
  ['abc', '因病缺勤人数「abc」不对，请填0到42之间的整数。'],
  ['1.5', '因病缺勤人数「1.5」不对，请填0到42之间的整数。'],
  ['1e3', '因病缺勤人数「1e3」不对，请填0到42之间的整数。'],
  ['9'.repeat(400), '因病缺勤人数「999999999999」不对，请填0到42之间的整数。'],
  ['王小明', '因病缺勤人数「王小明」不对，请填0到42之间的整数。'],
])('a number that is none: %s', async (typed, sentence) => {
  await asks('有人没到')
  const refused = await teacher().submits('提交', { absentSick: typed, note: '家长已来电' })
  expect(refused.toast).toBe(sentence)
  expect(refused.fields, 'the form stays, with what was typed').toContain('absentSick')
  await nothingIsRecorded()
})

test('more absent in sum than are on the list', async () => {
  await asks('有人没到')
  const refused = await teacher().submits('提交', { absentSick: '30', absentOther: '30' })
  expect(refused.toast).toBe('缺勤合计60人，超过了应到42人，请核对。')
  await nothingIsRecorded()
})

test.each(['有人没到', '有人不舒服', '不止一项'])('%s and then nothing filled in', async (kind) => {
  await asks(kind)
  const refused = await teacher().submits('提交', {})
  expect(refused.toast).toBe('还没有填写。填一项人数或写一句说明；没有异常请点「全班正常」。')
  await nothingIsRecorded()
})

test('zeros everywhere are nothing either', async () => {
  await asks('不止一项')
  const refused = await teacher().submits('提交', { absentSick: '0', symptoms: '零', room: '   ' })
  expect(refused.toast).toContain('还没有填写')
  await nothingIsRecorded()
})

test('an empty room report, and the way back out of it', async () => {
  await asks('教室有问题')
  const refused = await teacher().submits('提交', { room: '  ' })
  expect(refused.toast).toContain('还没有填写')
  const back = await teacher().submits('返回', {})
  expect(back.buttons).toEqual(['全班正常', '有异常'])
  await nothingIsRecorded()
})

test.each([
  'constructor',
  '__proto__',
  'toString',
  '全班不正常',
  '昨天正常',
  '🎉',
  '异常',
  '异常 constructor',
  'x'.repeat(4000),
])('typed after 打卡 and meaning nothing: %s', async (words) => {
  const answer = await teacher().says(`/打卡 ${words}`)
  expect(answer.text.length).toBeGreaterThan(5)
  expect(answer.text.length).toBeLessThan(80)
  expect(answer.text).toMatch(/打卡|填写|您写的是/)
  await nothingIsRecorded()
})

test.each([
  '2026-09-01.chk-homeroom-morning.C999',
  '2026-02-30.chk-homeroom-morning.C301',
  '2026-09-01.',
  "2026-09-01.x';DROP TABLE checkins;--",
])('a check-in that does not exist: %s', async (id) => {
  const answer = await teacher().says(`/打卡 ${id} 全班正常`)
  expect(answer.text).toBe('没有找到这张签到，发送 /今日 看看今天要做什么。')
  await nothingIsRecorded()
})

test('another teacher answers for this class by typing its name', async () => {
  const answer = await world.person('顾鹿蓁').says(`/打卡 ${ID} 全班正常`)
  expect(answer.text).toBe('这是单念蘅的签到，您不能代报。')
  await nothingIsRecorded()
})

test('the grade leader and the principal cannot answer for a class either', async () => {
  for (const name of ['尤佩弦', '钟砚舟']) {
    const answer = await world.person(name).says(`/打卡 ${ID} 全班正常`)
    expect(answer.text).toBe('这是单念蘅的签到，您不能代报。')
  }
  await nothingIsRecorded()
})

test('another teacher cannot press a card in somebody else’s chat', async () => {
  const card = await teacher().says('/今日')
  const pressed = await world.person('顾鹿蓁').presses('全班正常', card)
  expect(pressed.result.status).toBe('blocked')
  await nothingIsRecorded()
})

test('a leader who owes no check-in is told so', async () => {
  const answer = await world.person('聂怀谷').says('/打卡 无异常')
  expect(answer.text).toBe('现在没有要您打的卡，到时会发卡片给您。看安排请发送 /今日。')
  await nothingIsRecorded()
})

test('a subject teacher in the morning is told when it will be', async () => {
  const card = await world.person('安画桥').says('/今日')
  expect(card.text).toBe('现在没有要您确认的事。\n到时会发卡片给您：14:30 今日签到')
})

test('full-width, Chinese and counted numbers are understood after all', async () => {
  const state = async () => (await checkinOf(world, ID)).answer
  await asks('有人没到')
  await teacher().submits('提交', { absentSick: '３', absentOther: '两人' })
  expect(await state()).toEqual({ normal: false, absentSick: 3, absentOther: 2, present: 37 })
})
