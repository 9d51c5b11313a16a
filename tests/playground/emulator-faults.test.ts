import { describe, expect, it } from 'vitest'
import type { Fault } from '../../src/playground/feishu/faults.ts'
import { button, card, codeOf, startWorld } from './emulator-world.ts'

describe('faults that break the connection', () => {
  it.each(['reset', 'reset-after-work', 'down'] as const)('%s', async (fault) => {
    await using world = await startWorld()
    const { emulator } = world
    await world.send('ou_zhang', 'text', { text: 'first' })
    if (fault === 'down') emulator.faults.down = true
    else emulator.faults.next('POST /im/v1/messages', fault)
    await expect(world.send('ou_zhang', 'text', { text: 'x' }, 'job')).rejects.toThrow()
    expect(emulator.calls.at(-1)).toMatchObject({ status: 0, code: -1, uuid: 'job' })
    emulator.faults.clear()
    const again = await world.send('ou_zhang', 'text', { text: 'x' }, 'job')
    expect(again.code).toBe(0)
    // Done before the break or done now: once either way.
    expect(emulator.messagesOf(again.data.chat_id).map((each) => each.text)).toEqual(['first', 'x'])
  })

  it.each(['silent', 'silent-after-work'] as const)(
    '%s: only the bot’s own patience ends it',
    async (fault) => {
      await using world = await startWorld()
      const { emulator, client } = world
      emulator.faults.next('POST /im/v1/messages', fault)
      const call = client.request({
        method: 'POST',
        url: '/open-apis/im/v1/messages',
        params: { receive_id_type: 'open_id' },
        data: { receive_id: 'ou_zhang', msg_type: 'text', content: '{"text":"x"}', uuid: 'job' },
        timeout: 200,
      })
      await expect(call).rejects.toThrow(/timeout/)
      const chat = emulator.chatsOf('ou_zhang').find((each) => each.type === 'p2p')
      expect(chat?.count).toBe(fault === 'silent' ? 0 : 1)
    },
  )
})

describe('faults that answer', () => {
  const cases: [Fault, object][] = [
    ['server-error', { status: 502 }],
    ['token-invalid', { status: 400, code: 99991663 }],
    ['quota', { status: 400, code: 99991403 }],
    ['busy', { status: 400, code: 230020 }],
    ['card-locked', { status: 400, code: 230099, msg: expect.stringContaining('ErrCode: 11310') }],
    ['image-unknown', { status: 400, code: 230099, msg: expect.stringContaining('ErrCode: 200570') }],
    ['resigned', { status: 400, code: 230013 }],
    ['bot-removed', { status: 400, code: 230002 }],
    [
      { throttled: 429, resetSeconds: 7 },
      { status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '7' } },
    ],
    [{ throttled: 400 }, { status: 400, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' } }],
    [
      { code: 230028, status: 400 },
      { status: 400, code: 230028 },
    ],
  ]
  it.each(cases)('%j, once', async (fault, expected) => {
    await using world = await startWorld()
    world.emulator.faults.next('POST /im/v1/messages', fault)
    expect(await world.send('ou_zhang', 'interactive', card(button('好')))).toMatchObject(expected)
    world.cache.clear()
    expect(await world.send('ou_zhang', 'interactive', card(button('好')))).toMatchObject({ code: 0 })
  })

  it('work is done although the answer says 500', async () => {
    await using world = await startWorld()
    world.emulator.faults.next(/POST .*messages/, 'error-after-work')
    expect(await world.send('ou_zhang', 'text', { text: 'x' }, 'job')).toMatchObject({ status: 500 })
    const again = await world.send('ou_zhang', 'text', { text: 'x' }, 'job')
    expect(world.emulator.messagesOf(again.data.chat_id)).toHaveLength(1)
  })

  it('hit updates and other APIs by pattern, as often as asked', async () => {
    await using world = await startWorld()
    const { emulator, client } = world
    const { data } = await world.send('ou_zhang', 'interactive', card(button('好')))
    const stop = emulator.faults.always('PATCH /im/v1/messages/:id', 'card-locked')
    const patch = () =>
      codeOf(
        client.im.v1.message.patch({
          path: { message_id: data.message_id },
          data: { content: JSON.stringify(card(button('改'))) },
        }),
      )
    for (let at = 0; at < 3; at++) expect((await patch()).code).toBe(230099)
    stop()
    expect((await patch()).code).toBe(0)
    emulator.faults.next('*', { code: 11232 }, 2)
    expect([(await patch()).code, (await patch()).code, (await patch()).code]).toEqual([11232, 11232, 0])
  })
})

describe('what people cause', () => {
  it('a resigned person and a group without the bot cannot be written to', async () => {
    await using world = await startWorld()
    const { emulator, client } = world
    const { data } = await world.send('ou_zhang', 'text', { text: 'x' })
    expect(await emulator.resign('ou_zhang')).toMatchObject({ delivered: true })
    expect((await world.send('ou_zhang', 'text', { text: 'x' })).code).toBe(230013)
    const reply = {
      path: { message_id: data.message_id },
      data: { msg_type: 'text', content: '{"text":"x"}' },
    }
    expect((await codeOf(client.im.v1.message.reply(reply))).code).toBe(230013)
    await emulator.removeBotFromGroup('oc_safety', 'ou_li')
    expect((await world.send('oc_safety', 'text', { text: 'x' })).code).toBe(230002)
    await emulator.addBotToGroup('oc_safety', 'ou_li')
    expect((await world.send('oc_safety', 'text', { text: 'x' })).code).toBe(0)
    const types = world.bot.events().map((each) => each.envelope.header.event_type)
    expect(types).toEqual([
      'contact.user.deleted_v3',
      'im.chat.member.bot.deleted_v1',
      'im.chat.member.bot.added_v1',
    ])
  })
})
