import { expect, test } from 'vitest'
import { openWorld } from '../world.ts'

test('what was said is remembered long past any repeat, and not for ever; steps of time always', async () => {
  const world = await openWorld({ at: '2026-06-29 09:00' })
  await world.person('安画桥').says('/帮助')
  const keys = async () =>
    (await world.town.db.all<{ key: string }>('SELECT key FROM causes')).map(({ key }) => key.split(':')[0])
  expect(await keys()).toContain('msg')
  await world.at('2026-06-30 09:00')
  expect(await keys()).toContain('msg')
  await world.at('2026-09-02 00:01')
  expect(await keys()).not.toContain('msg')
  expect(await keys()).toContain('step')
  world.everybodyReads(/./)
  await world.close()
})
