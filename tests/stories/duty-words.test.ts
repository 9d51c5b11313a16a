import { afterEach, expect, test } from 'vitest'
import { instanceOf } from '../states.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { countOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const FIRE = 'ptl-fire-daily.school.2026-09-01'
const LINE = 'chk-homeroom-dismissal.C301.2026-09-01'
const electrician = () => world.person('鲁锦木')
const teacher = () => world.person('单念蘅')

async function fireDay(): Promise<void> {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  electrician().gets('今日双责')
}

async function dismissal(): Promise<void> {
  world = await openWorld({ at: '2026-09-01 16:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.at('16:45')
  setAside(world)
}

const instance = (id: string) => instanceOf(world, id)

const newest = async (table: 'hazards' | 'incidents') => {
  const row = await world.town.db.get<{ state: string }>(
    `SELECT state FROM ${table} ORDER BY number DESC LIMIT 1`,
  )
  return row && JSON.parse(row.state)
}

test('a negation or a promise is not 正常: nothing is done, and the words stand in the one question', async () => {
  await fireDay()
  for (const words of ['不正常', '没完成', '待会儿确认', '明天再完成']) {
    const asked = await electrician().says(`/完成 防火巡查 ${words}`)
    expect(asked.text, words).toContain(`您写的是「${words}」。正常，还是有情况？`)
    expect(asked.buttons, words).toEqual(['有情况', '正常', '返回'])
    expect(await instance(FIRE), words).toMatchObject({ status: 'open', proofs: [] })
  }
  expect(await countOf(world, 'hazards')).toBe(0)
  const refused = await electrician().submits('有情况', { text: '不正常' })
  expect(refused.toast).toContain('在哪里、什么东西')
  const done = await electrician().submits('正常', { text: '明天再完成' })
  expect(done.toast).toBe('已完成，谢谢')
  expect((await instance(FIRE)).proofs.map(({ type, value }) => `${type} ${value}`)).toEqual([
    'text 明天再完成',
    'checklist 正常',
  ])
})

test('every way of saying that all is well is one answer', async () => {
  for (const words of ['未发现异常', '一切OK', '没有发现问题，谢谢']) {
    await fireDay()
    expect((await electrician().says(`/完成 防火巡查 ${words}`)).tags, words).toEqual(['已完成'])
    expect((await instance(FIRE)).status).toBe('done')
    await world.close()
  }
  await fireDay()
})

test('trouble typed into a check opens a hazard, and what was not looked at stays to be said', async () => {
  await fireDay()
  const told = await electrician().says('/完成 防火巡查 不合格，一楼灭火器压力不足')
  expect(told.buttons).toEqual(['正常', '有情况'])
  expect(await newest('hazards')).toMatchObject({
    text: '不合格，一楼灭火器压力不足',
    reporter: 'G04',
    source: `duty/${FIRE}`,
  })
  expect(await instance(FIRE)).toMatchObject({
    status: 'open',
    proofs: [{ type: 'text', value: '有情况，见隐患 1' }],
  })
  await electrician().presses('正常')
  expect((await instance(FIRE)).status).toBe('done')
  setAside(world)
})

test('the form of trouble asks about the rest, and only what was said of it is written', async () => {
  await fireDay()
  await electrician().says('/今日')
  await electrician().presses('有情况')
  const half = await electrician().submits('提交', { text: '二楼消火栓漏水', rest: '还没看完' })
  expect(half.toast).toBe('已登记隐患 1。已收到，还要：逐项检查')
  expect(await instance(FIRE)).toMatchObject({ status: 'open' })
  await electrician().presses('有情况')
  const done = await electrician().submits('提交', { text: '三楼应急灯不亮' })
  expect(done.toast).toBe('已登记隐患 2。已完成，谢谢')
  expect((await instance(FIRE)).proofs.map(({ type, value }) => `${type} ${value}`)).toEqual([
    'text 有情况，见隐患 1',
    'text 有情况，见隐患 2',
    'checklist 有情况，见隐患 2，其余正常',
  ])
  setAside(world)
})

test('a child that is missing is an incident, whatever command it was typed behind', async () => {
  await dismissal()
  await teacher().says('/完成 放学路队 有一个孩子不见了')
  expect(await newest('incidents')).toMatchObject({
    category: 'missing',
    level: 'serious',
    classId: 'C301',
    source: `duty/${LINE}`,
  })
  expect((await instance(LINE)).proofs).toMatchObject([{ type: 'text', value: '有情况，见事件 1' }])
  expect((await instance(LINE)).status).toBe('done')
  await world.at('16:47')
  expect(setAside(world).length).toBeGreaterThan(1)
})

test('pressed, a child nobody comes for is an incident and not a hazard of the school grounds', async () => {
  await dismissal()
  await teacher().says('/今日')
  await teacher().presses('有情况')
  await teacher().submits('提交', { text: '有一个孩子没有接走，家长联系不上' })
  expect(await newest('incidents')).toMatchObject({ category: 'missing', classId: 'C301' })
  expect(await countOf(world, 'hazards')).toBe(0)
  expect(JSON.stringify((await instance(LINE)).proofs)).not.toContain('其余正常')
  setAside(world)
})

test('「正常」 pressed over a field that says otherwise records both', async () => {
  await fireDay()
  await electrician().says('/完成 防火巡查 不正常')
  const both = await electrician().submits('正常', { text: '一楼应急灯不亮' })
  expect(both.toast).toBe('已登记隐患 1。已完成，谢谢')
  expect((await instance(FIRE)).proofs.map(({ type, value }) => `${type} ${value}`)).toEqual([
    'text 有情况，见隐患 1',
    'checklist 正常',
  ])
  setAside(world)
})

test('danger is never lost because the duty is another one, not mine or not open yet', async () => {
  await dismissal()
  await world.person('邱穗和').says('/完成 放学路队 有一个孩子不见了')
  expect(await countOf(world, 'incidents')).toBe(1)
  await teacher().says('/完成 chk-homeroom-dismissal.C301.2026-09-02 二楼窗户要掉下来了')
  expect(await countOf(world, 'hazards')).toBe(1)
  await world.person('邱穗和').says(`/完成 ${LINE} 一楼灯坏了`)
  expect(await countOf(world, 'hazards')).toBe(2)
  expect((await instance(LINE)).proofs).toEqual([])
  setAside(world)
})

test('a day in the words names the one that is meant; another day’s is not today’s', async () => {
  await fireDay()
  for (const words of ['2026-08-31 正常', '8月31日 正常', '昨天 正常']) {
    const refused = await electrician().says(`/完成 防火巡查 ${words}`)
    expect(refused.text, words).toContain('8月31日 周一没有要您办的这一项')
  }
  expect((await electrician().says('/完成 防火巡查 2026-02-30 正常')).text).toContain('这一天')
  expect((await instance(FIRE)).proofs).toEqual([])
  await electrician().says('/完成 防火巡查 9月1日 正常')
  expect((await instance(FIRE)).status).toBe('done')
})
