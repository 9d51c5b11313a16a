import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bot } from '../process.ts'
import { openStage, type Stage, until } from '../stage.ts'

// FEISHU_MODE=websocket: the same answers without a public address (feishu.md §15).
let stage: Stage
let bot: Bot
let teacher: string

beforeAll(async () => {
  stage = await openStage()
  teacher = stage.account('单念蘅')
  bot = await stage.bot({ FEISHU_MODE: 'websocket', FEISHU_ENCRYPT_KEY: '', FEISHU_VERIFICATION_TOKEN: '' })
  await bot.logged('feishu-socket-ready')
})
afterAll(() => stage.close())

const answers = () => stage.answersTo(teacher)

test('a sentence and a press are answered', async () => {
  const startedAt = performance.now()
  expect((await stage.emulator.say(teacher, '/帮助')).delivered).toBe(true)
  await until(stage.emulator, 'help', () => answers().length === 1)
  expect(performance.now() - startedAt).toBeLessThan(3000)
  const pressed = await stage.emulator.press(teacher, answers()[0]!.messageId, { label: '报隐患' })
  expect(pressed).toMatchObject({ status: 'ok', card: {} })
  expect(JSON.stringify(pressed.card)).toContain('报隐患')
})

test('the connection breaks: it comes back by itself and nothing is answered twice', async () => {
  const before = answers().length
  stage.emulator.dropSockets()
  await bot.logged('feishu-socket-back')
  expect((await stage.emulator.say(teacher, '/今日')).delivered).toBe(true)
  await until(stage.emulator, 'an answer after the break', () => answers().length === before + 1)
  await stage.emulator.redeliverLast('new-event-id')
  await stage.settled()
  expect(answers()).toHaveLength(before + 1)
})

test('an envelope nobody can read is told once and asked for no more', async () => {
  const odd = await stage.emulator.menu(teacher, undefined as unknown as string)
  expect(odd.attempts.map(({ status }) => status)).toEqual([200])
  expect(await bot.logged('unreadable')).toMatchObject({ why: expect.stringContaining('event_key') })
})

test('without an Encrypt Key or a token the webhook of such a bot believes nobody', async () => {
  const { status } = await fetch(bot.webhook, {
    method: 'POST',
    body: '{"type":"url_verification","challenge":"c"}',
  })
  expect([401, 403]).toContain(status)
})

test('it ends cleanly', async () => {
  const { code, tookMs } = await bot.stop()
  expect(code).toBe(0)
  expect(tookMs).toBeLessThan(4000)
})
