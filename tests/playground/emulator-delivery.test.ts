import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { button, card, startWorld } from './emulator-world.ts'

describe('connecting an address', () => {
  it('asks for the challenge, sealed and unsigned', async () => {
    await using world = await startWorld()
    const [heard] = world.bot.heard
    expect(heard!.envelope).toMatchObject({
      type: 'url_verification',
      token: world.emulator.app.verificationToken,
    })
    expect(heard!.headers['x-lark-signature']).toBeUndefined()
  })

  it('refuses an address nobody answers at', async () => {
    await using world = await startWorld({ connected: false })
    await expect(world.emulator.connect('http://127.0.0.1:1/feishu')).rejects.toThrow('Challenge')
    expect(await world.emulator.say('ou_zhang', 'x')).toMatchObject({
      attempts: [],
      why: 'no event address is configured',
    })
  })
})

describe('retries', () => {
  it('come after 15 s, 5 min, 1 h and 6 h: same id and body, signed anew', async () => {
    await using world = await startWorld()
    const { emulator, bot, clock } = world
    bot.answer = () => ({ status: 500, body: 'down' })
    const delivery = await emulator.say('ou_zhang', '今天')
    const waits: number[] = []
    for (let next = emulator.nextDeliveryAtMs(); next !== undefined; next = emulator.nextDeliveryAtMs()) {
      waits.push(next - clock.ms)
      clock.ms = next - 1
      expect(emulator.dueDeliveries()).toBe(0)
      await emulator.runDueDeliveries()
      clock.ms = next
      expect(emulator.dueDeliveries()).toBe(1)
      await emulator.runDueDeliveries()
    }
    expect(waits).toEqual([15_000, 300_000, 3_600_000, 21_600_000])
    expect(delivery.attempts.map((each) => each.status)).toEqual([500, 500, 500, 500, 500])
    expect(delivery.delivered).toBe(false)
    const events = bot.events()
    expect(new Set(events.map((each) => each.envelope.header.event_id)).size).toBe(1)
    expect(new Set(events.map((each) => each.raw.toString())).size).toBe(1)
    expect(new Set(events.map((each) => each.headers['x-lark-request-nonce'])).size).toBe(5)
    for (const { headers, raw } of events) {
      const head = `${headers['x-lark-request-timestamp']}${headers['x-lark-request-nonce']}${emulator.app.encryptKey}`
      expect(headers['x-lark-signature']).toBe(createHash('sha256').update(head).update(raw).digest('hex'))
    }
  })

  it('stop with the first 200', async () => {
    await using world = await startWorld()
    const { emulator, bot, clock } = world
    bot.answer = () => ({ status: 302, body: '' })
    const delivery = await emulator.say('ou_zhang', '今天')
    bot.answer = () => ({ body: {} })
    clock.ms += 15_000
    await emulator.runDueDeliveries()
    expect(delivery).toMatchObject({ delivered: true, attempts: [{ status: 302 }, { status: 200 }] })
    expect(emulator.nextDeliveryAtMs()).toBeUndefined()
  })

  it('also follow an answer that was lost on the way', async () => {
    await using world = await startWorld()
    world.emulator.faults.nextDelivery('lose-answer')
    expect(await world.emulator.menu('ou_zhang', 'today')).toMatchObject({
      delivered: false,
      attempts: [{ status: 'timeout' }],
    })
    expect(world.emulator.nextDeliveryAtMs()).toBe(world.clock.ms + 15_000)
    expect(world.bot.events()).toHaveLength(1)
  })
})

describe('repeats and disorder', () => {
  it('repeats with the same id or a new one', async () => {
    await using world = await startWorld()
    const { emulator, bot } = world
    emulator.faults.nextDelivery('duplicate')
    await emulator.say('ou_zhang', '一')
    emulator.faults.nextDelivery('duplicate-new-event-id')
    await emulator.say('ou_zhang', '二')
    await emulator.redeliverLast()
    await emulator.redeliverLast('new-event-id')
    const ids = bot.events().map((each) => each.envelope.header.event_id as string)
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[3])
    expect(ids[4]).toBe(ids[2])
    expect(new Set(ids).size).toBe(4)
    const messages = bot.events().map((each) => each.envelope.event.message.message_id as string)
    expect(new Set(messages).size).toBe(2)
  })

  it('holds events and lets them go the other way round', async () => {
    await using world = await startWorld()
    const { emulator, bot } = world
    emulator.faults.holdEvents = true
    const [one, two] = [await emulator.say('ou_zhang', '一'), await emulator.say('ou_zhang', '二')]
    expect(bot.events()).toHaveLength(0)
    await emulator.releaseEvents('reversed')
    expect(bot.events().map((each) => each.envelope.header.event_id)).toEqual([two.eventId, one.eventId])
    expect(one.delivered).toBe(true)
  })

  it('delivers nothing while the version is unpublished or the event not subscribed', async () => {
    await using world = await startWorld()
    const { emulator } = world
    emulator.app.subscriptions.delete('application.bot.menu_v6')
    expect((await emulator.menu('ou_zhang', 'today')).attempts).toEqual([])
    emulator.app.published = false
    expect((await emulator.say('ou_zhang', 'x')).attempts).toEqual([])
    expect(world.bot.events()).toHaveLength(0)
  })
})

describe('callback answers are judged as the client would', () => {
  const good = card(button('好'))
  const cases: [string, { status?: number; body: unknown }, object][] = [
    ['an empty object keeps the card', { body: {} }, { status: 'ok' }],
    ['a status other than 200', { status: 500, body: {} }, { code: 200671 }],
    ['a text', { body: '"ok"' }, { code: 200672 }],
    ['no JSON', { body: 'ok' }, { code: 200672 }],
    ['an empty body', { body: '' }, { code: 200672 }],
    ['a list', { body: [] }, { code: 200672 }],
    ['a toast of an unknown type', { body: { toast: { type: 'loud', content: 'x' } } }, { code: 200672 }],
    ['a card that is not raw', { body: { card: good } }, { code: 200673 }],
    [
      'a card the platform rejects',
      { body: { card: { type: 'raw', data: { ...good, body: { elements: [{ tag: 'note' }] } } } } },
      { code: 200673 },
    ],
    ['a 1.0 card', { body: { card: { type: 'raw', data: { elements: [] } } } }, { code: 200830 }],
  ]
  it.each(cases)('%s', async (_, answer, expected) => {
    await using world = await startWorld()
    const { data } = await world.send('ou_zhang', 'interactive', card(button('完成')))
    world.bot.answer = () => answer
    expect(await world.emulator.press('ou_zhang', data.message_id, { label: '完成' })).toMatchObject(expected)
    expect(world.emulator.messagesOf(data.chat_id)[0]?.version).toBe(1)
    expect(world.emulator.nextDeliveryAtMs()).toBeUndefined()
  })

  it('without an address, without an answer, with a lost answer', async () => {
    await using world = await startWorld({ connected: false })
    const { emulator, bot } = world
    const { data } = await world.send('ou_zhang', 'interactive', card(button('完成')))
    const press = () => emulator.press('ou_zhang', data.message_id, { label: '完成' })
    expect(await press()).toMatchObject({ status: 'error', code: 200340 })
    await emulator.connect(bot.url)
    emulator.faults.nextDelivery('lose-answer')
    expect(await press()).toMatchObject({ status: 'error', code: 200341 })
    expect(bot.events()).toHaveLength(1)
    bot.answer = () => undefined
    expect(await press()).toMatchObject({ status: 'error', code: 200341 })
    bot.close()
    expect(await press()).toMatchObject({ status: 'error', code: 200342 })
  })
})
