import { afterEach, expect, test } from 'vitest'
import type { Hazard } from '../../src/hazards/hazard.ts'
import { openWorld, quietSchool, type World } from '../world.ts'
import { setAside } from './school-day.ts'

// A restricted hazard has readers by record (handbook §4): no change of posts and no pressing on adds one.

let world: World
afterEach(() => world.close())

const director = () => world.person('岑南屏')
const stranger = () => world.person('单念蘅')
const hazardOf = async (): Promise<Hazard> =>
  JSON.parse((await world.town.db.get<{ state: string }>("SELECT state FROM hazards WHERE id = '1'"))!.state)
const UNREAD = '没有找到隐患 1'

const reported = async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: quietSchool() })
  await world.person('詹朗西').says('/隐患 六(2)班有学生情绪低落，近期有心理风险')
  setAside(world)
  expect(await hazardOf()).toMatchObject({ restricted: true, assignee: 'M01' })
}

test('her post goes to somebody else, the restricted hazard does not go with it', async () => {
  await reported()
  const office = world.person('杭砥平')
  await office.says('/任职 邱穗和 德育主任')
  await office.says('/任职 岑南屏 任课教师')
  setAside(world)
  await office.says('/交接 岑南屏 单念蘅')
  setAside(world)
  await director().says('/交接')
  await director().presses('确认移交')
  await stranger().says('/交接')
  const done = await stranger().presses('确认接手')
  expect(done.toast).toBe('已交接')
  expect(done.text).toContain('受限隐患不随岗移交，由校领导指定。')
  expect((await hazardOf()).assignee).toBe('M01')
  expect((await stranger().says('/隐患 1')).text).toContain(UNREAD)
  setAside(world)
})

test('its handler passes it on to a reader only; whom the principal names reads it as its handler', async () => {
  await reported()
  await director().says('/隐患 1 接收')
  const before = await hazardOf()
  const refused = await director().says('/隐患 1 转交 单念蘅 请班主任跟进')
  expect(refused.text).toContain('只能转交给看得到它的同事')
  expect(refused.text).toContain('要交给单念蘅，请校长、书记或分管副校长来转交。')
  expect(await hazardOf()).toEqual(before)
  expect((await stranger().says('/隐患 1')).text).toContain(UNREAD)
  await world.person('钟砚舟').says('/隐患 1 转交 单念蘅 请班主任跟进')
  setAside(world)
  expect((await stranger().says('/隐患 1')).title).toBe('隐患 1 · 受限')
  expect((await stranger().says('/隐患 1 接收')).tags).toContain('整改中')
  // Handled by her, it is still nobody else's to open.
  expect((await world.person('安画桥').says('/隐患 1')).text).toContain(UNREAD)
  setAside(world)
})

test('a reader gets it by the handler’s word', async () => {
  await reported()
  await director().says('/隐患 1 转交 聂怀谷 请分管校长牵头')
  expect((await hazardOf()).assignee).toBe('P03')
  setAside(world)
})

test('shared or given out, it opens to nobody who may not read it; whom the principal names shares it', async () => {
  await reported()
  await director().says('/隐患 1 接收')
  const before = await hazardOf()
  const shared = await director().says('/隐患 1 协办 单念蘅')
  expect(shared.text).toContain('只能请看得到它的同事协办')
  expect(shared.text).toContain('要请单念蘅协办，请校长、书记或分管副校长来定。')
  const given = await director().says('/隐患 1 派给 单念蘅')
  expect(given.text).toContain('只能派给看得到它的同事')
  expect(await hazardOf()).toEqual(before)
  expect(stranger().unread()).toEqual([])
  expect((await stranger().says('/隐患 1')).text).toContain(UNREAD)
  await world.person('钟砚舟').says('/隐患 1 协办 单念蘅')
  setAside(world)
  expect((await stranger().says('/隐患 1')).title).toBe('隐患 1 · 受限')
  setAside(world)
})

test('what its handler asks for goes to somebody who may read it, and is not forgotten', async () => {
  await reported()
  const vp = world.person('聂怀谷')
  const form = await vp.presses('改类别等级', await vp.says('/隐患 1'))
  await vp.submits('提交', { severity: 'general', urgent: 'no' }, form)
  await director().says('/隐患 1 接收')
  setAside(world)
  expect(await hazardOf()).toMatchObject({ severity: 'general', restricted: true, rectifier: 'M01' })
  await director().says('/隐患 1 延期 9月9日 约了专家')
  expect(vp.gets('隐患 1').buttons).toContain('同意延期')
  await world.at('2026-09-03 09:10')
  expect(vp.gets('隐患 1').text).toContain('延期或暂停的申请还没有批')
  expect(world.person('杭砥平').unread()).toEqual([])
  setAside(world)
})
