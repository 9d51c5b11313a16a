import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const electrician = () => world.person('鲁锦木')

async function fireDay(): Promise<void> {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  await world.at('07:40')
  electrician().gets('今日双责')
}

test('typed, what came of it is the first line of the answer; the card kept true forgets it', async () => {
  await fireDay()
  const first = await electrician().says('/完成 防火巡查 一楼灭火器压力不足')
  expect(first.text.split('\n')[0]).toBe('已登记隐患 1。已收到，还要：逐项检查')
  const done = await electrician().says('/完成 防火巡查 正常')
  expect(done.text.split('\n')[0]).toBe('已完成，谢谢')
  await world.town.settleAnswers()
  expect(electrician().sees(first).text).not.toContain('还要')
  setAside(world)
})

test('a second transfer says that the coordinating leader was asked', async () => {
  await fireDay()
  const given = await electrician().says('/转办 防火巡查 邱穗和 外出培训')
  expect(given.text.split('\n')[0]).toBe('已转给邱穗和（第 1 次转办）')
  const asked = await world.person('邱穗和').says('/转办 防火巡查 窦丰和 有课')
  expect(asked.text.split('\n')[0]).toContain('已报给聂怀谷')
  setAside(world)
})

test('pressed, the toast says it and the card does not repeat it', async () => {
  await fireDay()
  await electrician().says('/今日')
  const done = await electrician().presses('正常')
  expect(done.toast).toBe('已完成，谢谢')
  expect(done.text).not.toContain('谢谢')
})

test('named and nothing more: the duty by itself, and the line names the buttons that are on it', async () => {
  await fireDay()
  const asked = await electrician().says('/完成 防火')
  expect(asked.text.split('\n')[0]).toBe('还要：逐项检查。请点「正常」或「有情况」。')
  expect(asked.buttons).toEqual(expect.arrayContaining(['正常', '有情况']))
  await electrician().presses('正常', asked)
})

test('a letter is signed by a press of one’s own; typed, the line says so', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ltr-school-staff') })
  await world.at('2026-09-02 07:50')
  setAside(world)
  for (const words of ['', ' 签字确认']) {
    const asked = await electrician().says(`/完成 责任书${words}`)
    expect(asked.text.split('\n')[0]).toContain('还要：签字。请点「签字确认」')
    expect(asked.buttons).toContain('签字确认')
  }
})
