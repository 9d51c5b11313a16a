import { afterEach, expect, test } from 'vitest'
import { commands } from '../../commands/index.ts'
import { stockPolicies } from '../../src/duties/policies.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { copySchool } from '../../src/simulation/copy.ts'
import { outcomeOf } from '../../src/simulation/outcome.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { monthAhead, previewEnd } from '../../src/template/month-ahead.ts'
import { openWorld, schoolWith, type World } from '../world.ts'

let world: World
afterEach(() => world.close())

/** What is computed for the chat and what the simulation plays, of the same school from the same instant on. */
async function both(school: SchoolFile) {
  world = await openWorld({ at: '2026-09-02 19:00', school })
  world.everybodyReads(/./)
  const nowMs = world.town.now()
  const to = previewEnd(nowMs, 31)
  const computed = monthAhead(await world.town.directory(), nowMs, to)
  const db = openFile(':memory:', { synchronous: 'NORMAL' })
  await migrate(db, await readMigrations(new URL('../../migrations/', import.meta.url).pathname), nowMs)
  await copySchool(world.town.db, db)
  const played = await outcomeOf({ db, directory: directoryReader(db), commands, sinceMs: nowMs, to })
  await db.close()
  return { computed, played }
}
const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([one], [other]) => one.localeCompare(other))

test('a month computed for the chat is the month the simulation plays', async () => {
  const { computed, played } = await both(
    schoolWith('ptl-fire-daily', 'mtg-monthly-special', 'ins-dept-weekly', 'ptl-guard-rounds'),
  )
  expect(sorted(computed.owed)).toEqual(sorted(played.owed))
  // The weekly summary is the group's; by the card of the day a person may be one message off.
  const people = sorted(played.messages).filter(([id]) => id !== '棠梨湾小学校务安全群')
  expect(sorted(computed.messages).map(([id]) => id)).toEqual(people.map(([id]) => id))
  for (const [id, count] of people) expect(Math.abs(computed.messages.get(id)! - count), id).toBeLessThan(2)
})

test('a step that comes again every day counts every day', async () => {
  const daily = structuredClone(stockPolicies.get('ESC-DAILY')!)
  daily.steps[2]!.repeat = 'daily@09:00'
  const { computed, played } = await both({
    ...schoolWith('ptl-fire-daily'),
    escalation_policies: [{ ...daily }],
  })
  const people = sorted(played.messages).filter(([id]) => id !== '棠梨湾小学校务安全群')
  expect(people.map(([, count]) => count).some((count) => count > 100)).toBe(true)
  expect(sorted(computed.messages).map(([id]) => id)).toEqual(people.map(([id]) => id))
  for (const [id, count] of people) expect(Math.abs(computed.messages.get(id)! - count), id).toBeLessThan(3)
})
