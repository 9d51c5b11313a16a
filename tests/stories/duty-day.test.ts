import { afterEach, expect, test } from 'vitest'
import { beatDuties } from '../../src/duty-beat.ts'
import { NO_DAYS } from '../instances/no-days.ts'
import { instanceOf } from '../states.ts'
import { openWorld, PHOTO, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const FIRE = 'ptl-fire-daily.school.2026-09-01'
const electrician = () => world.person('鲁锦木')

const instance = (id: string) => instanceOf(world, id)

test('a daily round: one card, one tap, and nobody hears of it again', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  const card = electrician().gets('今日双责')
  expect(card.text).toContain('10:00 前 · 要：逐项检查')
  expect(card.buttons).toEqual(['正常', '有情况'])
  const done = await electrician().presses('正常')
  expect(done.toast).toBe('已完成，谢谢')
  expect(done.tags).toEqual(['已完成'])
  await world.at('23:59')
  const kept = await instance(FIRE)
  expect(kept).toMatchObject({ status: 'done', doneBy: 'G04', owner: 'G04' })
  expect(kept.proofs.map(({ type, value }) => `${type} ${value}`)).toEqual(['text 正常', 'checklist 正常'])
})

test('pressed twice, and by whoever does not owe it', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  const card = electrician().gets('今日双责')
  await electrician().presses('正常', card)
  expect((await electrician().says(`/完成 ${FIRE} 正常`)).title).toContain('今日双责')
  expect((await eventsOf(world, 'duty', FIRE)).filter(({ kind }) => kind === 'duty.done')).toHaveLength(1)
  expect((await world.person('单念蘅').says(`/完成 ${FIRE} 正常`)).text).toBe(
    '这一项由鲁锦木来办，您不能代办。',
  )
  expect((await world.person('单念蘅').says('/完成 防火巡查 正常')).text).toContain('没有找到要办的这一项')
})

test('nobody does it: reminder, the next one up, the office, the vice principal; done late it is marked late', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  electrician().gets('今日双责')
  await world.at('09:29')
  expect(world.unread()).toEqual([])
  await world.at('09:40')
  electrician().gets('提醒')
  await world.at('10:00')
  electrician().gets('提醒')
  await world.at('10:30')
  electrician().gets('已过时间')
  expect(world.person('贺栎生').gets('已过时间').text).toContain('防火巡查')
  await world.at('11:20')
  expect(world.person('贺栎生').gets('超时未办').text).toContain('防火巡查：鲁锦木')
  world.person('杭砥平').gets('超时未办')
  const late = await electrician().says('/完成 防火巡查 正常')
  expect(late.tags).toEqual(['已完成'])
  expect((await instance(FIRE)).status).toBe('late')
  await world.at('19:00')
  expect(world.unread(), 'done: the vice principal hears nothing').toEqual([])
})

test('what has not opened yet is announced and cannot be ticked beforehand', async () => {
  world = await openWorld({
    at: '2026-09-01 07:20',
    school: schoolWith('chk-homeroom-morning', 'chk-homeroom-dismissal'),
  })
  await world.at('07:50')
  world.everybodyReads(/今日双责/)
  const teacher = world.person('单念蘅')
  const card = await teacher.says('/今日')
  expect(card.text).toContain('16:30 起 三(1)班 放学路队')
  expect(card.buttons).toEqual(['全班正常', '有异常'])
  expect((await teacher.says('/完成 chk-homeroom-dismissal.C301.2026-09-01 正常')).text).toBe(
    '还没到时间，16:30开始。',
  )
})

test('trouble on the round opens a hazard in the same press, and the round counts', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  const card = electrician().gets('今日双责')
  await electrician().presses('有情况', card)
  const done = await electrician().submits('提交', { text: '配电房门锁坏了' })
  expect(done.toast).toBe('已登记隐患 1。已完成，谢谢')
  expect((await instance(FIRE)).status).toBe('done')
  const hazard = await world.town.db.get<{ state: string }>("SELECT state FROM hazards WHERE id = '1'")
  expect(JSON.parse(hazard!.state)).toMatchObject({ text: '配电房门锁坏了', source: `duty/${FIRE}` })
  setAside(world)
})

test('a duty that asks for a photo takes the one just sent, and says what is still missing', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('chk-food-daily') })
  const cook = world.person('窦丰和')
  // It opens at 06:30, when people still rest: the card comes at 07:30 (handbook §10.4).
  await world.at('07:40')
  const card = cook.gets('今日双责')
  expect(card.text).toContain('要：逐项检查、照片')
  await cook.presses('填写', card)
  const half = await cook.submits('提交', { temp: '4' })
  expect(half.toast).toBe('已收到，还要：照片')
  await cook.sendsPhoto(PHOTO)
  setAside(world)
  await cook.presses('填写', card)
  const done = await cook.submits('提交', {})
  expect(done.toast).toBe('已完成，谢谢')
})

test('pressed for the wrong person: the office takes it back with a reason, and it is owed again', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  await electrician().presses('正常', electrician().gets('今日双责'))
  expect((await electrician().says('/撤销 防火巡查 点错了')).text).toContain('由安全办公室撤销')
  const office = world.person('杭砥平')
  expect((await office.says('/撤销 防火巡查')).text).toBe('请写明撤销的理由。')
  expect((await instance(FIRE)).status).toBe('done')
  await office.says('/撤销 防火巡查 点错了人')
  expect(await instance(FIRE)).toMatchObject({
    status: 'open',
    proofs: [],
    undone: { reason: '点错了人', by: 'G03' },
  })
  await world.at('07:50')
  const told = electrician().gets('请重新办理')
  expect(told.text).toContain('点错了人')
  expect((await office.says('/撤销 防火巡查 再撤一次')).text).toContain('已经撤销')
  await world.at('09:40')
  electrician().gets('提醒')
  expect((await electrician().presses('正常')).toast).toBe('已完成，谢谢')
  await world.at('19:00')
  setAside(world)
})

test('two days without a heartbeat: what is over is marked, what is due is said once', async () => {
  world = await openWorld({ at: '2026-09-01 07:00', school: schoolWith('ptl-fire-daily') })
  const directory = await world.town.directory()
  const later = Date.parse('2026-09-03T09:50:00+08:00')
  await beatDuties(world.town.db, directory, later, NO_DAYS)
  expect(
    (await beatDuties(world.town.db, directory, later, NO_DAYS)).steps,
    'a second beat finds nothing',
  ).toEqual([])
  expect((await instance(FIRE)).status).toBe('missed')
  const owed = await world.town.db.all<{ show: string }>(
    "SELECT show FROM outbox WHERE recipient = 'person:G04'",
  )
  const days = owed.map(({ show }) => JSON.parse(show) as { day: string; why?: string })
  expect(days.filter(({ day }) => day === '2026-09-03').map(({ why }) => why)).toEqual(['reminder'])
})

test('a fortnight without a heartbeat: days long over are not made up for, the week and the month are', async () => {
  world = await openWorld({
    at: '2026-09-01 07:00',
    school: schoolWith('ptl-fire-daily', 'chk-duty-leader-shift', 'ins-food-weekly', 'rpt-monthly-bureau'),
  })
  const { db } = world.town
  await beatDuties(db, await world.town.directory(), Date.parse('2026-09-15T09:50:00+08:00'), NO_DAYS)
  const rows = await db.all<{ id: string; status: string }>(
    'SELECT id, status FROM duty_instances ORDER BY id',
  )
  const of = (duty: string) =>
    rows.filter(({ id }) => id.startsWith(duty)).map(({ id, status }) => `${id.split('.')[2]} ${status}`)
  expect(of('ptl-fire-daily')).toEqual(['2026-09-01 missed', '2026-09-14 missed', '2026-09-15 open'])
  expect(
    of('chk-duty-leader-shift').filter((line) => line.endsWith('overdue')),
    'yesterday is over',
  ).toEqual(['2026-09-15 overdue'])
  expect(of('ins-food-weekly')).toContain('2026-W37 overdue')
  const toLeader = await db.all<{ show: string }>("SELECT show FROM outbox WHERE recipient = 'person:P03'")
  expect(toLeader.length).toBeLessThan(8)
})

test('the weekly summary is written by the bot: its keeper confirms with one tap', async () => {
  world = await openWorld({ at: '2026-09-04 15:20', school: schoolWith('rpt-weekly-summary') })
  await world.at('16:10')
  const card = world.person('杭砥平').gets(/今日双责|提醒/)
  expect(card.buttons).toEqual(['确认', '有情况'])
  expect((await world.person('杭砥平').presses('确认', card)).toast).toBe('已完成，谢谢')
  setAside(world)
})

test('what was missed takes its document later, by its name, and stays missed', async () => {
  const DRILL = 'drl-evac-monthly.school.2026-09'
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('drl-evac-monthly') })
  await world.at('2026-10-08 10:00')
  setAside(world)
  expect((await instance(DRILL)).status).toBe('missed')
  const leader = world.person('岑南屏')
  await leader.sendsPhoto(PHOTO)
  setAside(world)
  const kept = await leader.says('/完成 应急疏散演练 9月11日全校疏散，用时 3 分 20 秒')
  expect(kept.text.split('\n')[0]).toBe('已存档，状态仍为缺')
  const after = await instance(DRILL)
  expect(after.status).toBe('missed')
  expect(after.proofs.map(({ type }) => type)).toEqual(expect.arrayContaining(['text', 'photo']))
  setAside(world)
})
