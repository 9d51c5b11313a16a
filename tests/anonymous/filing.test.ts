import { afterEach, expect, test } from 'vitest'
import { beginWork } from '../../src/log/work.ts'
import { fileHazard } from '../../src/reporting/file-hazard.ts'
import { fileIncident } from '../../src/reporting/file-incident.ts'
import { openWorld, quietSchool, type World } from '../world.ts'

let world: World
afterEach(() => world.close())

test('what asks for no name is filed under none, whichever door forgot to ask', async () => {
  world = await openWorld({ at: '2026-09-01 10:30', school: quietSchool() })
  const directory = await world.town.directory()
  const who = directory.byName('单念蘅')!
  const work = () => beginWork(world.town.db, world.town.now(), who.id)
  const said = { text: '匿名：配电房的门没锁，孩子能进去', learnedAtMs: world.town.now() }
  await expect(fileHazard(work(), directory, who, said)).rejects.toMatchObject({ code: 'anonymous' })
  await expect(fileIncident(work(), directory, who, said)).rejects.toMatchObject({ code: 'anonymous' })
  const filed = await fileHazard(work(), directory, undefined, { ...said, anonymous: true })
  expect(filed).not.toHaveProperty('reporter')
})
