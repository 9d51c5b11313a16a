import { afterEach, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const STAFF = 'ltr-school-staff'
const teacher = () => world.person('单念蘅')
const office = () => world.person('贺栎生')

async function letter(duty: string, unit: string): Promise<Instance> {
  const row = await world.town.db.get<{ state: string }>(
    'SELECT state FROM duty_instances WHERE duty = ? AND unit = ?',
    [duty, unit],
  )
  return JSON.parse(row!.state) as Instance
}

async function open(duty: string, at = '2026-09-02 10:00') {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith(duty) })
  await world.at(at)
  setAside(world)
}

test('an objection with its reason is kept, signs nothing, files no hazard, and the issuer hears of it', async () => {
  await open(STAFF)
  const card = await teacher().says('/今日')
  expect(card.buttons).toEqual(['签字确认', '有异议'])
  const asked = await teacher().presses('有异议', card)
  expect(asked.text).toContain('提交后不算签字')
  const told = await teacher().submits('提交', { reason: '我不同意第三条，先不签' })
  expect(told.toast).toBe('异议已记下，没有签字，已告诉贺栎生')
  expect(told.text).toContain('您有异议：我不同意第三条，先不签')
  expect(told.buttons, 'may still be signed once it is settled').toContain('签字确认')
  const { id, proofs, objections } = await letter(STAFF, 'T31')
  expect(proofs).toEqual([])
  expect(objections).toMatchObject([{ person: 'T31', reason: '我不同意第三条，先不签' }])
  expect(await world.town.db.get<{ n: number }>('SELECT count(*) AS n FROM hazards')).toEqual({ n: 0 })
  await world.at('10:05')
  expect(office().gets('责任书有异议').text).toContain('单念蘅')
  await teacher().presses('签字确认', await teacher().says('/今日'))
  expect((await eventsOf(world, 'duty', id)).map(({ kind }) => kind)).toContain('duty.done')
  setAside(world)
})

test('refusing in typed words asks for the reason with the words in it, and keeps no proof', async () => {
  await open(STAFF)
  for (const words of ['我不签', '第三条我不同意', '有情况']) {
    const asked = await teacher().says(`/完成 责任书 ${words}`)
    expect(asked.text, words).toContain('提交后不算签字')
  }
  expect((await teacher().says('/完成 责任书 有异议 第三条写得不对')).text).toContain(
    '异议已记下，没有签字，已告诉贺栎生',
  )
  expect((await letter(STAFF, 'T31')).proofs).toEqual([])
  await world.at('10:05')
  setAside(world)
})

test('nobody signs for another: a letter cannot be passed on', async () => {
  await open(STAFF)
  expect((await world.person('鲁锦木').says('/转办 责任书 邱穗和 不想签')).text).toBe(
    '责任书要本人签字，不能转办。不同意的地方，请在卡片上点「有异议」。',
  )
  await world.at('2026-09-21 10:00')
  setAside(world)
  const late = await world.person('鲁锦木').says('/今日')
  expect(late.text).toContain('已过时间')
  expect(late.buttons).toEqual(['签字确认', '有异议'])
  setAside(world)
})
