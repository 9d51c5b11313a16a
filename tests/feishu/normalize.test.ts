import { describe, expect, test } from 'vitest'
import { normalizeEnvelope } from '../../src/platforms/feishu/receive.ts'
import { Unreadable } from '../../src/refusal.ts'
import { APP, BOT, context, eventOf, messageOf, NOW } from './envelopes.ts'

const contentOf = async (message_type: string, content: unknown, more: object = {}) => {
  const event = messageOf({ message_type, content: JSON.stringify(content), ...more })
  const inbound = await normalizeEnvelope(event, context())
  return inbound.kind === 'message' ? inbound.content : inbound
}
const bot = { key: '@_user_1', id: { open_id: BOT }, mentioned_type: 'bot', name: '双责' }
const bo = {
  key: '@_user_2',
  id: { open_id: 'ou_bo', union_id: 'on_bo' },
  mentioned_type: 'user',
  name: '薄',
}

describe('messages', () => {
  test('a private message says who, where, when and what it answers', async () => {
    const event = messageOf({ parent_id: 'om_0', root_id: 'om_0' })
    expect(await normalizeEnvelope(event, context())).toEqual({
      kind: 'message',
      key: 'msg:om_1',
      messageId: 'om_1',
      chat: { id: 'oc_1', type: 'private' },
      sender: { account: 'ou_mei', unionId: 'on_mei' },
      atMs: NOW - 900,
      toBot: true,
      replyTo: 'om_0',
      content: { type: 'text', text: '你好', mentions: [] },
    })
  })
  test('messages of bots and apps are not answered', async () => {
    for (const sender_type of ['bot', 'app', undefined]) {
      expect(await normalizeEnvelope(messageOf({}, { sender_type }), context())).toEqual({
        kind: 'ignored',
        name: 'own-message',
      })
    }
  })
  test('the mention of the bot goes away, others become names and are told', async () => {
    const content = JSON.stringify({ text: '@_user_1 /隐患 12 转交 @_user_2 　 ok' })
    const event = messageOf({ chat_type: 'group', content, mentions: [bot, bo] })
    expect(await normalizeEnvelope(event, context())).toMatchObject({
      chat: { type: 'group' },
      toBot: true,
      content: { text: ' /隐患 12 转交 @薄 　 ok', mentions: [{ account: 'ou_bo', name: '薄' }] },
    })
  })
  test('@_user_1 does not eat the head of @_user_10, nor digits behind a name', async () => {
    const ten = { ...bo, key: '@_user_10', name: '拾' }
    const text = '@_user_10 @_user_25号楼 @_all'
    expect(await contentOf('text', { text }, { mentions: [bot, bo, ten] })).toMatchObject({
      text: '@拾 @薄5号楼 @所有人',
    })
  })
  test('in a group, another bot, a person or everyone is not the bot', async () => {
    const other = { ...bot, id: { open_id: 'ou_other_bot' } }
    for (const mentions of [[other], [bo], [{ ...bot, key: '@_all', id: undefined }], undefined]) {
      const event = messageOf({ chat_type: 'group', mentions })
      expect(await normalizeEnvelope(event, context())).toMatchObject({ toBot: false })
    }
  })
  test('while the own open_id is unknown, a mentioned bot counts as the bot', async () => {
    const event = messageOf({ chat_type: 'group', content: '{"text":"@_user_1 帮助"}', mentions: [bot, bo] })
    const unknown = context({ botOpenId: async () => undefined })
    expect(await normalizeEnvelope(event, unknown)).toMatchObject({
      toBot: true,
      content: { text: ' 帮助' },
    })
  })
  test('a picture is a photo', async () => {
    expect(await contentOf('image', { image_key: 'img_1' })).toEqual({
      type: 'photo',
      keys: ['img_1'],
      text: '',
    })
  })
  test('rich text with pictures is a photo with its words', async () => {
    const content = [
      [
        { tag: 'at', user_id: '@_user_1' },
        { tag: 'text', text: ' /隐患 ' },
        { tag: 'text', text: '漏水' },
      ],
      [
        { tag: 'img', image_key: 'img_1' },
        { tag: 'img', image_key: 'img_2' },
      ],
      [
        { tag: 'at', user_id: '@_user_2', user_name: '薄' },
        { tag: 'a', href: 'https://x.cn', text: '图' },
      ],
      [{ tag: 'emotion', emoji_type: 'OK' }, { tag: 'hr' }, { tag: 'brand_new', text: '新' }],
      [
        { tag: 'code_block', language: 'C', text: 'x' },
        { tag: 'media', file_key: 'f', image_key: 'img_9' },
      ],
    ]
    expect(await contentOf('post', { title: '标题', content }, { mentions: [bot, bo] })).toEqual({
      type: 'photo',
      keys: ['img_1', 'img_2'],
      text: '标题\n /隐患 漏水\n\n@薄图 https://x.cn\n[OK]新\nx',
    })
  })
  test('rich text without pictures is text, in either shape', async () => {
    const inner = { title: '', content: [[{ tag: 'text', text: '今日' }]] }
    const text = { type: 'text', text: '今日', mentions: [] }
    expect(await contentOf('post', inner)).toEqual(text)
    expect(await contentOf('post', { zh_cn: inner })).toEqual(text)
    expect(await contentOf('post', { content: [[{ tag: 'media', file_key: 'f' }]] })).toEqual({
      type: 'other',
      what: '视频',
    })
  })
  test('a document has a key and the name its sender gave it; without a key it cannot be had', async () => {
    expect(await contentOf('file', { file_key: 'file_v3_1', file_name: '9月月报.pdf' })).toEqual({
      type: 'file',
      key: 'file_v3_1',
      name: '9月月报.pdf',
    })
    expect(await contentOf('file', { file_name: '9月月报.pdf' })).toEqual({ type: 'other', what: '文件' })
  })
  test.each([
    ['folder', '文件夹'],
    ['audio', '语音'],
    ['media', '视频'],
    ['sticker', '表情'],
    ['interactive', '卡片'],
    ['share_chat', '群名片'],
    ['share_user', '个人名片'],
    ['location', '位置'],
    ['merge_forward', '合并转发的聊天记录'],
    ['todo', '任务'],
    ['vote', '投票'],
    ['video_chat', '视频会议'],
    ['system', '系统消息'],
    ['hongbao', '红包'],
    ['calendar', '日程'],
    ['share_calendar_event', '日程'],
    ['general_calendar', '日程'],
    ['hologram', '这类消息'],
  ])('%s has a Chinese name for the answer', async (type, what) => {
    expect(await contentOf(type, { file_key: 'f' })).toEqual({ type: 'other', what })
  })
  test('broken content is answered, not refused', async () => {
    for (const content of ['nonsense', 'null', '7', '{}']) {
      for (const message_type of ['text', 'image']) {
        const inbound = await normalizeEnvelope(messageOf({ message_type, content }), context())
        expect(inbound).toMatchObject({ content: { type: 'other', what: '这类消息' } })
      }
    }
  })
})

describe('other events', () => {
  const sender = { account: 'ou_mei', unionId: 'on_mei' }
  const operator_id = { open_id: 'ou_mei', union_id: 'on_mei' }
  const read = (type: string, event: unknown, header: object = {}) =>
    normalizeEnvelope(eventOf(type, event, header), context())

  test('a menu item, its seconds read as an instant', async () => {
    const event = { operator: { operator_id }, event_key: 'today', timestamp: NOW / 1000 }
    expect(await read('application.bot.menu_v6', event)).toEqual({
      kind: 'menu',
      key: 'evt:e-1',
      sender,
      eventKey: 'today',
      atMs: NOW,
    })
  })
  test('entering the chat, in both schemas', async () => {
    const event = { chat_id: 'oc_1', operator_id }
    expect(await read('im.chat.access_event.bot_p2p_chat_entered_v1', event)).toEqual({
      kind: 'entered',
      key: 'evt:e-1',
      sender,
      chatId: 'oc_1',
      atMs: NOW,
    })
    const old = {
      ts: `${NOW / 1000}.5`,
      uuid: 'u-1',
      token: 't',
      type: 'event_callback',
      event: { type: 'p2p_chat_create', app_id: APP, chat_id: 'oc_1', operator: { open_id: 'ou_mei' } },
    }
    expect(await normalizeEnvelope(old, context())).toEqual({
      kind: 'entered',
      key: 'evt:u-1',
      sender: { account: 'ou_mei' },
      chatId: 'oc_1',
      atMs: NOW + 500,
    })
    const message = { ...old, event: { ...old.event, type: 'message' } }
    expect(await normalizeEnvelope(message, context())).toEqual({ kind: 'ignored', name: 'message' })
    const foreign = { ...old, event: { ...old.event, app_id: 'cli_other' } }
    expect(await normalizeEnvelope(foreign, context())).toEqual({ kind: 'ignored', name: 'other-app' })
  })
  test('the bot comes into a group and leaves it', async () => {
    const event = { chat_id: 'oc_g', operator_id, name: '安全群', external: false }
    expect(await read('im.chat.member.bot.added_v1', event)).toEqual({
      kind: 'bot-added',
      key: 'evt:e-1',
      chatId: 'oc_g',
      chatName: '安全群',
      operator: sender,
      atMs: NOW,
    })
    expect(await read('im.chat.member.bot.deleted_v1', event)).toMatchObject({
      kind: 'bot-removed',
      chatId: 'oc_g',
    })
  })
  test('people come, change, resign and leave', async () => {
    const object = { open_id: 'ou_mei', union_id: 'on_mei', name: '梅', mobile: '13800000000' }
    expect(await read('contact.user.created_v3', { object })).toEqual({
      kind: 'directory',
      key: 'evt:e-1',
      change: 'created',
      profile: { ...sender, name: '梅', mobile: '13800000000', active: true },
      atMs: NOW,
    })
    const resigned = { object: { ...object, status: { is_resigned: true } } }
    expect(await read('contact.user.updated_v3', resigned)).toMatchObject({
      change: 'updated',
      profile: { active: false },
    })
    const gone = { object: { name: '梅' }, old_object: { open_id: 'ou_mei', union_id: 'on_mei' } }
    expect(await read('contact.user.deleted_v3', gone)).toMatchObject({
      change: 'deleted',
      profile: { account: 'ou_mei', unionId: 'on_mei', active: false },
    })
    await expect(read('contact.user.deleted_v3', { object: {} })).rejects.toThrow(Unreadable)
  })
  test('seconds, milliseconds and microseconds are told apart, and nothing written means now', async () => {
    const event = { chat_id: 'oc_1', operator_id }
    const type = 'im.chat.access_event.bot_p2p_chat_entered_v1'
    for (const create_time of [NOW / 1000, NOW, NOW * 1000, `${NOW}`, '', undefined, 'soon']) {
      expect(await read(type, event, { create_time })).toMatchObject({ atMs: NOW })
    }
  })
  test('without an event_id the same delivery has the same key and another one another', async () => {
    const key = async (chat_id: string) => {
      const event = { chat_id, operator_id }
      const inbound = await read('im.chat.access_event.bot_p2p_chat_entered_v1', event, {
        event_id: undefined,
      })
      return 'key' in inbound ? inbound.key : ''
    }
    expect(await key('oc_1')).toMatch(/^evt:[0-9a-f]{64}$/)
    expect(await key('oc_1')).toBe(await key('oc_1'))
    expect(await key('oc_1')).not.toBe(await key('oc_2'))
  })
})
