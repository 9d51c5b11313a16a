import { afterEach, describe, expect, test } from 'vitest'
import type { Instance } from '../../src/instances/instance.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { checkinOf, classCheckin, countOf, morning, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const LEADERS = { chatId: 'oc_demo_leaders', mentionBot: true }
const electrician = () => world.person('鲁锦木')
const inGroup = () => world.person('陆芷衡')
const teacher = () => world.person('单念蘅')

async function ofDuty(duty: string): Promise<Instance> {
  const row = await world.town.db.get<{ state: string }>(
    'SELECT state FROM duty_instances WHERE id LIKE ? ORDER BY id LIMIT 1',
    [`${duty}.%`],
  )
  return JSON.parse(row!.state) as Instance
}

async function fireDay(): Promise<void> {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  setAside(world)
}

describe('a duty that asks for words', () => {
  async function shift() {
    world = await openWorld({ at: '2026-09-01 06:00', school: schoolWith('chk-duty-leader-shift') })
    await world.at('07:40')
    setAside(world)
    const about = await ofDuty('chk-duty-leader-shift')
    const leader = world.person((await world.town.directory()).person(about.owner)!.name)
    return { about, leader }
  }

  test('danger is filed and not kept as its proof', async () => {
    const { about, leader } = await shift()
    for (const words of [
      '校门口有人拿刀',
      '一个学生躺在地上',
      '3班有人不见了',
      '有孩子爬到顶楼了',
      '老师昏过去了',
    ])
      await leader.says(`/完成 ${about.id} ${words}`)
    expect(await countOf(world, 'incidents')).toBe(5)
    setAside(world)
  })

  test('what is no account of it is asked back with the words', async () => {
    const { about, leader } = await shift()
    for (const words of ['我没到岗', '还没到', '路上堵车', '忘了', '这是啥？', '不归我管', '请假了']) {
      const asked = await leader.says(`/完成 ${about.id} ${words}`)
      expect(asked.text, words).toContain(`您写的是「${words}」。正常，还是有情况？`)
    }
    expect((await ofDuty('chk-duty-leader-shift')).proofs).toEqual([])
  })
})

describe('a check-in that is not there', () => {
  test('before the window, of one who owes none, and in a group the danger is filed', async () => {
    world = await openWorld({ at: '2026-09-01 06:55' })
    expect((await teacher().says('/打卡 有个孩子不见了')).text).not.toContain('没有要您打的卡')
    expect(await countOf(world, 'incidents')).toBe(1)
    setAside(world)
    await electrician().says('/打卡 着火了')
    expect(await countOf(world, 'incidents')).toBe(2)
    setAside(world)
    expect((await inGroup().says('/打卡 教学楼B着火了', LEADERS)).text).toMatch(/^事件 3 已收到/)
    setAside(world)
    expect((await teacher().says('/打卡 全班正常')).text).toContain('没有要您打的卡')
  })

  test('danger beside 「正常」 files it and leaves the check to be answered', async () => {
    world = await morning()
    await teacher().says('/打卡 校门口有人拿刀其他正常')
    expect(await countOf(world, 'incidents')).toBe(1)
    expect((await checkinOf(world, classCheckin('C301'))).answer).toBeUndefined()
    setAside(world)
  })
})

describe('a duty that is not named, or on no day', () => {
  test.each(['着火了', '有个孩子不见了', '防火巡查 9月31日 着火了', '放学 9月31日 一个学生躺在地上'])(
    '/完成 %s',
    async (words) => {
      await fireDay()
      await electrician().says(`/完成 ${words}`)
      expect(await countOf(world, 'incidents')).toBe(1)
      setAside(world)
    },
  )

  test('anything else is refused as before', async () => {
    await fireDay()
    expect((await electrician().says('/完成 扫地')).text).toContain('没有找到要办的这一项')
    expect((await electrician().says('/完成 防火巡查 9月31日 正常')).text).toContain('9月31日')
  })
})

describe('a round without its point', () => {
  test('trouble is filed, and a point named last is found', async () => {
    await fireDay()
    await electrician().says('/巡查 着火了')
    expect(await countOf(world, 'incidents')).toBe(1)
    await electrician().says('/巡查 三楼消防通道堵了')
    expect(await countOf(world, 'hazards')).toBe(1)
    await electrician().says('/巡查 灯坏了 XC-03')
    expect(await countOf(world, 'hazards')).toBe(2)
    const row = await world.town.db.get<{ state: string }>('SELECT state FROM hazards WHERE number = 2')
    expect(JSON.parse(row!.state)).toMatchObject({ place: { id: 'PP03' } })
    setAside(world)
    expect((await electrician().says('/巡查 操场 正常')).text).toContain('本校没有巡查点')
  })
})

test('in a meeting somebody faints: that is no minutes', async () => {
  world = await openWorld({ at: '2026-09-24 15:40', school: schoolWith('mtg-monthly-special') })
  setAside(world)
  const about = await ofDuty('mtg-monthly-special')
  const caller = world.person('聂怀谷')
  await caller.says(`/完成 ${about.id} 会上有老师晕倒了`)
  expect(await countOf(world, 'incidents')).toBe(1)
  setAside(world)
  await caller.says(`/完成 ${about.id} 议题：校园欺凌防治；部署：各班排查打架苗头`)
  expect(await countOf(world, 'incidents')).toBe(1)
})

test('in a group danger behind a private command is filed, the rest stays private', async () => {
  await fireDay()
  expect((await inGroup().says('/完成 着火了', LEADERS)).text).toMatch(/^事件 1 已收到/)
  setAside(world)
  expect((await inGroup().says('/巡查 XC-03 着火了', LEADERS)).text).toMatch(/^事件 2 已收到/)
  setAside(world)
  expect((await inGroup().says('/完成 防火巡查 正常', LEADERS)).text).toContain('请和我私聊')
  expect((await inGroup().says('/巡查 XC-03 正常', LEADERS)).text).toContain('请和我私聊')
})
