import { afterEach, beforeEach, expect, test } from 'vitest'
import { deliver, platformOf } from '../contract/requests.ts'
import { type Bot, cli } from '../process.ts'
import { type Sqld, startSqld } from '../sqld.ts'
import { openStage, type Stage, until } from '../stage.ts'

// A remote database that goes away under the bot and comes back.
let sqld: Sqld
let stage: Stage
let bot: Bot
beforeEach(async () => {
  sqld = await startSqld()
  stage = await openStage({ databaseUrl: sqld.url })
  expect((await cli(['migrate'], stage.env())).code).toBe(0)
  bot = await stage.bot()
  await stage.connect(bot)
})
afterEach(async () => {
  await stage.close()
  await sqld.stop()
})

test('gone and back: refused while away, nothing acknowledged lost, no restart needed', {
  timeout: 60_000,
}, async () => {
  const platform = platformOf(stage)
  const [teacher, head] = [stage.account('单念蘅'), stage.account('聂怀谷')]
  // Acknowledged just before the end: the answer is owed or even half sent when the database goes.
  const early = Array.from({ length: 5 }, (_, n) =>
    stage.emulator.say(teacher, `/隐患 ${n}号教室窗户玻璃裂了`),
  )
  await Promise.race(early)
  await sqld.kill()
  const sentences = await Promise.all(early)
  expect(sentences.some(({ delivered }) => delivered)).toBe(true)

  const event = platform.message(head, '/帮助', { message_id: 'om_away' })
  const refused = await deliver(platform, bot.webhook, event)
  expect(refused.status).toBe(503)
  expect(refused.tookMs).toBeLessThan(3000)
  const press = platform.press(teacher, { says: '/隐患 走廊灯不亮' })
  const pressed = await deliver(platform, bot.webhook, press)
  expect(pressed).toMatchObject({ status: 200, body: { toast: { type: 'error' } } })
  expect(pressed.tookMs).toBeLessThan(3000)
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${bot.url}/readyz`)).status).toBe(503)

  await sqld.start()
  stage.jumpTo(stage.now() + 16_000)
  await stage.emulator.runDueDeliveries()
  expect((await deliver(platform, bot.webhook, press)).body).toHaveProperty('card')
  const answered = () =>
    sentences.every(
      ({ messageId }) => stage.answersTo(teacher).filter(({ replyTo }) => replyTo === messageId).length === 1,
    )
  await until(stage.emulator, 'everything acknowledged is answered once', answered, 45_000)
  await ready()
  const verified = await cli(['verify'], stage.env())
  expect(verified.code, verified.stdout).toBe(0)
  const replayed = await cli(['replay'], stage.env())
  expect(replayed.stdout).toContain('rows: equal')
})

test('a database that hangs: an answer within the platform’s patience, the card follows', {
  timeout: 60_000,
}, async () => {
  const platform = platformOf(stage)
  const teacher = stage.account('单念蘅')
  await stage.emulator.say(teacher, '/帮助')
  await until(stage.emulator, 'help', () => stage.answersTo(teacher).length === 1)
  sqld.pause()
  const [pressed, said] = await Promise.all([
    deliver(platform, bot.webhook, platform.press(teacher, { says: '/隐患 走廊灯不亮' })),
    deliver(platform, bot.webhook, platform.message(teacher, '/今日', { message_id: 'om_slow' })),
  ])
  expect(pressed).toMatchObject({ status: 200, body: { toast: { type: 'info' } } })
  expect(said.status).toBe(503)
  expect(Math.max(pressed.tookMs, said.tookMs)).toBeLessThan(3000)
  sqld.resume()
  await until(stage.emulator, 'the press was taken all the same', () =>
    stage.answersTo(stage.account('贺栎生')).some(({ card }) => JSON.stringify(card).includes('走廊灯')),
  )
})

/** The heart beats again within seconds, not with the next minute. */
async function ready(): Promise<void> {
  const over = AbortSignal.timeout(15_000)
  while ((await fetch(`${bot.url}/readyz`, { signal: over })).status !== 200);
}
