import { EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk'
import { afterEach, describe, expect, it } from 'vitest'
import { button, card, quiet, startWorld } from './emulator-world.ts'

type Handler = (data: Record<string, unknown>) => unknown
const clients: WSClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.close({ force: true })
})

/** The real SDK's client, connected. */
async function connect(world: Awaited<ReturnType<typeof startWorld>>, handlers: Record<string, Handler>) {
  const { appId, appSecret } = world.emulator.app
  const eventDispatcher = new EventDispatcher({ logger: quiet, loggerLevel: LoggerLevel.fatal }).register(
    handlers,
  )
  let reconnected = () => {}
  const again = new Promise<void>((resolve) => {
    reconnected = resolve
  })
  await new Promise<void>((resolve, reject) => {
    const client = new WSClient({
      appId,
      appSecret,
      domain: world.url,
      logger: quiet,
      loggerLevel: LoggerLevel.fatal,
      onReady: resolve,
      onError: reject,
      onReconnected: () => reconnected(),
    })
    clients.push(client)
    void client.start({ eventDispatcher })
  })
  return { again }
}

describe('the long connection, by the real SDK', () => {
  it('carries an event, whole or in pieces, and a card callback with its answer', async () => {
    await using world = await startWorld({ connected: false })
    const { emulator } = world
    const texts: unknown[] = []
    const next = card({ tag: 'markdown', content: '完成了 ✅' })
    await connect(world, {
      'im.message.receive_v1': (data) => void texts.push((data.message as { content: string }).content),
      'card.action.trigger': () => ({
        toast: { type: 'success', content: '好' },
        card: { type: 'raw', data: next },
      }),
    })
    expect(emulator.socketConnections()).toBe(1)
    expect(await emulator.say('ou_zhang', '到岗 😀')).toMatchObject({
      delivered: true,
      attempts: [{ status: 200 }],
    })
    emulator.faults.socketParts = 4
    expect(await emulator.say('ou_zhang', '分开的')).toMatchObject({ delivered: true })
    expect(texts).toEqual(['{"text":"到岗 😀"}', '{"text":"分开的"}'])
    const { data } = await world.send('ou_zhang', 'interactive', card(button('完成')))
    const pressed = await emulator.press('ou_zhang', data.message_id, { label: '完成' })
    expect(pressed).toEqual({ status: 'ok', toast: { type: 'success', content: '好' }, card: next })
  })

  it('counts a throwing handler as failure and a missing one as nonsense', async () => {
    await using world = await startWorld({ connected: false })
    const { emulator, clock } = world
    let broken = true
    await connect(world, {
      'im.message.receive_v1': () => {
        if (broken) throw new Error('broken')
      },
    })
    const delivery = await emulator.say('ou_zhang', 'x')
    expect(delivery).toMatchObject({ delivered: false, attempts: [{ status: 500 }] })
    broken = false
    clock.ms += 15_000
    await emulator.runDueDeliveries()
    expect(delivery.delivered).toBe(true)
    const { data } = await world.send('ou_zhang', 'interactive', card(button('完成')))
    expect(await emulator.press('ou_zhang', data.message_id, { label: '完成' })).toMatchObject({
      code: 200672,
    })
  })

  it('drops, and the events wait for the bot to come back', async () => {
    await using world = await startWorld({ connected: false })
    const { emulator, clock } = world
    const { again } = await connect(world, { 'im.message.receive_v1': () => {} })
    emulator.dropSockets()
    const delivery = await emulator.say('ou_zhang', 'x')
    expect(delivery).toMatchObject({ attempts: [{ status: 'refused' }] })
    await again
    clock.ms += 15_000
    await emulator.runDueDeliveries()
    expect(delivery.delivered).toBe(true)
  })

  it('loses type=card frames to the SDK, and refuses a wrong secret', async () => {
    await using world = await startWorld({ connected: false })
    const { emulator } = world
    await connect(world, { 'card.action.trigger': () => ({}) })
    const { data } = await world.send('ou_zhang', 'interactive', card(button('完成')))
    emulator.faults.socketCardFrames = true
    expect(await emulator.press('ou_zhang', data.message_id, { label: '完成' })).toMatchObject({
      code: 200341,
    })
    const asked = await fetch(`${world.url}/callback/ws/endpoint`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ AppID: emulator.app.appId, AppSecret: 'wrong' }),
    })
    expect(await asked.json()).toMatchObject({ code: 514 })
    const stranger = new WebSocket(`${world.url.replace('http', 'ws')}/ws/v2?fpid=1&ticket=guessed`)
    const ended = await new Promise((resolve) => {
      stranger.onopen = () => resolve('open')
      stranger.onerror = () => resolve('refused')
    })
    expect(ended).toBe('refused')
  })
})
