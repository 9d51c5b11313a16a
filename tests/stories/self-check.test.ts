import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { tellStuck } from '../../src/bot/self-check.ts'
import { MINUTE_MS } from '../../src/time.ts'
import { openWorld, type World } from '../world.ts'
import { setAside } from './school-day.ts'

let world: World
afterEach(() => world?.close())

test('the bot stood still over the morning cards: the administrator hears of it once, first thing', async () => {
  const databaseUrl = `file:${join(await mkdtemp(join(tmpdir(), 'shuangze-')), 'still.db')}`
  world = await openWorld({ at: '2026-09-01 07:25', databaseUrl })
  await world.close()
  world = await openWorld({ at: '2026-09-01 08:05', databaseUrl })
  await world.at('08:06')
  expect(
    world
      .person('滕数峰')
      .unread()
      .map(({ title }) => title),
  ).toContain('双责停过一段时间')
  expect(world.person('杭砥平').gets('双责停过一段时间').text).toContain('9月1日 07:25 至 9月1日 08:05')
  setAside(world)
  await world.town.restart()
  await world.at('08:09')
  expect(world.unread().filter(({ got }) => got.title.startsWith('双责停过'))).toEqual([])
  setAside(world)
})

test('a night without anything due is no standstill', async () => {
  const databaseUrl = `file:${join(await mkdtemp(join(tmpdir(), 'shuangze-')), 'night.db')}`
  world = await openWorld({ at: '2026-09-06 09:00', databaseUrl })
  await world.close()
  world = await openWorld({ at: '2026-09-06 21:00', databaseUrl })
  await world.at('21:05')
  expect(world.unread()).toEqual([])
})

test('cards that wait without a reason are told; a pause of the heart is another matter', async () => {
  world = await openWorld({ at: '2026-09-01 10:00' })
  const { db, directory } = world.town
  const nowMs = Date.parse('2026-09-01T10:20:00+08:00')
  const beat = (atMs: number) =>
    db.write([{ sql: "INSERT OR REPLACE INTO heartbeats (name, at) VALUES ('tick', ?)", args: [atMs] }])
  await db.write([
    {
      sql: "INSERT INTO inbox (key, received_at, inbound, not_before) VALUES ('stuck', ?, '{}', ?)",
      args: [nowMs - 11 * MINUTE_MS, nowMs + 60 * MINUTE_MS],
    },
  ])
  const told = () => db.all("SELECT id FROM outbox WHERE once LIKE 'stuck:%'")
  await beat(nowMs - 5 * MINUTE_MS)
  await tellStuck({ db, directory }, nowMs, false)
  expect(await told()).toHaveLength(0)
  await beat(nowMs - MINUTE_MS)
  await tellStuck({ db, directory }, nowMs, false)
  await tellStuck({ db, directory }, nowMs + MINUTE_MS, false)
  expect(await told()).toHaveLength(3)
  await db.write([{ sql: "DELETE FROM inbox WHERE key = 'stuck'", args: [] }])
})
