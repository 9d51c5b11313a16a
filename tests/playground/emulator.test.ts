import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { button, card, codeOf, form, startWorld } from './emulator-world.ts'

describe('messages by the real SDK', () => {
  it('creates, replies, updates; the phones show it', async () => {
    await using world = await startWorld()
    const { emulator, client } = world
    const sent = await world.send('ou_zhang', 'interactive', card(button('完成')))
    expect(sent).toMatchObject({ code: 0, data: { msg_type: 'interactive', sender: { sender_type: 'app' } } })
    const { message_id, chat_id } = sent.data
    const replied = await client.im.v1.message.reply({
      path: { message_id },
      data: { msg_type: 'text', content: '{"text":"收到"}' },
    })
    expect(replied.data).toMatchObject({ parent_id: message_id, root_id: message_id, chat_id })
    const next = card(button('已完成', { disabled: true }))
    expect(
      await client.im.v1.message.patch({ path: { message_id }, data: { content: JSON.stringify(next) } }),
    ).toMatchObject({ code: 0 })
    expect(emulator.messagesOf(chat_id)).toMatchObject([
      { type: 'card', card: next, version: 2, from: { kind: 'bot' } },
      { type: 'text', text: '收到', replyTo: message_id },
    ])
    expect(emulator.chatsOf('ou_zhang').find((chat) => chat.chatId === chat_id)).toMatchObject({
      type: 'p2p',
      preview: '收到',
      count: 2,
    })
  })

  it('refuses strangers, wrong ids, long uuids and unknown paths in the platform’s words', async () => {
    await using world = await startWorld()
    const { emulator, client } = world
    expect((await world.send('ou_nobody', 'text', { text: 'x' })).code).toBe(99992351)
    expect((await world.send('ou_zhang', 'text', { text: 'x' }, 'u'.repeat(51))).code).toBe(230001)
    emulator.addUser({ openId: 'ou_far', name: '外人', inRange: false })
    expect((await world.send('ou_far', 'text', { text: 'x' })).code).toBe(230013)
    const unknown = await codeOf(
      client.request({ method: 'POST', url: '/open-apis/im/v9/nothing', data: {} }),
    )
    expect(unknown).toMatchObject({ code: 99991201, status: 404 })
    expect(unknown.headers?.['x-tt-logid']).toBeTruthy()
    emulator.app.scopes.clear()
    const bare = await world.send('ou_zhang', 'text', { text: 'x' })
    expect(bare.code).toBe(99991672)
    expect(bare.msg).toContain('im:message')
  })
})

describe('events', () => {
  it('arrive encrypted, oddly written and signed over the raw bytes', async () => {
    await using world = await startWorld()
    const delivery = await world.emulator.say('ou_zhang', '/今日 到岗')
    expect(delivery).toMatchObject({ delivered: true, attempts: [{ status: 200 }] })
    const [heard] = world.bot.events()
    const { headers, raw, envelope } = heard!
    const text = `${headers['x-lark-request-timestamp']}${headers['x-lark-request-nonce']}${world.emulator.app.encryptKey}`
    expect(headers['x-lark-signature']).toBe(createHash('sha256').update(text).update(raw).digest('hex'))
    expect(raw.toString()).not.toBe(JSON.stringify(JSON.parse(raw.toString())))
    expect(envelope.header).toMatchObject({ event_type: 'im.message.receive_v1', event_id: delivery.eventId })
    expect(envelope.event.message).toMatchObject({
      chat_type: 'p2p',
      message_id: delivery.messageId,
      content: '{"text":"/今日 到岗"}',
    })
  })

  it('reach the bot from a group only when it is mentioned', async () => {
    await using world = await startWorld()
    const { emulator, bot } = world
    expect(await emulator.say('ou_li', '大家好', { chatId: 'oc_safety' })).toMatchObject({
      delivered: false,
      attempts: [],
    })
    await emulator.say('ou_li', '/今日', { chatId: 'oc_safety', mentionBot: true })
    expect(bot.events()).toHaveLength(1)
    const { message } = bot.events()[0]!.envelope.event
    expect(message.mentions).toMatchObject([
      { key: '@_user_1', id: { open_id: emulator.app.botOpenId }, mentioned_type: 'bot' },
    ])
    expect(emulator.messagesOf('oc_safety').map((each) => each.text)).toEqual(['大家好', '@双责 /今日'])
  })

  it('are plain and unsigned without an Encrypt Key', async () => {
    await using world = await startWorld({ app: { encryptKey: undefined } })
    await world.emulator.menu('ou_zhang', 'today')
    const [heard] = world.bot.events()
    expect(heard!.headers['x-lark-signature']).toBeUndefined()
    expect(heard!.envelope).toMatchObject({
      header: { token: world.emulator.app.verificationToken },
      event: { event_key: 'today' },
    })
  })
})

describe('presses', () => {
  it('carry the value and show the answered card to everyone', async () => {
    await using world = await startWorld()
    const { emulator, bot } = world
    const { data } = await world.send('oc_safety', 'interactive', card(button('接收')))
    const next = card({ tag: 'markdown', content: '已接收' })
    bot.answer = () => ({
      body: { toast: { type: 'success', content: '好' }, card: { type: 'raw', data: next } },
    })
    const result = await emulator.press('ou_li', data.message_id, { label: '接收' })
    expect(result).toEqual({ status: 'ok', toast: { type: 'success', content: '好' }, card: next })
    const { header, event } = bot.events()[0]!.envelope
    expect(header).toMatchObject({
      event_type: 'card.action.trigger',
      create_time: expect.stringMatching(/^\d{16}$/),
    })
    expect(event).toMatchObject({
      operator: { open_id: 'ou_li' },
      token: expect.stringMatching(/^c-/),
      action: { tag: 'button', value: { says: '接收' } },
      context: { open_message_id: data.message_id, open_chat_id: 'oc_safety' },
    })
    expect(emulator.messagesOf('oc_safety')[0]).toMatchObject({ card: next, version: 2 })
  })

  it('fill a form: required blocks, strangers are told, dates carry the zone', async () => {
    await using world = await startWorld()
    const { emulator, bot } = world
    const fields = [
      { tag: 'input', name: 'where', required: true, max_length: 5 },
      { tag: 'input', name: 'note' },
      {
        tag: 'select_static',
        name: 'level',
        options: [{ text: { tag: 'plain_text', content: '一般' }, value: 'minor' }],
      },
      { tag: 'date_picker', name: 'day' },
      { tag: 'checker', name: 'urgent' },
    ]
    const { data } = await world.send('ou_zhang', 'interactive', card(form('report', ...fields)))
    const submit = (values: Record<string, string | boolean>) =>
      emulator.submit('ou_zhang', data.message_id, '提交', values)
    expect(await submit({})).toMatchObject({ status: 'blocked', why: 'where is required' })
    expect(await submit({ where: '一二三四五六' })).toMatchObject({ status: 'blocked' })
    expect(await submit({ where: '操场', who: 'x' })).toMatchObject({ status: 'blocked' })
    expect(await submit({ where: '操场', level: 'huge' })).toMatchObject({ status: 'blocked' })
    expect(bot.events()).toHaveLength(0)
    expect(await submit({ where: '操场', level: '一般', day: '2026-09-02', urgent: true })).toEqual({
      status: 'ok',
    })
    const { action } = bot.events()[0]!.envelope.event
    expect(action).toEqual({
      tag: 'button',
      name: 'report_submit',
      timezone: 'Asia/Shanghai',
      form_value: { where: '操场', note: '', level: 'minor', day: '2026-09-02 +0800', urgent: true },
    })
  })
})
