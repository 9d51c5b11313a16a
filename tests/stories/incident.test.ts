import { afterEach, expect, test } from 'vitest'
import type { Incident } from '../../src/incidents/incident.ts'
import { instantOf } from '../../src/time.ts'
import { stateOf } from '../states.ts'
import { type Got, openWorld, type PersonInStory, type World } from '../world.ts'

let world: World
const open = async (at = '2026-09-01 10:30') => {
  world = await openWorld({ at })
}
afterEach(() => world.close())

const record = () => stateOf<Incident>(world.town.db, 'incidents', '1')
const told = (): string[] => {
  const names = world.everybodyReads(/事件 1/)
  expect(names, 'nobody is told twice').toEqual([...new Set(names)])
  return names.sort()
}
const ANKLE = '/上报 三(2)班一名学生在操场扭伤脚，已冰敷'

/** The card of somebody who was told, by name. */
function cardOf(name: string): [PersonInStory, Got] {
  const who = world.person(name)
  return [who, who.gets('事件 1')]
}

test('a twisted ankle on Tuesday: duty leader and office, homeroom teacher, doctor, and nobody else', async () => {
  await open()
  const said = world.town.now()
  const receipt = await world.person('雷骁屿').says(ANKLE)
  expect([receipt.title, receipt.tags]).toEqual(['已上报 · 事件 1', ['待响应', '轻微']])
  for (const { got } of world.unread()) expect(got.atMs - said).toBeLessThanOrEqual(5_000)
  // G01 is Tuesday's duty leader and the office as well: one message.
  expect(told()).toEqual(['杭砥平', '温杏檐', '贺栎生', '顾鹿蓁'].sort())
  expect(await record()).toMatchObject({ category: 'injury', level: 'minor', classId: 'C302' })
})

test.each([
  ['2026-09-02 10:30', '陆芷衡'],
  ['2026-09-03 10:30', '岑南屏'],
  ['2026-09-05 10:30', '聂怀谷'],
  ['2026-10-10 10:30', '陆芷衡'],
])('the duty leader of %s is %s', async (at, leader) => {
  // Oct 10 is a makeup Saturday that follows a Wednesday; on a Saturday without a roster the vice principal stands in.
  await open(at)
  await world.person('雷骁屿').says('/上报 操场一名学生扭伤脚')
  expect(told()).toContain(leader)
})

test('a substitute homeroom teacher is told beside the one on leave', async () => {
  await open()
  await world.person('顾鹿蓁').says('/请假 今天 安画桥 发烧')
  world.everybodyReads(/请假/)
  await world.town.settleAnswers()
  await world.person('雷骁屿').says(ANKLE)
  expect(told()).toEqual(expect.arrayContaining(['顾鹿蓁', '安画桥']))
  world.everybodyReads(/./)
})

test('a missing pupil and a called ambulance: everybody of ESC-INC at once, at night as well', async () => {
  await open('2026-09-01 21:30')
  const said = world.town.now()
  const receipt = await world.person('乔映川').says('/上报 四2班放学少一个人，家长说没接到，我还在校门口找')
  expect(receipt.tags).toContain('严重')
  for (const { got } of world.unread()) expect(got.atMs - said).toBeLessThanOrEqual(5_000)
  expect(told()).toEqual(['杭砥平', '沈听澜', '聂怀谷', '贺栎生', '钟砚舟'].sort())
})

test('an ambulance brings the doctor and the homeroom teacher too', async () => {
  await open()
  await world.person('安画桥').says('/上报 三(2)班一个孩子抽筋叫不醒，已打120')
  expect(told()).toEqual(['杭砥平', '沈听澜', '温杏檐', '聂怀谷', '贺栎生', '钟砚舟', '顾鹿蓁'].sort())
})

test('when it happened, when we knew, when each head was told and when it was reported are four times', async () => {
  await open()
  const teacher = world.person('雷骁屿')
  const form = await teacher.says('/上报')
  expect(form.fields).toEqual(['text', 'place', 'eventAt', 'category'])
  const receipt = await teacher.submits(
    '上报',
    { text: '三(2)班一个孩子抽筋叫不醒，已打120', place: '操场西北角', eventAt: '2026-09-01 10:12' },
    form,
  )
  expect(receipt.toast).toBe('已上报，编号 1，负责人马上收到')
  const [principal, card] = cardOf('钟砚舟')
  expect(card.text).toContain('发生：9月1日 10:12')
  expect(card.text).toContain('地点：操场西北角')
  const state = await record()
  expect(state.eventAtMs).toBe(instantOf('2026-09-01', '10:12'))
  expect(state.learnedAtMs).toBe(instantOf('2026-09-01', '10:30'))
  const toldAt = (id: string) => state.told.find(({ person }) => person === id)?.atMs
  expect(toldAt('P01')).toBe(card.atMs)
  for (const id of ['P02', 'P03']) expect(toldAt(id), id).toBeGreaterThanOrEqual(state.reportedAtMs)
  await world.at('10:34')
  await principal.presses('收到', card)
  expect((await record()).acknowledged).toEqual([
    { person: 'P01', atMs: instantOf('2026-09-01', '10:34'), onTheWay: false },
  ])
  told()
})

test('a head whose phone is out of reach counts as told only when the card got there', async () => {
  await open()
  world.expectTrouble('send-failed')
  world.emulator.faults.down = true
  await world.emulator.say('ou_demo_s09', '/上报 三(2)班一个孩子抽筋叫不醒，已打120')
  await world.town.settleAnswers()
  expect((await record()).told).toEqual([])
  await world.at('10:33')
  world.emulator.faults.down = false
  await world.at('10:40')
  const at = (await record()).told.find(({ person }) => person === 'P01')!.atMs
  expect(at).toBeGreaterThanOrEqual(instantOf('2026-09-01', '10:33'))
  // Nobody answered: the alarm comes again, and the lead group is called.
  world.everybodyReads(/事件 1/)
})

test('a wrong time of the event does not hold up the alarm; it is left out and said', async () => {
  await open()
  const teacher = world.person('雷骁屿')
  const form = await teacher.says('/上报')
  const receipt = await teacher.submits(
    '上报',
    { text: '操场一名学生扭伤脚', eventAt: '2026-09-01 23:00' },
    form,
  )
  expect(receipt.toast).toContain('发生时间没看懂，请补充')
  expect((await record()).eventAtMs).toBeNull()
  told()
})

test('收到 and 我到现场 show on everybody’s card and on the reporter’s receipt', async () => {
  await open()
  const reporter = world.person('雷骁屿')
  const receipt = await reporter.says(ANKLE)
  const [head, forHead] = cardOf('贺栎生')
  const [doctor, forDoctor] = cardOf('温杏檐')
  expect(forHead.text).toContain('等待收到：贺栎生')
  await head.presses('收到', forHead)
  const there = await doctor.presses('我到现场', forDoctor)
  expect(there.buttons).not.toContain('收到')
  for (const [who, card] of [
    [head, forHead],
    [doctor, forDoctor],
  ] as const) {
    const now = who.sees(card)
    expect(now.tags[0]).toBe('处置中')
    expect(now.text).toContain('贺栎生 10:30、温杏檐 10:30（赶往现场）')
  }
  expect(reporter.sees(receipt).text).toContain('已收到：贺栎生、温杏檐（赶往现场）')
  expect(reporter.unread()).toEqual([])
  told()
})

test('news, control and the end of a minor one; the guardians first', async () => {
  await open()
  const reporter = world.person('雷骁屿')
  await reporter.says(ANKLE)
  const [doctor, card] = cardOf('温杏檐')
  expect((await doctor.says('/上报 1 结束')).text).toContain('还没有人响应')
  await doctor.presses('收到', card)
  expect((await doctor.says('/上报 1 结束')).text).toContain('请先登记告知家长的时间')
  await reporter.says('/上报1补充：肿得厉害')
  expect(doctor.sees(card).text).toContain('雷骁屿：肿得厉害')
  expect((await doctor.says('/上报 1 补充')).text).toBe('请写一句要补充的情况。')
  await doctor.presses('已告知家长', card)
  await doctor.submits('提交', { time: '2026-09-01 10:25' }, card)
  expect(doctor.sees(card).text).toContain('9月1日 10:25 已告知')
  await doctor.presses('已控制', card)
  await doctor.submits('提交', { note: '' }, card)
  expect(doctor.sees(card).tags[0]).toBe('已控制')
  await doctor.presses('结束', card)
  const over = await doctor.submits('提交', { note: '家长接走' }, card)
  expect([over.tags[0], over.buttons]).toEqual(['已结束', []])
  for (const said of ['收到', '补充 再说一句', '已控制', '升级', '结束', '已告知家长 10:26'])
    expect((await doctor.says(`/上报 1 ${said}`)).text, said).toContain('事件 1 已结束，不能再改')
  told()
})

test.each([
  ['23:00', '还没有到'],
  ['2027-01-01 08:00', '还没有到'],
  ['2020-01-01 08:00', '早于'],
  ['25:00', '没看懂时间'],
  ['10:99', '没看懂时间'],
  ['10:20abc', '没看懂时间'],
  ['2026-02-30 10:00', '没看懂时间'],
  ['吃饭的时候', '没看懂时间'],
])('已告知家长 %s is refused with a sentence', async (time, words) => {
  await open()
  await world.person('雷骁屿').says(ANKLE)
  const [doctor] = cardOf('温杏檐')
  expect((await doctor.says(`/上报 1 已告知家长 ${time}`)).text).toContain(words)
  expect((await record()).parentsToldAtMs).toBeUndefined()
  told()
})

test.each([
  ['10:20', '10:20'],
  ['10点20', '10:20'],
  ['上午10点半', '10:30'],
  ['09:05', '09:05'],
  ['9:5', undefined],
  ['今天 10:20', '10:20'],
  ['2026-09-01 10:20', '10:20'],
  ['刚才', '10:30'],
  ['', '10:30'],
])('已告知家长 %s is understood', async (time, at) => {
  await open()
  await world.person('雷骁屿').says(ANKLE)
  const [doctor] = cardOf('温杏檐')
  await doctor.says(`/上报 1 已告知家长 ${time}`)
  expect((await record()).parentsToldAtMs).toBe(at && instantOf('2026-09-01', at))
  told()
})

test('recorded once: another time later changes nothing and says what stands', async () => {
  await open()
  await world.person('雷骁屿').says(ANKLE)
  const [doctor, card] = cardOf('温杏檐')
  await doctor.says('/上报 1 已告知家长 10:20')
  await doctor.says('/上报 1 已告知家长 10:25')
  expect((await record()).parentsToldAtMs).toBe(instantOf('2026-09-01', '10:20'))
  const press = await world.emulator.press(doctor.openId, card.messageId, { label: '已告知家长', version: 1 })
  expect(press.status).toBe('ok')
  told()
})

test('raised to serious: the rest is alarmed, who had it already sees it change', async () => {
  await open()
  const reporter = world.person('雷骁屿')
  const receipt = await reporter.says(ANKLE)
  const [doctor, card] = cardOf('温杏檐')
  told()
  const raised = await reporter.presses('升为严重', receipt)
  expect(raised.toast).toContain('已升为严重')
  expect(told()).toEqual(['沈听澜', '聂怀谷', '钟砚舟'].sort())
  expect(doctor.sees(card)).toMatchObject({ tags: ['待响应', '严重'], template: 'red' })
  expect((await doctor.says('/上报 1 结束')).text).toContain('四不放过')
  // Lowered and raised once more, it is a new alarm.
  await world.person('钟砚舟').says('/上报 1 降级 只是扭伤')
  await world.at('10:35')
  await doctor.says('/上报 1 升级')
  expect(told()).toEqual(['沈听澜', '聂怀谷', '钟砚舟'].sort())
})

test('only a head lowers, with a reason; the deed is on everybody’s card, and it can be raised again', async () => {
  await open()
  await world.person('安画桥').says('/上报 三(2)班一个孩子抽筋叫不醒，已打120')
  const [principal, card] = cardOf('钟砚舟')
  for (const name of ['聂怀谷', '贺栎生', '安画桥'])
    expect((await world.person(name).says('/上报 1 降级 没事了')).text).toBe('只有校长或书记可以下调级别。')
  expect((await principal.says('/上报 1 降级')).text).toBe('下调级别要写明理由。')
  await principal.presses('降为轻微', card)
  const lowered = await principal.submits('提交', { reason: '医生确认是低血糖' }, card)
  expect(lowered.tags[1]).toBe('轻微')
  expect(lowered.text).toContain('医生确认是低血糖')
  told()
  // Who was called at first still reads on, and the heads are alarmed anew when it turns serious again.
  expect((await world.person('沈听澜').says('/上报 1')).title).toContain('事件 1')
  await world.person('温杏檐').says('/上报 1 升级')
  expect(told()).toEqual(['沈听澜', '聂怀谷', '钟砚舟'].sort())
})

test('who was not called gets nothing, not even that there is something', async () => {
  await open()
  await world.person('雷骁屿').says(ANKLE)
  told()
  const nothing = (await world.person('柏映青').says('/上报 99')).text
  expect(nothing).toBe('没有找到事件 99，或您不在知情范围内。')
  for (const said of ['/上报 1', '/上报 1 收到', '/上报 1 补充 听说了', '/上报 1 已告知家长'])
    expect((await world.person('柏映青').says(said)).text).toBe(nothing.replace('99', '1'))
  expect((await record()).acknowledged).toEqual([])
})

test('yesterday’s duty leader still has the incident in hand after midnight', async () => {
  await open('2026-09-02 23:30')
  await world.person('雷骁屿').says('/上报 操场一名学生扭伤脚')
  const [leader, card] = cardOf('陆芷衡')
  told()
  await world.at('2026-09-03 00:30')
  expect(cardOf('聂怀谷')[1].text).toContain('还没有人响应')
  // Raised on the next day it has another duty leader as well; the first one still reads on.
  await world.person('雷骁屿').says('/上报 1 升级')
  expect(told()).toContain('岑南屏')
  expect((await leader.says('/上报 1')).tags).toContain('严重')
  expect((await leader.presses('收到', card)).toast).toBe('已收到')
})

test('a reporter who is in charge as well sees the record, and is not alarmed besides', async () => {
  await open()
  const receipt = await world.person('温杏檐').says('/上报 二年级体育课一个男生扭了脚，已冰敷')
  expect(receipt.title).toBe('已上报 · 事件 1 · 学生伤害')
  expect(receipt.buttons).toEqual(expect.arrayContaining(['已告知家长', '已控制']))
  expect(receipt.buttons).not.toContain('收到')
  expect(told()).toEqual(['杭砥平', '贺栎生'])
  expect(world.person('温杏檐').unread()).toEqual([])
})

test('said after the fact, words are kept: 已控制 again, 升级 again', async () => {
  await open()
  await world.person('雷骁屿').says(ANKLE)
  told()
  const head = world.person('贺栎生')
  await head.says('/上报 1 已控制')
  await head.says('/上报 1 已控制 孩子已送医')
  await head.says('/上报 1 升级 骨折')
  await head.says('/上报 1 升级 家长已到医院')
  expect((await record()).notes.map(({ text }) => text)).toEqual(['孩子已送医', '骨折', '家长已到医院'])
  world.everybodyReads(/事件 1/)
})
