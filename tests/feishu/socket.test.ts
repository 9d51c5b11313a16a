import { afterEach, expect, test } from 'vitest'
import { buttons, text } from '../../src/cards/card.ts'
import { createFeishu } from '../../src/platforms/feishu/index.ts'
import { type Socket, startSocket } from '../../src/platforms/feishu/socket.ts'
import type { Inbound } from '../../src/platforms/platform.ts'
import { startWorld } from '../playground/emulator-world.ts'
import { cardOf, draw } from './cards.ts'
import { APP } from './envelopes.ts'
import { openServer } from './small-server.ts'

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
})

/** A bot on a long connection to the emulated platform; what it hears and what it is to answer. */
async function connected(secret?: string) {
  const world = await startWorld({ connected: false })
  const { appId, appSecret } = world.emulator.app
  const config = { appId, appSecret: secret ?? appSecret, baseUrl: `${world.url}/` }
  const logged: [string, object][] = []
  const counted: string[] = []
  const deps = {
    fetch,
    now: () => world.clock.ms,
    count: (call: string) => counted.push(call),
    log: (event: string, data: object) => logged.push([event, data]),
  }
  const feishu = createFeishu(config, deps)
  const heard: Inbound[] = []
  const bot = { answer: async (_inbound: Inbound): Promise<unknown> => undefined }
  const handle = async (envelope: unknown) => {
    const inbound = await feishu.normalize(envelope, world.clock.ms)
    heard.push(inbound)
    return bot.answer(inbound)
  }
  const socket = startSocket(config, handle, deps)
  sockets.push(socket)
  return { world, feishu, heard, bot, socket, logged, counted }
}

test('an app id the SDK would silently refuse is refused aloud', () => {
  const config = { appId: 'cli_short', appSecret: 's', baseUrl: 'http://127.0.0.1:1' }
  const deps = { fetch, count: () => {}, log: () => {} }
  expect(() => startSocket(config, async () => {}, deps)).toThrow(/cli_short.*16 hex digits/)
})

test('messages, unknown events and presses arrive as over the webhook, and a press gets its card', async () => {
  const { world, feishu, heard, bot, socket, counted } = await connected()
  await using _ = world
  await socket.ready
  expect(socket.status()).toBe('connected')
  expect(counted).toEqual(['POST /callback/ws/endpoint'])

  expect(await world.emulator.say('ou_zhang', '今日 😀')).toMatchObject({ delivered: true })
  expect(heard).toMatchObject([
    { kind: 'message', sender: { account: 'ou_zhang' }, content: { type: 'text', text: '今日 😀' } },
  ])

  const card = cardOf([text('一件事'), buttons({ label: '完成', says: '/完成 1' })])
  const { messageId } = await feishu.post({ account: 'ou_zhang' }, { card }, 'u-1', draw)
  bot.answer = async (inbound) =>
    inbound.kind === 'press'
      ? feishu.answerPress({ card: cardOf([text('好了')]), toast: { type: 'success', text: '已记录' } }, draw)
      : undefined
  const pressed = await world.emulator.press('ou_zhang', messageId, { label: '完成' })
  expect(pressed).toMatchObject({ status: 'ok', toast: { content: '已记录' }, card: { schema: '2.0' } })
  expect(heard.at(-1)).toMatchObject({ kind: 'press', messageId, says: '/完成 1' })
})

test('what the handler throws makes the platform deliver again', async () => {
  const { world, bot, heard, socket } = await connected()
  await using _ = world
  await socket.ready
  let broken = true
  bot.answer = async () => {
    if (broken) throw new Error('database is down')
  }
  const delivery = await world.emulator.say('ou_zhang', 'x')
  expect(delivery).toMatchObject({ delivered: false })
  broken = false
  world.clock.ms += 15_000
  await world.emulator.runDueDeliveries()
  expect(delivery.delivered).toBe(true)
  const keys = heard.map((inbound) => ('key' in inbound ? inbound.key : ''))
  expect(new Set(keys).size).toBe(1)
})

test('a wrong secret fails aloud instead of trying for ever', async () => {
  const { world, socket, logged } = await connected('wrong')
  await using _ = world
  await expect(socket.ready).rejects.toThrow(/514/)
  expect(socket.status()).toBe('failed')
  expect(logged.map(([event]) => event)).toContain('feishu-socket-failed')
  expect(JSON.stringify(logged)).not.toContain('wrong')
})

test('a refusal without details is a refusal too, not a network fault to retry', async () => {
  const server = await openServer({ 'POST /callback/ws/endpoint': { json: { code: 403, msg: 'forbidden' } } })
  const config = { appId: APP, appSecret: 's', baseUrl: server.baseUrl }
  const socket = startSocket(config, async () => {}, { fetch, count: () => {}, log: () => {} })
  sockets.push(socket)
  await expect(socket.ready).rejects.toThrow(/403/)
  await server.close()
})
