import { afterEach, expect, test } from 'vitest'
import { instanceOf } from '../states.ts'
import { openWorld, schoolWith, unreachable, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const FIRE = 'ptl-fire-daily.school.2026-09-01'
const owner = () => world.person('鲁锦木')
const other = () => world.person('邱穗和')
const instance = () => instanceOf(world, FIRE)

async function morning(): Promise<void> {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:45')
  setAside(world)
}

test('asked, agreed, reminded, on the card of the day; done only with everybody’s word', async () => {
  await morning()
  expect((await owner().says('/协办 防火巡查 邱穗和')).text).toContain('邱穗和（未答复）')
  await world.at('07:50')
  const card = other().gets('请您协办')
  expect(card.buttons).toEqual(['同意协办', '不能协办'])
  const agreed = await other().presses('同意协办', card)
  expect(agreed.toast).toBe('已同意协办，做完请点「我这部分完成」')
  expect(agreed.buttons).toEqual(['我这部分完成'])
  await world.at('09:45')
  expect(other().gets('提醒').text).toContain('与鲁锦木协办')
  owner().gets('提醒')
  const given = await owner().says('/完成 防火巡查 正常')
  expect(given.text).toContain('还等邱穗和确认完成')
  expect((await instance()).status).toBe('open')
  const today = await other().says('/今日')
  expect(today.buttons).toEqual(['我这部分完成'])
  const done = await other().presses('我这部分完成', today)
  expect(done.toast).toBe('已完成，谢谢')
  expect(await instance()).toMatchObject({ status: 'done', doneBy: 'G04' })
  const again = await other().says(`/协办 ${FIRE} 完成`)
  expect(again.text).toContain('已经结束')
  await world.at('23:00')
  expect(world.unread(), 'nothing is overdue').toEqual([])
})

test('who declines gives a reason and the owner is told', async () => {
  await morning()
  await owner().says('/协办 防火巡查 邱穗和')
  await world.at('07:50')
  const card = other().gets('请您协办')
  await other().presses('不能协办', card)
  expect((await other().says(`/协办 ${FIRE} 不能`)).text).toBe('请写明不能协办的理由。')
  expect((await other().submits('提交', { reason: '上午有公开课' })).toast).toBe('已告诉责任人')
  await world.at('07:55')
  expect(owner().gets('协办被推辞').text).toBe(
    '邱穗和不能协办「每日防火巡查」：上午有公开课\n要另请一位，请发送 /协办 每日防火巡查 姓名。',
  )
  expect((await owner().says('/完成 防火巡查 正常')).tags).toEqual(['已完成'])
})

test('the coordinating leader asks, and lets it be done without one; others may not', async () => {
  await morning()
  const vice = world.person('聂怀谷')
  const stranger = world.person('单念蘅')
  expect((await stranger.says(`/协办 ${FIRE} 邱穗和`)).text).toContain('由责任人鲁锦木或分管副校长定')
  expect((await stranger.says(`/协办 ${FIRE} 同意`)).text).toBe('这一项没有请您协办。')
  expect((await owner().says('/协办 防火巡查 鲁锦木')).text).toContain('就是这一项的责任人')
  expect((await owner().says('/协办 防火巡查 无此人')).text).toContain('没有找到「无此人」')
  await vice.says(`/协办 ${FIRE} 邱穗和`)
  await vice.says(`/协办 ${FIRE} 邱穗和`)
  await world.at('07:50')
  await other().presses('同意协办', other().gets('请您协办'))
  expect(other().unread(), 'asked twice, told once').toEqual([])
  await owner().says('/完成 防火巡查 正常')
  expect((await owner().says(`/协办 ${FIRE} 不等 邱穗和`)).text).toContain('聂怀谷')
  expect((await instance()).status).toBe('open')
  expect((await vice.says(`/协办 ${FIRE} 不等`)).text).toContain('请写明不等谁')
  // A name mistaken for another's must not read as if the one who is awaited had been let go.
  expect((await vice.says(`/协办 ${FIRE} 不等 单念蘅`)).text).toContain('没有请这位同事协办')
  await vice.says(`/协办 ${FIRE} 不等 邱穗和`)
  expect((await instance()).status).toBe('done')
  setAside(world)
})

test('nobody is asked who cannot be reached or is away that day', async () => {
  world = await openWorld({
    at: '2026-09-01 07:20',
    school: unreachable(schoolWith('ptl-fire-daily'), 'W06'),
  })
  await world.at('07:45')
  setAside(world)
  await other().says('/请假 今天 病假')
  setAside(world)
  expect((await owner().says('/协办 防火巡查 单念蘅 邱穗和')).text).toBe(
    '邱穗和9月1日 周二请假，请另选一位。',
  )
  expect((await owner().says('/协办 防火巡查 侯芹芳')).text).toBe(
    '侯芹芳没有应用账号，也没有人代收，请另选一位。',
  )
  expect((await instance()).coOwners).toBeUndefined()
})

test('late: the last word after the hour makes it late', async () => {
  await morning()
  await owner().says('/协办 防火巡查 邱穗和')
  await world.at('07:50')
  await other().presses('同意协办', other().gets('请您协办'))
  await owner().says('/完成 防火巡查 正常')
  await world.at('11:30')
  setAside(world)
  await other().says(`/协办 ${FIRE} 完成`)
  expect((await instance()).status).toBe('late')
  setAside(world)
})
