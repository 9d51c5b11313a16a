import { afterEach, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { countOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

async function opened(duty: string, from: string, at: string): Promise<void> {
  world = await openWorld({ at: `2026-09-01 ${from}`, school: schoolWith(duty) })
  await world.at(at)
  setAside(world)
}

async function theOne(duty: string): Promise<Instance> {
  const row = await world.town.db.get<{ state: string }>(
    "SELECT state FROM duty_instances WHERE id LIKE ? AND id LIKE '%2026-09-01'",
    [`${duty}.%`],
  )
  return JSON.parse(row!.state) as Instance
}

const stated = async (table: 'hazards' | 'incidents') =>
  JSON.parse((await world.town.db.get<{ state: string }>(`SELECT state FROM ${table}`))!.state)

const COOK = '窦丰和'
const FOOD = 'chk-food-daily'

test('逐项检查 asks the items of the catalogue and the temperature, with 正常 ready in each', async () => {
  await opened(FOOD, '06:20', '07:40')
  const cook = world.person(COOK)
  await cook.says('/今日')
  const form = await cook.presses('填写')
  expect(form.text).toContain('昨日留样在柜且标签齐全')
  expect(form.text).toContain('燃气、油烟、用电')
  expect(form.fields).toEqual(['purchase', 'staff_health', 'clean', 'sample', 'gas', 'temp', 'trouble'])
  expect((await cook.submits('提交', {})).toast).toBe('请填写「冷藏温度」。')
  expect((await cook.submits('提交', { temp: '很冷' })).toast).toContain('「冷藏温度」您填的是「很冷」')
  expect((await theOne(FOOD)).proofs).toEqual([])
  const half = await cook.submits('提交', { temp: '4' })
  expect(half.toast).toBe('已收到，还要：照片')
  expect((await theOne(FOOD)).proofs).toMatchObject([
    {
      type: 'checklist',
      value:
        '索证索票与进货查验：正常；从业人员晨检：正常；餐具消毒、环境卫生：正常；昨日留样在柜且标签齐全：正常；燃气、油烟、用电：正常；冷藏温度：4℃',
    },
  ])
})

test('有异常 wants one line about it and opens the hazard', async () => {
  await opened(FOOD, '06:20', '07:40')
  const cook = world.person(COOK)
  await cook.says('/今日')
  await cook.presses('填写')
  const refused = await cook.submits('提交', { temp: '4', sample: '有异常' })
  expect(refused.toast).toBe('「昨日留样在柜且标签齐全」有异常，请在说明里写一句：哪里、什么情况。')
  expect(await countOf(world, 'hazards')).toBe(0)
  const told = await cook.submits('提交', { temp: '4', sample: '有异常', trouble: '少留一盒青菜' })
  expect(told.toast).toBe('已登记隐患 1。已收到，还要：照片')
  expect(await stated('hazards')).toMatchObject({ text: '昨日留样在柜且标签齐全：少留一盒青菜' })
  setAside(world)
})

test('typed 正常 does not answer a form that asks a number: it is shown, and nothing is recorded', async () => {
  await opened(FOOD, '06:20', '07:40')
  const form = await world.person(COOK).says('/完成 食堂食品 正常')
  expect(form.text.split('\n')[0]).toBe('这一项要逐项填，填好再点「提交」。')
  expect(form.fields).toContain('temp')
  expect((await theOne(FOOD)).proofs).toEqual([])
})

const SICK = 'rep-sickleave-daily'
const numbers = { sick: '5', fever: '4', rash: '0', gastro: '1' }

test('the sick list takes whole numbers only, each by its name; one typed number is not four', async () => {
  await opened(SICK, '08:00', '10:00')
  const owner = (await theOne(SICK)).owner
  const doctor = world.person((await world.town.directory()).person(owner)!.name)
  const typed = await doctor.says('/完成 因病缺勤 0')
  expect(typed.fields).toEqual(['sick', 'fever', 'rash', 'gastro', 'cluster', 'note'])
  expect((await doctor.submits('提交', { ...numbers, sick: '-3' })).toast).toContain('「因病缺勤总数」')
  expect((await doctor.submits('提交', { ...numbers, fever: '很多' })).toast).toContain('「发热」')
  expect((await doctor.submits('提交', { ...numbers, gastro: '' })).toast).toBe(
    '请填写「呕吐腹泻」，没有就填 0。',
  )
  expect((await theOne(SICK)).proofs).toEqual([])
  expect((await doctor.submits('提交', numbers)).toast).toBe('已完成，谢谢')
  expect((await theOne(SICK)).proofs).toMatchObject([
    { type: 'text', value: '是否达到聚集标准：否' },
    { type: 'number', value: '因病缺勤总数：5；发热：4；皮疹：0；呕吐腹泻：1' },
  ])
})

test('是 to the question of the outbreak is a serious incident', async () => {
  await opened(SICK, '08:00', '10:00')
  const owner = (await theOne(SICK)).owner
  const doctor = world.person((await world.town.directory()).person(owner)!.name)
  await doctor.says('/今日')
  await doctor.presses('填写')
  const told = await doctor.submits('提交', { ...numbers, cluster: '是' })
  expect(told.toast).toBe('已上报事件 1，负责的同事已收到。已完成，谢谢')
  expect(await stated('incidents')).toMatchObject({ category: 'infectious', level: 'serious' })
  setAside(world)
})

test('what a drill found is a hazard, and the seconds and heads are kept by name', async () => {
  world = await openWorld({ at: '2026-09-11 07:20', school: schoolWith('drl-evac-monthly') })
  await world.at('2026-09-11 10:00')
  const row = await world.town.db.get<{ id: string; state: string }>(
    "SELECT id, state FROM duty_instances WHERE id LIKE 'drl-evac-monthly.%.2026-09'",
  )
  const drill = JSON.parse(row!.state) as Instance
  setAside(world)
  const leader = world.person((await world.town.directory()).person(drill.owner)!.name)
  await leader.says(`/完成 ${row!.id} 填写`)
  const given = { scene: '地震', seconds: '110', headcount: '960', problems: '三楼楼梯间太挤' }
  const told = await leader.submits('提交', given)
  expect(told.toast).toBe('已登记隐患 1。已收到，还要：照片')
  expect(await stated('hazards')).toMatchObject({ text: '三楼楼梯间太挤' })
  setAside(world)
})
