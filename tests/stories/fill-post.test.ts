import { afterEach, expect, test } from 'vitest'
import { instanceOf } from '../states.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { eventsOf, setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

const POST = 'ptl-gate-escort.校门口.2026-09-01.07:30-08:20'
const substitute = () => world.person('叶梅砚')
const owner = () => world.person('田芸归')

const instance = () => instanceOf(world, POST)

async function notArrived(): Promise<void> {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-gate-escort') })
  await world.at('07:56')
}

test('who is told 请补岗 takes the post in one press: done by him, and the owner was absent', async () => {
  await notArrived()
  expect((await instance()).owner).toBe('T13')
  const told = substitute().gets('请补岗')
  setAside(world)
  expect(told.buttons).toContain('我来补岗')
  const taken = await substitute().presses('我来补岗', told)
  expect(taken.toast).toBe('已补岗，记为您到岗、田芸归缺岗')
  expect(await instance()).toMatchObject({
    status: 'late',
    doneBy: 'T11',
    absent: { person: 'T13', by: 'T11' },
  })
  await owner().says(`/完成 ${POST} 已到岗`)
  expect((await eventsOf(world, 'duty', POST)).filter(({ kind }) => kind === 'duty.done')).toHaveLength(1)
  expect((await owner().says('/今日')).text).toContain('叶梅砚补岗')
  await world.at('08:30')
  expect(world.unread()).toEqual([])
})

test('typed too, by the office as well; not by somebody nobody asked, nor before anybody was missing', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-gate-escort') })
  await world.at('07:36')
  setAside(world)
  expect((await substitute().says(`/完成 ${POST} 已到岗`)).text).toContain('由田芸归来办')
  await world.at('07:56')
  setAside(world)
  expect((await world.person('单念蘅').says(`/完成 ${POST} 已到岗`)).text).toContain('由田芸归来办')
  expect((await world.person('杭砥平').says('/完成 护学岗 已到岗')).text).toContain('已补岗')
  expect(await instance()).toMatchObject({ doneBy: 'G03', absent: { person: 'T13' } })
})
