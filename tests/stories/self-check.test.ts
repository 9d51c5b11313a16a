import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { tellSetAside, tellStuck } from '../../src/bot/self-check.ts'
import { instantOf, MINUTE_MS } from '../../src/time.ts'
import { openWorld, schoolWith, type World } from '../world.ts'
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

const administrators = ['滕数峰', '贺栎生', '杭砥平']
const heard = (title: string) =>
  world.unread().flatMap(({ name, got }) => (got.title === title ? [name] : []))

test('a ladder that cannot be climbed stops no other; the administrator is told, and it is tried again', async () => {
  world = await openWorld({
    at: '2026-09-01 07:20',
    school: schoolWith('ptl-fire-daily', 'chk-food-daily'),
  })
  world.expectTrouble('ladder-stuck')
  await world.at('08:30')
  setAside(world)
  const { db } = world.town
  const fire = 'duty/ptl-fire-daily.2026-09-01'
  const kept = await db.get<{ state: string }>('SELECT state FROM ladders WHERE id = ?', [fire])
  await db.write([{ sql: "UPDATE ladders SET state = '{' WHERE id = ?", args: [fire] }])
  await world.at('10:20')
  expect(heard('有的提醒发不出去').sort()).toEqual([...administrators].sort())
  const card = world.person('滕数峰').gets('有的提醒发不出去')
  expect(card.text).toContain('「每日防火巡查」的提醒和催办出错')
  expect(await db.all("SELECT at FROM heartbeats WHERE name = 'tick'")).toEqual([{ at: world.town.now() }])
  setAside(world)
  await db.write([{ sql: 'UPDATE ladders SET state = ? WHERE id = ?', args: [kept!.state, fire] }])
  await world.at('11:05')
  expect(world.person('贺栎生').gets(/已过时间|超时未办/).text).toContain('防火巡查')
  expect(heard('有的提醒发不出去'), 'told once a day').toEqual([])
  setAside(world)
})

test('a ladder with nothing to climb for is told like one that cannot be climbed', async () => {
  world = await openWorld({ at: '2026-09-01 07:20', school: schoolWith('ptl-fire-daily') })
  world.expectTrouble('ladder-stuck')
  await world.at('08:30')
  setAside(world)
  const rename = (from: string, to: string) =>
    world.town.db.write([{ sql: 'UPDATE ladders SET id = ? WHERE id = ?', args: [to, from] }])
  const fire = 'duty/ptl-fire-daily.2026-09-01'
  await rename(fire, 'duty/ptl-gone.2026-09-01')
  await world.at('10:20')
  expect(heard('有的提醒发不出去').sort()).toEqual([...administrators].sort())
  await rename('duty/ptl-gone.2026-09-01', fire)
  setAside(world)
})

test('beats that fail one after the other are told within ten minutes, also at night', async () => {
  world = await openWorld({ at: '2026-09-03 20:35', school: schoolWith('ptl-fire-daily') })
  const { db, app } = world.town
  setAside(world)
  const plan = await db.get<{ state: string }>("SELECT state FROM plans WHERE id = 'plan'")
  await db.write([{ sql: "UPDATE plans SET state = '{' WHERE id = 'plan'", args: [] }])
  for (let minute = 36; minute <= 45; minute++)
    await expect(app.beat(Date.parse(`2026-09-03T20:${minute}:00+08:00`))).rejects.toThrow()
  await db.write([{ sql: "UPDATE plans SET state = ? WHERE id = 'plan'", args: [plan!.state] }])
  await world.at('20:46')
  expect(heard('双责运行出错').sort()).toEqual([...administrators].sort())
  expect(world.person('滕数峰').gets('双责运行出错').text).toContain('9月3日 20:35 起')
  setAside(world)
})

test('an alarm or a report that is stuck is told at once, also at night; anything else in the morning', async () => {
  world = await openWorld({ at: '2026-09-03 20:30' })
  const { db, directory } = world.town
  const at = (time: string) => Date.parse(`2026-09-03T${time}:00+08:00`)
  const job = (once: string, urgency: number) => ({
    sql: `INSERT INTO outbox (once, kind, recipient, show, urgency, created_at, not_before)
          VALUES (?, 'send', 'person:P01', '{}', ?, ?, ?)`,
    args: [once, urgency, at('20:31'), at('20:31')],
  })
  const told = async (nowMs: number) => {
    await db.write([
      { sql: "INSERT OR REPLACE INTO heartbeats (name, at) VALUES ('tick', ?)", args: [nowMs] },
    ])
    await tellStuck({ db, directory }, nowMs, false)
    return db.all("SELECT urgency, not_before AS at FROM outbox WHERE once LIKE 'stuck:%:G03' ORDER BY id")
  }
  await db.write([job('ordinary', 2)])
  const morning = Date.parse('2026-09-04T07:30:00+08:00')
  expect(await told(at('20:42'))).toEqual([{ urgency: 1, at: morning }])
  await db.write([job('alarm', 0)])
  expect(await told(at('20:43'))).toEqual([
    { urgency: 1, at: morning },
    { urgency: 0, at: at('20:43') },
  ])
  await db.write([
    { sql: "DELETE FROM outbox WHERE once IN ('ordinary', 'alarm') OR once LIKE 'stuck:%'", args: [] },
  ])
})

test('a clock that left minutes out tells so, although the webhook was there; a beat by hand does not', async () => {
  world = await openWorld({ at: '2026-09-01 07:25' })
  const { app, db } = world.town
  const at = (time: string) => Date.parse(`2026-09-01T${time}:00+08:00`)
  const told = () => db.all<{ show: string }>("SELECT show FROM outbox WHERE once LIKE 'stopped:%:G03'")
  await app.beat(at('07:50'), 'by-hand')
  expect(await told()).toEqual([])
  await app.beat(at('07:51'), 'minute')
  await app.beat(at('08:40'), 'minute')
  const [stopped] = await told()
  expect(stopped?.show).toContain('9月1日 07:51 至 9月1日 08:40 没有运行，这段时间的提醒晚到了。')
  await world.at('08:41')
  setAside(world)
})

test('each hazard or incident that is stuck is told of once, also later the same day', async () => {
  world = await openWorld({ at: '2026-09-02 10:00', school: schoolWith() })
  const parts = { db: world.town.db, directory: world.town.directory }
  const cards = async (time: string, ...ids: string[]) => {
    const stuck = ids.map((id) => ({ id, error: 'broken' }))
    await tellSetAside(parts, stuck, instantOf('2026-09-02', time))
    await world.at(time)
    const got = world.person('滕数峰').unread()
    setAside(world)
    return got.map(({ text }) => text)
  }
  expect(await cards('10:01', 'hazard/1')).toHaveLength(1)
  expect(await cards('10:02', 'hazard/1'), 'told').toEqual([])
  expect((await cards('14:00', 'incident/2')).join()).toContain('事件 2')
  expect(await cards('14:01', 'hazard/1', 'incident/2'), 'both told').toEqual([])
  expect((await cards('14:02', 'hazard/1', 'incident/2', 'hazard/3')).join()).toMatch(/^隐患 3/)
})
