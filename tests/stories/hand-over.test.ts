import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, unreachable, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

// The weekly inspection of each department; 2026-W37 is the week of September 6.
const DUTY = 'ins-dept-weekly'
const ID = `${DUTY}.academic.2026-W37`
const holder = () => world.person('陆芷衡')
const vice = () => world.person('聂怀谷')
const happened = async () =>
  (await eventsOf(world, 'duty', ID)).map(({ kind, data }) => [kind, data.to ?? data.by])
const open = () => openWorld({ at: '2026-09-08 10:00', school: schoolWith(DUTY) })

test('passed on with a reason: the colleague is told and has it; the second time the vice principal decides', async () => {
  world = await open()
  expect((await holder().says(`/转办 ${ID} 杭砥平`)).text).toBe('请写明转办的理由。')
  const passed = await holder().says(`/转办 ${ID} 杭砥平 外出培训`)
  expect(passed.tags).toEqual(['已转办 1 次'])
  await world.at('10:05')
  const given = world.person('杭砥平').gets('请您代办')
  expect(given.text).toContain('陆芷衡 → 杭砥平：外出培训')
  expect(given.buttons).toContain('请人代办')
  expect((await holder().says(`/转办 ${ID} 邱穗和 外出培训`)).text).toContain('一项在杭砥平手里')
  const again = await world.person('杭砥平').says(`/转办 ${ID} 邱穗和 不归我管`)
  expect(again.text).toContain('现在由谁办：杭砥平')
  await world.at('10:10')
  const wish = vice().gets('请您定由谁来办')
  expect(wish.text).toContain('杭砥平请转给邱穗和：不归我管')
  expect(world.person('邱穗和').unread()).toEqual([])
  expect((await vice().presses('同意转办', wish)).toast).toBe('已转给邱穗和（第 2 次转办）')
  await world.at('10:15')
  world.person('邱穗和').gets('请您代办')
  expect((await happened()).slice(-3)).toEqual([
    ['duty.transferred', 'G03'],
    ['duty.transfer-asked', 'G02'],
    ['duty.transferred', 'G02'],
  ])
  setAside(world)
})

test('the card of what one was given stays true: excused, or passed on, it asks for nothing any more', async () => {
  world = await open()
  await holder().says(`/转办 ${ID} 杭砥平 外出培训`)
  await world.at('10:05')
  const given = world.person('杭砥平').gets('请您代办')
  expect(given.buttons.length).toBeGreaterThan(1)
  expect((await vice().says(`/免做 ${ID} 停电检修`)).text).toContain('已免做')
  await world.at('10:10')
  const now = world.person('杭砥平').sees(given)
  expect(now.text).toContain('免做：停电检修')
  expect(now.buttons).toEqual([])
  setAside(world)
})

test('nobody is given it who cannot be reached or is away on the day it is due', async () => {
  world = await openWorld({ at: '2026-09-08 10:00', school: unreachable(schoolWith(DUTY), 'W06') })
  await world.person('杭砥平').says('/请假 今天 事假')
  setAside(world)
  expect((await holder().says(`/转办 ${ID} 杭砥平 外出培训`)).text).toBe(
    '杭砥平9月8日 周二请假，请另选一位。',
  )
  expect((await holder().says(`/转办 ${ID} 侯芹芳 外出培训`)).text).toBe(
    '侯芹芳没有应用账号，也没有人代收，请另选一位。',
  )
  expect((await happened()).map(([kind]) => kind)).not.toContain('duty.transferred')
})

test('behind time the card offers a stand-in once; who only looks on stands in for nobody', async () => {
  world = await open()
  await world.at('2026-09-15 10:00')
  setAside(world)
  await holder().says(`/转办 ${ID} 杭砥平 外出培训`)
  await world.at('10:05')
  const given = world.person('杭砥平').gets('请您代办')
  expect(given.buttons.filter((label) => label === '请人代办')).toHaveLength(1)
  expect(given.text).not.toContain('（代')
  const seen = await vice().says(`/转办 ${ID}`)
  expect(seen.text).toContain('现在由谁办：杭砥平')
  expect(seen.text).not.toContain('（代')
  setAside(world)
})

test('excused by an allowed role with a reason, not by the holder and not by a teacher', async () => {
  world = await open()
  expect((await holder().says(`/免做 ${ID} 停课`)).text).toContain('自己的职责不能自己免')
  expect((await world.person('单念蘅').says(`/免做 ${ID} 停课`)).text).toContain('免做由本处室负责人')
  expect((await world.person('杭砥平').says(`/免做 ${ID} 停课`)).text, 'the office: only its own').toContain(
    '免做由',
  )
  const several = await vice().says('/免做 ins-dept-weekly 停电停课')
  expect(several.text).toContain('请写明是谁的')
  const excused = await vice().says('/免做 ins-dept-weekly 陆芷衡 停电停课')
  expect(excused.text).toContain('免做：停电停课')
  expect((await happened()).at(-1)).toEqual(['duty.excused', 'P03'])
  await vice().says(`/免做 ${ID} 停电停课`)
  expect((await happened()).filter(([kind]) => kind === 'duty.excused')).toHaveLength(1)
  setAside(world)
})

test('what was passed on before its window opens stays with whom it was given to', async () => {
  world = await openWorld({ at: '2026-09-08 06:00', school: schoolWith(DUTY) })
  await world.at('06:30')
  const planned = await world.town.db.all<{ id: string; opens_at: number }>(
    "SELECT id, opens_at FROM duty_instances WHERE unit = 'academic' AND status = 'scheduled' ORDER BY opens_at",
  )
  const id = planned[0]!.id
  await holder().says(`/转办 ${id} 杭砥平 外出培训`)
  await world.at('2026-09-08 09:10')
  const row = await world.town.db.get<{ responsible: string; status: string }>(
    'SELECT responsible, status FROM duty_instances WHERE id = ?',
    [id],
  )
  expect(row).toMatchObject({ responsible: 'G03', status: 'open' })
  setAside(world)
})

test('a long reason stands short on the card, and whole in the record', async () => {
  world = await open()
  const long = '外出培训'.repeat(700)
  const passed = await holder().says(`/转办 ${ID} 杭砥平 ${long}`)
  expect(passed.text.length).toBeLessThan(400)
  expect((await eventsOf(world, 'duty', ID)).at(-1)?.data.reason).toBe(long)
  setAside(world)
})
