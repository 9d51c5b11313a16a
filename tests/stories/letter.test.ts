import { afterEach, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const STAFF = 'ltr-school-staff'
const DEPARTMENTS = 'ltr-school-dept'
const teacher = () => world.person('单念蘅')
const principal = () => world.person('钟砚舟')
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

test('who signed waits for the others, and they can sign after the last day', async () => {
  await open(DEPARTMENTS)
  const signed = await principal().presses('签字确认', await principal().says('/今日'))
  expect(signed.buttons).toEqual([])
  expect(signed.text).toMatch(/您已签，还等.*贺栎生.*签字/)
  await world.at('2026-09-21 10:00')
  setAside(world)
  const late = await office().says('/今日')
  expect(late.buttons).toEqual(['签字确认', '有异议'])
  const mine = (await office().says('/双责')).text
  expect(mine).toMatch(/学校与处室签订安全目标管理责任书 9月\d+日 \S+ 已过时间/)
  expect(mine).not.toContain('学校与处室签订安全目标管理责任书 有事即办')
  const { id, others } = await letter(DEPARTMENTS, 'school')
  await office().presses('签字确认', late)
  const people = (schoolWith() as { staff?: unknown }).staff as { id: string; name: string }[]
  for (const other of others.filter((each) => each !== 'G01')) {
    const signer = world.person(people.find((person) => person.id === other)!.name)
    await signer.presses('签字确认', await signer.says('/今日'))
  }
  expect((await eventsOf(world, 'duty', id)).at(-1)).toMatchObject({
    kind: 'duty.done',
    data: { late: true },
  })
  setAside(world)
})
