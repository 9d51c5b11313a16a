import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const ID = 'rpt-monthly-bureau.school.2026-09'
const owner = () => world.person('贺栎生')
const vice = () => world.person('聂怀谷')
const principal = () => world.person('钟砚舟')
const happened = async () => (await eventsOf(world, 'duty', ID)).map(({ kind }) => kind)

test('reviewed, signed, sent, and done only with the receipt', async () => {
  world = await openWorld({ at: '2026-10-08 10:00', school: schoolWith('rpt-monthly-bureau') })
  expect((await principal().says('/月报 审核通过')).text).toBe('请先由分管副校长审核，再由校长签发。')
  expect((await vice().says('/月报')).buttons).toEqual(['审核通过', '已报送'])
  const read = await vice().presses('审核通过')
  expect(read.toast).toBe('已审核，请校长签发')
  await vice().says('/月报 审核通过')
  await world.at('10:05')
  expect(principal().gets('月度安全工作报告').buttons).toContain('审核通过')
  expect((await principal().presses('审核通过')).text).toContain('签发：钟砚舟')
  await world.at('10:10')
  expect(owner().gets('已签发，待报送').buttons).toEqual(['已报送'])
  await owner().presses('已报送')
  const sent = await owner().submits('提交', { file: '9月安全月报.pdf', receipt: '' })
  expect(sent.toast).toBe('已记下报送。没有回执不算完成，还要：望湖区教育局回执')
  expect(sent.text).toContain('没有回执不算完成')
  expect(await happened()).not.toContain('duty.done')
  await owner().presses('补回执', sent)
  const done = await owner().submits('提交', { receipt: '局安 118 号' })
  expect(done.toast).toBe('已完成，谢谢')
  expect(await happened()).toEqual(expect.arrayContaining(['duty.reviewed', 'duty.approved', 'duty.done']))
  expect((await happened()).filter((kind) => kind === 'duty.reviewed')).toHaveLength(1)
  setAside(world)
})

test('a teacher and the wrong leader are told whose it is; late is marked late', async () => {
  world = await openWorld({ at: '2026-10-08 10:00', school: schoolWith('rpt-monthly-bureau') })
  expect((await world.person('单念蘅').says('/月报 已报送')).text).toContain('您不用办')
  expect((await world.person('岑南屏').says('/月报 审核通过')).text).toContain('您不能代签')
  expect((await world.person('岑南屏').says('/月报 已报送')).text).toContain('月报由贺栎生报送')
  await world.at('2026-10-13 10:00')
  expect((await owner().says('/月报 已报送 13月')).text).toContain('没看懂「13月」是哪个月')
  const sent = await owner().says('/月报 已报送')
  expect(sent.text).toContain('没有回执不算完成')
  await owner().presses('补回执', sent)
  expect((await owner().submits('提交', { receipt: '局安 118 号' })).toast).toBe('已完成（迟报）')
  setAside(world)
})
