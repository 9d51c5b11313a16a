import { afterEach, expect, test } from 'vitest'
import { openWorld, schoolWith, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

test('what nobody did after 17:00 is read in the digest of the next school day', async () => {
  world = await openWorld({ at: '2026-09-02 16:00', school: schoolWith('chk-homeroom-dismissal') })
  await world.at('23:00')
  setAside(world)
  await world.at('2026-09-03 18:10')
  const digest = world.person('聂怀谷').gets('今日汇总')
  expect(digest.text).toContain('一(1)班')
  setAside(world)
})

test('a meeting that was not held in its month is told to both heads although it is missed by then', async () => {
  world = await openWorld({ at: '2026-10-07 09:00', school: schoolWith('mtg-monthly-special') })
  setAside(world)
  await world.at('2026-11-02 09:10')
  expect(world.person('钟砚舟').gets('本期没有完成').text).toContain('安全')
  setAside(world)
})
