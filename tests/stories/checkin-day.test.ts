import { afterEach, expect, test } from 'vitest'
import { dayOf, timeOf } from '../../src/time.ts'
import { openWorld, sampleSchool, type World } from '../world.ts'
import {
  checkinOf,
  classCheckin,
  eventsOf,
  everythingTo,
  morning,
  oneClass,
  onlyClasses,
  STAFF_POSTS,
  setAside,
} from './school-day.ts'

let world: World
afterEach(() => world.close())

const school = sampleSchool()
const ID = classCheckin('C301')
const teacher = () => world.person('单念蘅')

test('07:40: each homeroom teacher gets one card between 07:41 and 07:47, nobody else anything', async () => {
  world = await openWorld({ at: '2026-09-01 07:00' })
  await world.at('07:40')
  expect(world.unread()).toEqual([])
  await world.at('07:59')
  const cards = world.unread()
  const homerooms = school.classes.map((entry) => school.staff.find((who) => who.id === entry.homeroom)?.name)
  expect(cards.map(({ name }) => name).sort()).toEqual([...homerooms].sort())
  for (const { got } of cards) {
    expect(timeOf(got.atMs) >= '07:41' && timeOf(got.atMs) <= '07:47', timeOf(got.atMs)).toBe(true)
    expect(got.buttons).toEqual(['全班正常', '有异常'])
    expect(got.tags).toEqual(['1 项待办'])
  }
  expect(new Set(cards.map(({ got }) => timeOf(got.atMs))).size).toBeGreaterThan(3)
  setAside(world)
})

test('the card says what a teacher needs and no more', async () => {
  world = await openWorld({ at: '2026-09-01 07:25' })
  await world.at('07:50')
  const card = teacher().gets('今日双责')
  expect(card.title).toBe('今日双责 · 9月1日 周二')
  expect(card.text).toBe('三(1)班晨检\n应到 42 人 · 08:30 前')
  setAside(world)
})

test('one tap, and the same delivery again changes nothing and gets the same card', async () => {
  world = await morning()
  const pressed = await teacher().presses('全班正常')
  expect(pressed.toast).toBe('已记录，谢谢')
  expect(pressed.text).toBe('三(1)班晨检\n已报：07:50 全班正常 42/42')
  expect(pressed.tags).toEqual(['已完成'])
  expect(pressed.buttons).toEqual(['更正'])
  const again = await world.emulator.redeliverLast('same')
  expect(again.attempts[0]?.status).toBe(200)
  expect(JSON.stringify(again.attempts[0]?.body)).toContain('已记录，谢谢')
  expect(JSON.stringify(again.attempts[0]?.body)).toContain('全班正常 42/42')
  expect((await eventsOf(world, 'checkin', ID)).map(({ kind, actor }) => [kind, actor])).toEqual([
    ['checkin.opened', null],
    ['checkin.answered', 'T31'],
  ])
})

test('pressed twice at the same instant, by an impatient thumb', async () => {
  world = await morning()
  const card = everythingTo(world, '单念蘅')[0]!
  const [one, two] = await Promise.all([
    world.emulator.press(teacher().openId, card.messageId, { label: '全班正常' }),
    world.emulator.press(teacher().openId, card.messageId, { label: '全班正常' }),
  ])
  expect([one.toast?.content, two.toast?.content].sort()).toEqual(['已记录，谢谢', '已记录过'].sort())
  expect((await eventsOf(world, 'checkin', ID)).length).toBe(2)
})

test('typed instead of pressed: the same answer, and the card in the chat follows', async () => {
  world = await morning()
  const said = await teacher().says('/打卡 全班正常。')
  expect(said.text).toContain('全班正常 42/42')
  expect(everythingTo(world, '单念蘅')[0]!.text).toContain('全班正常 42/42')
})

test('answered by words before the card went out: no card comes', async () => {
  world = await openWorld({ at: '2026-09-01 07:25' })
  await world.at('07:40')
  await teacher().says('/打卡 全班正常')
  await world.at('07:59')
  expect(world.unread().filter(({ name }) => name === '单念蘅')).toEqual([])
  setAside(world)
})

test('before 07:40 there is nothing to answer yet, and the bot says when', async () => {
  world = await openWorld({ at: '2026-09-01 07:25' })
  const early = await teacher().says('/打卡 全班正常')
  expect(early.text).toBe('现在没有要您打的卡，到时会发卡片给您。看安排请发送 /今日。')
  const card = await teacher().says('/今日')
  expect(card.text).toBe('现在没有要您确认的事。\n到时会发卡片给您：07:40 晨检')
})

test('corrected: both answers stay in the record, the first one’s time too', async () => {
  world = await morning()
  await teacher().presses('全班正常')
  await world.at('08:05')
  await teacher().presses('更正')
  await teacher().presses('有人没到')
  const corrected = await teacher().submits('提交', { absentSick: '2' })
  expect(corrected.toast).toBe('已更正')
  expect(corrected.text).toBe('三(1)班晨检\n已报：07:50 实到 40/42 · 病假 2\n更正前：全班正常 42/42')
  await world.at('08:10')
  await teacher().presses('更正')
  await teacher().presses('改为全班正常')
  const state = await checkinOf(world, ID)
  expect(state.status).toBe('done')
  expect(state.earlier.map((entry) => [timeOf(entry.atMs), entry.answer.present])).toEqual([
    ['07:50', 42],
    ['08:05', 40],
  ])
  expect((await eventsOf(world, 'checkin', ID)).map(({ kind }) => kind)).toEqual([
    'checkin.opened',
    'checkin.answered',
    'checkin.corrected',
    'checkin.corrected',
  ])
})

test('a correction shows what was said and leaves alone what it does not ask', async () => {
  world = await morning()
  await teacher().presses('有异常')
  await teacher().presses('不止一项')
  await teacher().submits('提交', { absentSick: '1', symptoms: '2', note: '已联系家长' })
  await teacher().presses('更正')
  const form = await teacher().presses('有人没到')
  expect(JSON.stringify(form.card)).toContain('"default_value":"1"')
  await teacher().submits('提交', { absentSick: '3' })
  expect((await checkinOf(world, ID)).answer).toEqual({
    normal: false,
    absentSick: 3,
    symptoms: 2,
    note: '已联系家长',
    present: 39,
  })
  setAside(world)
})

test('返回 leaves everything as it was', async () => {
  world = await morning()
  await teacher().presses('有异常')
  const form = await teacher().presses('有人没到')
  expect(form.fields).toEqual(['absentSick', 'absentOther', 'absentUnreached', 'note'])
  const back = await teacher().submits('返回', {})
  expect(back.buttons).toEqual(['全班正常', '有异常'])
})

test('late is marked late, not refused; after midnight it is refused in a clear sentence', async () => {
  world = await morning('2026-09-01', onlyClasses('C301', 'C302', 'C303', 'C304'))
  await world.at('08:30')
  world.person('顾鹿蓁').readsAll()
  const inTime = await world.person('顾鹿蓁').presses('全班正常')
  expect(inTime.toast).toBe('已记录，谢谢')
  await world.at('08:31')
  const late = await teacher().presses('全班正常')
  expect(late.toast).toBe('已补签（迟）')
  expect(late.text).toContain('08:31（迟） 全班正常 42/42')
  await world.at('23:59')
  const last = await world.person('霍溪亭').presses('全班正常')
  expect(last.toast).toBe('已补签（迟）')
  await world.at('2026-09-02 00:05')
  const closed = everythingTo(world, '葛南枝')[0]!
  expect(closed.text).toBe('三(4)班晨检\n当日没有签到，已记为未签到。要说明请联系安全办公室。')
  expect(closed.buttons).toEqual([])
  const typed = await world.person('葛南枝').says(`/打卡 ${classCheckin('C304')} 全班正常`)
  expect(typed.text).toBe('9月1日 周二的签到已于当日24:00截止，不能再改。要说明请联系安全办公室。')
  expect((await checkinOf(world, classCheckin('C304'))).status).toBe('missed')
  setAside(world)
})

test('a card kept open over night, or found again after two weeks, changes nothing any more', async () => {
  world = await openWorld({ at: '2026-09-01 07:25', school: oneClass() })
  await world.at('07:50')
  const card = teacher().gets('今日双责')
  const stale = (label: string) =>
    world.emulator.press(teacher().openId, card.messageId, { label, version: 1 })
  await world.at('2026-09-02 09:00')
  expect((await stale('全班正常')).toast?.content).toContain('已于当日24:00截止')
  await world.at('2026-09-15 07:00')
  expect((await stale('全班正常')).toast?.content).toContain('已于当日24:00截止')
  expect((await checkinOf(world, ID)).status).toBe('missed')
  setAside(world)
})

test('14:30: the staff, once each, and nobody who had a card in the morning', async () => {
  world = await openWorld({ at: '2026-09-01 14:00' })
  await world.at('14:59')
  const cards = world.unread()
  const names = cards.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { got } of cards)
    expect(timeOf(got.atMs) >= '14:31' && timeOf(got.atMs) <= '14:37', timeOf(got.atMs)).toBe(true)
  const homerooms = new Set(school.classes.map((entry) => entry.homeroom))
  const expected = school.staff.filter(
    (who) => !homerooms.has(who.id) && (who.posts ?? []).some((post) => STAFF_POSTS.includes(post)),
  )
  const reached = expected.map((who) => (who.feishu_user_id ? who.id : who.proxy))
  expect(names.sort()).toEqual(
    [...new Set(reached)].map((id) => school.staff.find((who) => who.id === id)!.name).sort(),
  )
  setAside(world)
})

test.each([
  ['a Saturday', '2026-09-05'],
  ['the National Day holiday', '2026-10-01'],
  ['Children’s Day', '2026-06-01'],
  ['a day on which only the staff are back', '2026-08-27'],
  ['the summer holidays', '2026-07-15'],
])('no pupils, no cards: %s', async (_what, day) => {
  world = await openWorld({ at: `${day} 06:00` })
  await world.at('23:00')
  world.everybodyReads(/每周安全小结/)
  expect(world.unread()).toEqual([])
  const card = await teacher().says('/今日')
  expect(card.text).toBe('今天不上课，没有要您确认的事。')
  expect((await teacher().says('/打卡 全班正常')).text).toContain('现在没有要您打的卡')
})

test.each(['2026-05-09', '2026-09-20', '2026-10-10'])(
  'a make-up day at the weekend is a school day: %s',
  async (day) => {
    world = await openWorld({ at: `${day} 07:00` })
    await world.at('07:55')
    expect(world.everybodyReads(/今日双责/)).toHaveLength(24)
  },
)

test('the first card of every school day from mid-September to mid-October, and on no other day', async () => {
  world = await openWorld({ at: '2026-09-18 07:00', school: oneClass() })
  await world.at('2026-10-13 12:00')
  const days = everythingTo(world, '单念蘅')
    .filter((got) => timeOf(got.atMs) < '08:00')
    .map((got) => dayOf(got.atMs))
  expect(days).toEqual([
    ...['2026-09-18', '2026-09-20', '2026-09-21', '2026-09-22', '2026-09-23', '2026-09-24'],
    ...['2026-09-28', '2026-09-29', '2026-09-30', '2026-10-08', '2026-10-09', '2026-10-10'],
    ...['2026-10-12', '2026-10-13'],
  ])
  setAside(world)
})
