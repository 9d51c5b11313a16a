import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { type Instance, isOwed } from '../../src/instances/instance.ts'
import { unsign } from '../../src/instances/letter.ts'
import { prove, voidDone } from '../../src/instances/prove.ts'
import { after, meeting } from '../instances/made.ts'
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

/** Those who sign the departments' letter, its owner first, each by his own press. */
async function signers(): Promise<string[]> {
  const { owner, others } = await letter(DEPARTMENTS, 'school')
  const people = (await world.town.directory()).people
  return [owner, ...others].map((id) => people.find((person) => person.id === id)!.name)
}
const sign = async (name: string) =>
  world.person(name).presses('签字确认', await world.person(name).says('/今日'))
const signed = async (): Promise<string[]> =>
  (await letter(DEPARTMENTS, 'school')).proofs.filter(({ type }) => type === 'signature').map(({ by }) => by)

test('a signature is taken back with its reason while others are still awaited; nobody else’s goes', async () => {
  await open(DEPARTMENTS)
  for (const name of ['钟砚舟', '贺栎生']) await sign(name)
  expect(await signed()).toEqual(['P01', 'G01'])
  const officer = world.person('杭砥平')
  expect((await officer.says('/撤销 责任书 贺栎生')).text).toBe('请写明撤销的理由。')
  expect((await officer.says('/撤销 责任书 签错了')).text).toContain(
    '责任书按人撤销，请写明是谁的签字，例如：/撤销 责任书 钟砚舟 签错了',
  )
  expect((await world.person('岑南屏').says('/撤销 责任书 贺栎生 签错了')).text).toContain('由安全办公室撤销')
  await officer.says('/撤销 责任书 贺栎生 拿错了手机')
  expect(await signed()).toEqual(['P01'])
  expect((await officer.says('/撤销 责任书 贺栎生 再撤一次')).text).toContain('贺栎生没有签这份责任书')
  await world.at('10:05')
  const told = office().gets('请重新办理')
  expect(told.text).toContain('撤销理由：拿错了手机')
  expect(told.buttons).toContain('签字确认')
  await office().presses('签字确认', told)
  expect(await signed()).toEqual(['P01', 'G01'])
  setAside(world)
})

test('all have signed and one wrongly: the letter waits for him again, six signatures stay', async () => {
  await open(DEPARTMENTS)
  const all = await signers()
  for (const name of all) await sign(name)
  const before = await letter(DEPARTMENTS, 'school')
  expect(before.status).toBe('done')
  expect((await world.person('杭砥平').says(`/撤销 ${before.id} 一人签错了`)).text).toContain(
    '责任书按人撤销',
  )
  expect(await letter(DEPARTMENTS, 'school')).toEqual(before)
  await world.person('杭砥平').says('/撤销 责任书 贺栎生 一人签错了')
  const after = await letter(DEPARTMENTS, 'school')
  expect(after).toMatchObject({ status: 'open', undone: { reason: '一人签错了', by: 'G03', of: 'G01' } })
  expect(after.proofs).toEqual(before.proofs.filter(({ by }) => by !== 'G01'))
  expect(after.doneAtMs).toBeUndefined()
  await world.at('10:05')
  const others = all.filter((name) => name !== '贺栎生')
  expect(world.everybodyReads(/请重新办理/)).toEqual(['贺栎生'])
  expect((await world.person(others[1]!).says('/今日')).text).not.toContain('请重新办理')
  await sign('贺栎生')
  expect((await letter(DEPARTMENTS, 'school')).status).toBe('done')
  setAside(world)
})

test('one’s own letter goes back by its name alone', async () => {
  await open(STAFF)
  await sign('单念蘅')
  await world.person('杭砥平').says('/撤销 责任书 单念蘅 不是本人签的')
  expect(await letter(STAFF, 'T31')).toMatchObject({ status: 'open', proofs: [] })
  await world.at('10:05')
  expect(teacher().gets('请重新办理').buttons).toContain('签字确认')
  await sign('单念蘅')
  const { id } = await letter(STAFF, 'T31')
  await world.person('杭砥平').says(`/撤销 ${id} 不是本人签的`)
  expect(await letter(STAFF, 'T31')).toMatchObject({ status: 'open', proofs: [] })
  setAside(world)
})

test('no word ever wipes a letter for all, and taking one back leaves everybody else’s proofs', () => {
  const people = fc.uniqueArray(fc.constantFrom('P01', 'P02', 'G01', 'G02', 'P03'), { minLength: 1 })
  fc.assert(
    fc.property(people, fc.nat(), (signing, which) => {
      const given = signing.map(
        (who) => (state: Instance) =>
          prove([{ type: 'signature', value: '已签' }], { by: who, nowMs: 0, graceMs: 0 })(state),
      )
      const made = meeting({ required: ['signature'], owner: 'P03', others: ['P01', 'P02', 'G01', 'G02'] })
      const before = after(made, 0, ...given)
      expect(() => voidDone('点错', 'G03')(before)).toThrow()
      const who = signing[which % signing.length]!
      const taken = after(before, 0, (state) => unsign(who, '点错', 'G03')(state))
      expect(taken.proofs).toEqual(before.proofs.filter(({ by }) => by !== who))
      expect(isOwed(taken)).toBe(true)
      expect(() => unsign(who, '点错', 'G03')(taken)).toThrow('没有签')
    }),
  )
})
