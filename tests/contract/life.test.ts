import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFile } from '../../src/store/file.ts'
import { run } from '../process.ts'
import { openStage, type Stage, until } from '../stage.ts'
import { PHOTO } from '../world.ts'
import { deliver, platformOf } from './requests.ts'

// How the process lives and ends: health, readiness, numbers, SIGTERM.
let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const ready = async (url: string) => {
  const response = await fetch(`${url}/readyz`)
  return { status: response.status, ...((await response.json()) as { ready: boolean; problems: string[] }) }
}

test('alive, ready and counted', async () => {
  const startedAt = performance.now()
  const bot = await stage.bot()
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200)
  expect(performance.now() - startedAt).toBeLessThan(30_000)
  await bot.logged('commands-registered')
  await stage.connect(bot)
  const teacher = stage.account('单念蘅')
  await stage.emulator.say(teacher, '/帮助')
  await until(stage.emulator, 'help', () => stage.answersTo(teacher).length === 1)
  await deliver(
    platformOf(stage),
    bot.webhook,
    platformOf(stage).message(teacher, 'x', { header: { token: 'y' } }),
  )
  expect(await ready(bot.url)).toEqual({ status: 200, ready: true, problems: [] })
  const text = await (await fetch(`${bot.url}/metrics`)).text()
  for (const line of [
    'shuangze_inbound_message_total 1',
    'shuangze_inbound_challenge_total 1',
    'shuangze_untrusted_total 1',
    'shuangze_inbox_waiting 0',
  ])
    expect(text.split('\n')).toContain(line)
  expect(text).toMatch(/^shuangze_last_tick_age_seconds \d/m)
})

test('not ready while the platform gives no token', async () => {
  stage.emulator.faults.down = true
  const bot = await stage.bot()
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200)
  const away = await ready(bot.url)
  expect(away).toMatchObject({ status: 503, ready: false })
  expect(away.problems.join()).toContain('the chat platform does not answer')
  expect(away.problems.join()).not.toContain(stage.emulator.app.appSecret)
  stage.emulator.faults.down = false
  expect((await ready(bot.url)).problems.join()).not.toContain('chat platform')
})

test('not ready when the heart stands still or cards wait', async () => {
  const bot = await stage.bot()
  await bot.logged('commands-registered')
  expect((await ready(bot.url)).status).toBe(200)
  const db = openFile(stage.databaseUrl.slice('file:'.length))
  const past = stage.now() - 11 * 60_000
  await db.write([
    { sql: "UPDATE heartbeats SET at = ? WHERE name = 'tick'", args: [past] },
    {
      sql: "INSERT INTO outbox (once, kind, recipient, show, urgency, created_at, not_before, lease_until) VALUES ('x', 'send', 'person:P01', '{}', 2, ?, ?, ?)",
      args: [past, past, stage.now() + 3_600_000],
    },
  ])
  const stuck = await ready(bot.url)
  expect(stuck.status).toBe(503)
  expect(stuck.problems).toEqual([
    'the last heartbeat is older than 10 minutes',
    'cards wait in the outbox for more than 10 minutes',
  ])
  await db.close()
})

test('SIGTERM: requests under way are answered, later work is done, exit code 0 within seconds', async () => {
  const bot = await stage.bot()
  await stage.connect(bot)
  const platform = platformOf(stage)
  const teacher = stage.account('单念蘅')
  const sentences = Array.from({ length: 12 }, (_, n) =>
    platform.message(teacher, `/隐患 第${n}间教室插座烧黑`),
  )
  const acknowledged = sentences.map((sentence) => deliver(platform, bot.webhook, sentence))
  await Promise.race(acknowledged)
  const { code, tookMs } = await bot.stop()
  expect(code).toBe(0)
  expect(tookMs).toBeLessThan(6000)
  const kept = (await Promise.all(acknowledged)).filter(({ status }) => status === 200).length
  const [left] = await stage.rows<{ n: number }>(
    'SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM hazards) AS n',
  )
  expect(kept).toBeGreaterThan(0)
  expect(left!.n).toBeGreaterThanOrEqual(kept)
  const again = await stage.bot()
  await again.logged('listening')
  await stage.settled()
  expect(await stage.rows('SELECT count(*) AS n FROM hazards')).toEqual([{ n: left!.n }])
})

test('SIGTERM while the platform keeps us waiting: still over within seconds, nothing lost', async () => {
  const bot = await stage.bot()
  await stage.connect(bot)
  const teacher = stage.account('单念蘅')
  stage.emulator.faults.next(/resources/, 'silent')
  await stage.emulator.sendImage(teacher, PHOTO, 'image/jpeg')
  const { code, tookMs } = await bot.stop()
  expect(code).toBe(0)
  expect(tookMs).toBeLessThan(7000)
  await stage.bot()
  await until(stage.emulator, 'what to do with the picture', () => stage.answersTo(teacher).length === 1)
})

test('the playground starts without credentials and ends on SIGINT', async () => {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as { port: number }
  free.close()
  await once(free, 'close')
  const ending = run('src/node.ts', [], { PORT: String(port) }, async (child) => {
    await reached(`http://127.0.0.1:${port}/healthz`)
    expect((await fetch(`http://127.0.0.1:${port}/playground/`)).status).toBe(200)
    child.kill('SIGINT')
  })
  const { code, stdout } = await ending
  expect(code).toBe(0)
  expect(stdout).toContain(`http://127.0.0.1:${port}/playground/`)
})

/** The process is alive within the contract's thirty seconds. */
async function reached(url: string): Promise<void> {
  const over = AbortSignal.timeout(30_000)
  for (;;) {
    const alive = await fetch(url, { signal: over }).catch((error: unknown) => {
      if (over.aborted) throw error
    })
    if (alive?.status === 200) return
  }
}
