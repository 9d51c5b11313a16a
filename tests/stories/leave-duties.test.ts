import { afterEach, expect, test } from 'vitest'
import { instanceOf } from '../states.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
import { everythingTo, setAside } from './school-day.ts'

let world: World
afterEach(() => world.close())

const FOOD = 'chk-food-daily.school.2026-09-01'
const owner = () => world.person('窦丰和')
const stand = () => world.person('邱穗和')

const instance = (id = FOOD) => instanceOf(world, id)

const opened = async () => {
  world = await openWorld({ at: '2026-09-01 07:25', school: schoolWith('chk-food-daily') })
  await world.at('08:30')
  expect((await instance()).status).toBe('open')
  setAside(world)
}

test('ill in the morning: what is already open is the stand-in’s, who does it; the owner hears nothing more', async () => {
  await opened()
  await owner().says('/请假 今天 病假 邱穗和')
  expect(await instance()).toMatchObject({ owner: 'W05', substitute: 'G02' })
  await world.at('08:35')
  const card = stand().gets('请您替岗')
  expect(card.text).toContain('食堂食品安全日管控（代 窦丰和）')
  setAside(world)
  const before = everythingTo(world, '窦丰和').length
  await world.at('2026-09-01 21:00')
  expect(everythingTo(world, '窦丰和')).toHaveLength(before)
  setAside(world)
})

test('refused: what is still open is the owner’s again', async () => {
  await opened()
  await owner().says('/请假 今天 病假 邱穗和')
  await world.at('08:35')
  const deciders = world.unread().filter(({ got }) => got.buttons.includes('不准'))
  expect(deciders).toHaveLength(1)
  const decider = world.person(deciders[0]!.name)
  await decider.presses('不准')
  expect((await instance()).substitute).toBeUndefined()
  setAside(world)
})

test('taken back: the same', async () => {
  await opened()
  await owner().says('/请假 今天 病假 邱穗和')
  await owner().says('/请假 取消')
  expect((await instance()).substitute).toBeUndefined()
  setAside(world)
})

test('a leave that begins while a longer window is open takes it along on its first day', async () => {
  const LETTER = 'rpt-monthly-bureau.school.2026-09'
  world = await openWorld({ at: '2026-09-30 08:00', school: schoolWith('rpt-monthly-bureau') })
  await world.at('2026-09-30 10:00')
  const before = await instance(LETTER)
  setAside(world)
  expect(before).toMatchObject({ status: 'open', owner: 'G01' })
  await world.person('贺栎生').says('/请假 10月10日 病假 邱穗和')
  expect((await instance(LETTER)).substitute, 'not yet').toBeUndefined()
  setAside(world)
  await world.at('2026-10-09 23:00')
  expect((await instance(LETTER)).substitute, 'the day before').toBeUndefined()
  await world.at('2026-10-10 07:00')
  expect(await instance(LETTER)).toMatchObject({ owner: 'G01', substitute: 'G02' })
  setAside(world)
})
