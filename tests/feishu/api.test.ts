import { afterEach, describe, expect, test } from 'vitest'
import { text } from '../../src/cards/card.ts'
import { exchange } from '../../src/platforms/feishu/http.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { PlatformError } from '../../src/refusal.ts'
import { cardOf, draw } from './cards.ts'
import { bytes, messageOf, NOW, signed } from './envelopes.ts'
import { type Answer, openServer } from './small-server.ts'

const TOKEN = 'POST /auth/v3/tenant_access_token/internal'
const SEND = 'POST /im/v1/messages'
const sent: Answer = { json: { code: 0, msg: 'ok', data: { message_id: 'om_1', chat_id: 'oc_1' } } }
const words = { text: '你好' }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})
async function world(routes: Parameters<typeof openServer>[0]) {
  const server = await openServer(routes)
  closing.push(server.close)
  return server
}
const say = (feishu: Platform) => feishu.post({ account: 'ou_mei' }, words, 'u-1', draw)
const errorOf = async (work: Promise<unknown>): Promise<PlatformError> => {
  const caught = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(caught).toBeInstanceOf(PlatformError)
  return caught as PlatformError
}

describe('sending', () => {
  test('a text to a person: receiver, content as JSON text, uuid, and where it went', async () => {
    const { open, seen, counted } = await world({ [SEND]: sent })
    expect(await say(open())).toEqual({ messageId: 'om_1', chatId: 'oc_1' })
    expect(counted).toEqual([TOKEN, SEND])
    const call = seen[1]!
    expect(call.query.get('receive_id_type')).toBe('open_id')
    expect(call.headers.authorization).toBe('Bearer t-1')
    expect(call.json).toEqual({
      receive_id: 'ou_mei',
      msg_type: 'text',
      content: '{"text":"你好"}',
      uuid: 'u-1',
    })
  })
  test('a card to a chat, and as a reply', async () => {
    const { open, seen } = await world({ [SEND]: sent, 'POST /im/v1/messages/om_0/reply': sent })
    const feishu = open()
    await feishu.post({ chat: 'oc_1' }, { card: cardOf([text('好')]) }, 'u-2', draw)
    await feishu.reply('om_0', { card: cardOf([text('好')]) }, 'u-3', draw)
    expect(seen[1]?.query.get('receive_id_type')).toBe('chat_id')
    expect(JSON.parse(String(seen[1]?.json.content))).toMatchObject({ schema: '2.0' })
    expect(seen[2]?.json).toMatchObject({ msg_type: 'interactive', uuid: 'u-3' })
  })
  test('people cannot page anybody or plant links through a text message', async () => {
    const { open, seen } = await world({ [SEND]: sent })
    const nasty = { text: '<at user_id="all"></at> [点](https://evil.example) 3 < 5' }
    await open().post({ chat: 'oc_1' }, nasty, 'u', draw)
    expect(JSON.parse(String(seen[1]?.json.content))).toEqual({
      text: '＜at user_id="all">＜/at> [点］(https://evil.example) 3 < 5',
    })
  })
  test('a uuid over 50 characters is a mistake of ours, not a message', async () => {
    const { open, seen } = await world({})
    await expect(open().post({ chat: 'oc_1' }, words, 'x'.repeat(51), draw)).rejects.toThrow(RangeError)
    expect(seen).toEqual([])
  })
  test('a card is replaced', async () => {
    const { open, seen, counted } = await world({ 'PATCH /im/v1/messages/om_1': {} })
    await open().update('om_1', cardOf([text('好')]), draw)
    expect(JSON.parse(String(seen[1]?.json.content))).toMatchObject({ schema: '2.0' })
    expect(counted[1]).toBe('PATCH /im/v1/messages/:id')
  })
  test('an answer without a message id is an error', async () => {
    const { open } = await world({ [SEND]: {} })
    expect(await errorOf(say(open()))).toMatchObject({ trouble: 'refused', code: 'shape' })
  })
})

describe('tokens', () => {
  test('one is fetched for many calls at once, and renewed before its end', async () => {
    const { open, calls, clock } = await world({ [SEND]: sent })
    const feishu = open()
    await Promise.all([say(feishu), say(feishu), say(feishu)])
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(1)
    clock.ms = NOW + (7200 - 181) * 1000
    await say(feishu)
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(1)
    clock.ms = NOW + (7200 - 179) * 1000
    await say(feishu)
    expect(calls().filter((call) => call === TOKEN)).toHaveLength(2)
  })
  test.each([99991663, 99991664, 99991665, 99991668])(
    'after %i a fresh one is fetched and the call repeated',
    async (code) => {
      const { open, seen, calls } = await world({
        [SEND]: [{ status: 400, json: { code, msg: 'invalid' } }, sent],
      })
      expect(await say(open())).toEqual({ messageId: 'om_1', chatId: 'oc_1' })
      expect(calls()).toEqual([TOKEN, SEND, TOKEN, SEND])
      expect(seen[3]?.headers.authorization).toBe('Bearer t-2')
      expect(seen[3]?.json.uuid).toBe('u-1')
    },
  )
  test('once only', async () => {
    const { open, calls } = await world({ [SEND]: { status: 400, json: { code: 99991663, msg: 'invalid' } } })
    expect(await errorOf(say(open()))).toMatchObject({ trouble: 'refused', code: 99991663 })
    expect(calls()).toEqual([TOKEN, SEND, TOKEN, SEND])
  })
  test('ping is satisfied by a token and names what is wrong without the secret', async () => {
    const good = await world({})
    await good.open().ping()
    expect(good.calls()).toEqual([TOKEN])
    const bad = await world({ [TOKEN]: { json: { code: 10014, msg: 'app secret invalid' } } })
    const error = await errorOf(bad.open().ping())
    expect(error).toMatchObject({ trouble: 'refused', code: 10014, logId: 'log-1' })
    expect(error.message).toContain('app secret invalid')
    expect(JSON.stringify([error, error.message, bad.logged])).not.toMatch(/"secret"/)
  })
})

describe('what a failure means', () => {
  const build = (code: number, ErrMsg: string) => ({
    status: 400,
    json: { code: 230099, msg: `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: ${ErrMsg};` },
  })
  const of = (code: number, status = 400) => ({ status, json: { code, msg: 'no' } })
  test.each<[string, Answer, object]>([
    [
      'frequency limit 429',
      { ...of(99991400, 429), headers: { 'x-ogw-ratelimit-reset': '7' } },
      { trouble: 'later', retryAfterMs: 7000 },
    ],
    [
      'frequency limit 400',
      { ...of(99991400), headers: { 'x-ogw-ratelimit-reset': '3' } },
      { trouble: 'later', retryAfterMs: 3000 },
    ],
    ['per chat', of(230020), { trouble: 'later', code: 230020, retryAfterMs: undefined }],
    ['system busy', of(11232, 200), { trouble: 'later' }],
    ['chat busy', of(11233), { trouble: 'later' }],
    ['being sent', of(230049), { trouble: 'later' }],
    ['group busy', of(232019), { trouble: 'later' }],
    ['card in use', build(11310, 'card action is lock'), { trouble: 'later', code: 230099 }],
    ['card wrong', build(11310, 'card table number over limit'), { trouble: 'refused', code: 230099 }],
    ['server error', { status: 502, json: { code: 5, msg: '' } }, { trouble: 'later' }],
    [
      'server error without JSON',
      { status: 503, bytes: Buffer.from('down') },
      { trouble: 'later', code: 'http-503' },
    ],
    ['quota', of(99991403), { trouble: 'quota' }],
    ['too old', of(230031), { trouble: 'stale' }],
    ['not in the group', of(230002), { trouble: 'gone' }],
    ['out of range', of(230013), { trouble: 'gone' }],
    ['resigned', of(230029), { trouble: 'gone' }],
    ['dissolved', of(232009), { trouble: 'gone' }],
    ['recalled', of(230011), { trouble: 'gone' }],
    ['deleted', of(230110), { trouble: 'gone' }],
    ['stopped by the person', of(230053), { trouble: 'gone' }],
    ['not allowed', of(230035), { trouble: 'gone' }],
    ['unknown id', of(99992351), { trouble: 'gone' }],
    ['id of another app', of(99992361), { trouble: 'gone' }],
    ['missing scope', of(99991672, 403), { trouble: 'refused', code: 99991672, logId: 'log-1' }],
    ['failure under HTTP 200', of(230001, 200), { trouble: 'refused', code: 230001 }],
    ['HTML under HTTP 200', { bytes: Buffer.from('<html>') }, { trouble: 'refused' }],
  ])('%s', async (_name, answer, expected) => {
    const { open, logged } = await world({ [SEND]: answer })
    const error = await errorOf(say(open()))
    expect(error).toMatchObject(expected)
    expect(logged).toMatchObject([
      ['feishu-call-failed', { call: SEND, trouble: error.trouble, logId: 'log-1' }],
    ])
  })
  test('a broken connection and a silent server are tried again later', async () => {
    const reset = await world({ [SEND]: { reset: true } })
    expect(await errorOf(say(reset.open()))).toMatchObject({ trouble: 'later', code: 'network' })
    const dead = await world({})
    await dead.close()
    closing.pop()
    expect(await errorOf(say(dead.open()))).toMatchObject({ trouble: 'later', code: 'network' })
    const silent = await world({ 'GET /slow': () => new Promise<Answer>(() => {}) })
    const deps = { fetch, count: () => {} }
    const slow = exchange(deps, 'GET /slow', { url: `${silent.baseUrl}/slow`, timeout: 30 })
    expect(await errorOf(slow)).toMatchObject({ trouble: 'later', code: 'timeout' })
  })
})

describe('pictures', () => {
  test('arrive as the bytes they are', async () => {
    const picture = Buffer.from([0x89, 0x50, 0, 0xff, 0xfe])
    const { open, seen, counted } = await world({
      'GET /im/v1/messages/om_1/resources/img_1': { bytes: picture },
    })
    const got = await open().download('om_1', 'img_1')
    expect(Buffer.from(got.bytes)).toEqual(picture)
    expect(got.mime).toBe('image/png')
    expect(seen[1]?.query.get('type')).toBe('image')
    expect(seen[1]?.body).toHaveLength(0)
    expect(counted[1]).toBe('GET /im/v1/messages/:id/resources/:id')
  })
  test('that are not there say why', async () => {
    const json = { code: 234003, msg: 'File not in msg.' }
    const { open } = await world({ 'GET /im/v1/messages/om_1/resources/img_1': { status: 400, json } })
    expect(await errorOf(open().download('om_1', 'img_1'))).toMatchObject({
      trouble: 'refused',
      code: 234003,
    })
  })
  test('go up as multipart and come back as a key', async () => {
    const { open, seen } = await world({
      'POST /im/v1/images': { json: { code: 0, data: { image_key: 'img_9' } } },
    })
    const picture = new Uint8Array([1, 0, 255, 13, 10])
    expect(await open().upload(picture, 'image/jpeg')).toBe('img_9')
    const { headers, body } = seen[1]!
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': String(headers['content-type']) },
    }).formData()
    expect(form.get('image_type')).toBe('message')
    const file = form.get('image') as File
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(picture)
    expect(file.type).toBe('image/jpeg')
  })
})

describe('people', () => {
  const FIND = 'POST /contact/v3/users/batch_get_id'
  test('are found by mobile, fifty at a time, unknown ones absent', async () => {
    const { open, seen } = await world({
      [FIND]: ({ json }) => ({
        json: {
          code: 0,
          data: {
            user_list: (json.mobiles as string[]).map((mobile) =>
              mobile.endsWith('7') ? { mobile } : { mobile: `+86${mobile}`, user_id: `ou_${mobile}` },
            ),
          },
        },
      }),
    })
    const mobiles = Array.from({ length: 120 }, (_, i) => String(13800000000 + i))
    const found = await open().findByMobile([...mobiles, '13800000000'])
    expect(seen.slice(1).map(({ json }) => (json.mobiles as string[]).length)).toEqual([50, 50, 20])
    expect(seen[1]?.query.get('user_id_type')).toBe('open_id')
    expect(found.size).toBe(108)
    expect(found.get('13800000001')).toBe('ou_13800000001')
    expect(found.has('13800000007')).toBe(false)
  })
  test('are described as far as the scopes allow', async () => {
    const user = { open_id: 'ou_mei', union_id: 'on_mei', name: '梅', status: { is_resigned: true } }
    const { open, seen } = await world({
      'GET /contact/v3/users/ou_mei': { json: { code: 0, data: { user } } },
    })
    expect(await open().profile('ou_mei')).toEqual({
      account: 'ou_mei',
      unionId: 'on_mei',
      name: '梅',
      active: false,
    })
    expect(seen[1]?.body).toHaveLength(0)
  })
  test('outside the range are undefined, other failures are told', async () => {
    const answer = (code: number) => ({ status: 400, json: { code, msg: 'no' } })
    const { open } = await world({
      'GET /contact/v3/users/ou_far': answer(41050),
      'GET /contact/v3/users/ou_none': answer(99992351),
      'GET /contact/v3/users/ou_wrong': answer(99991672),
    })
    const feishu = open()
    expect(await feishu.profile('ou_far')).toBeUndefined()
    expect(await feishu.profile('ou_none')).toBeUndefined()
    expect(await errorOf(feishu.profile('ou_wrong'))).toMatchObject({ trouble: 'refused' })
  })
})

describe('native commands', () => {
  const PATH = '/application/v7/app_slash_commands'
  test('only differences are written', async () => {
    const first = [
      { command_id: '1', command: 'help', description: { default_value: '帮助' } },
      { command_id: '2', command: 'today', description: { default_value: '旧' } },
    ]
    const second = [{ command_id: '3', command: 'old', description: '旧的' }]
    const { open, seen, calls, counted } = await world({
      [`GET ${PATH}`]: ({ query }) => ({
        json: query.get('page_token')
          ? { code: 0, data: { items: second, has_more: false } }
          : { code: 0, data: { items: first, has_more: true, page_token: 'p' } },
      }),
      [`POST ${PATH}`]: {},
      [`PATCH ${PATH}/2`]: {},
      [`DELETE ${PATH}/3`]: {},
    })
    const wanted = [
      { name: 'help', description: '帮助' },
      { name: 'today', description: '今日双责' },
      { name: 'week', description: '周报' },
    ]
    expect(await open().registerCommands(wanted)).toEqual({
      created: ['week'],
      changed: ['today'],
      removed: ['old'],
    })
    expect(calls().slice(1)).toEqual([
      `GET ${PATH}`,
      `GET ${PATH}`,
      `DELETE ${PATH}/3`,
      `PATCH ${PATH}/2`,
      `POST ${PATH}`,
    ])
    expect(seen.at(-1)?.json).toEqual({
      command: 'week',
      description: { default_value: '周报', i18n: { zh_cn: '周报' } },
    })
    expect(counted.at(-2)).toBe(`PATCH ${PATH}/:id`)
  })
  test('an unchanged list costs one reading and no writing', async () => {
    const items = [{ command_id: '1', command: 'help', description: { default_value: '帮助' } }]
    const { open, calls } = await world({ [`GET ${PATH}`]: { json: { code: 0, data: { items } } } })
    const nothing = { created: [], changed: [], removed: [] }
    expect(await open().registerCommands([{ name: 'help', description: '帮助' }])).toEqual(nothing)
    expect(calls()).toEqual([TOKEN, `GET ${PATH}`])
  })
})

describe('the whole platform', () => {
  const INFO = 'GET /bot/v3/info'
  const mentions = [
    { key: '@_user_1', id: { open_id: 'ou_us' }, mentioned_type: 'bot', name: '双责' },
    { key: '@_user_2', id: { open_id: 'ou_them' }, mentioned_type: 'bot', name: '别的机器人' },
  ]
  const group = (list: object[]) => signed(messageOf({ chat_type: 'group', mentions: list }), { key: 'k' })

  test('learns who it is once a day and then tells itself from other bots', async () => {
    const { open, calls, clock } = await world({ [INFO]: { json: { code: 0, bot: { open_id: 'ou_us' } } } })
    const feishu = open()
    const toBot = async (list: object[]) => feishu.receive(...(await group(list)), NOW)
    expect(await toBot(mentions.slice(1))).toMatchObject({ toBot: false })
    expect(await toBot(mentions.slice(0, 1))).toMatchObject({ toBot: true })
    expect(calls().filter((call) => call === INFO)).toHaveLength(1)
    clock.ms += 25 * 3_600_000
    expect(await toBot(mentions.slice(0, 1))).toMatchObject({ toBot: true })
    expect(calls().filter((call) => call === INFO)).toHaveLength(2)
  })
  test('answers all the same while it cannot learn it, and does not ask at each message', async () => {
    const { open, calls } = await world({ [INFO]: { status: 500, json: { code: 1, msg: 'x' } } })
    const feishu = open()
    expect(await feishu.receive(...(await group(mentions.slice(1))), NOW)).toMatchObject({ toBot: true })
    expect(await feishu.receive(...(await group(mentions.slice(1))), NOW)).toMatchObject({ toBot: true })
    expect(calls().filter((call) => call === INFO)).toHaveLength(1)
  })
  test('does not make a message wait for a silent platform', async () => {
    const silent = () => new Promise<Answer>(() => {})
    const { open } = await world({ [TOKEN]: silent })
    const before = performance.now()
    expect(await open().receive(...(await group(mentions)), NOW)).toMatchObject({ kind: 'message' })
    expect(performance.now() - before).toBeLessThan(2500)
  })
  test('asks nobody when it was told, or when nobody is mentioned', async () => {
    const { open, calls } = await world({})
    const told = open({ botOpenId: 'ou_them' })
    expect(await told.receive(...(await group(mentions.slice(1))), NOW)).toMatchObject({ toBot: true })
    await open().receive(...(await group([])), NOW)
    expect(calls()).toEqual([])
  })
  test('takes no window over an hour', async () => {
    const { open } = await world({})
    const [headers, body] = await signed(messageOf({}), { key: 'k' })
    const feishu = open({ freshnessMs: 86_400_000 })
    await expect(feishu.receive(headers, body, NOW + 3_600_001)).rejects.toThrow(/stale/)
    expect(await feishu.receive(headers, body, NOW + 3_600_000)).toMatchObject({ kind: 'message' })
  })
  test('answers a press with a card, a toast, both or neither', async () => {
    const feishu = (await world({})).open()
    const card = cardOf([text('好')])
    expect(feishu.answerPress({}, draw)).toEqual({})
    expect(feishu.answerPress({ toast: { type: 'success', text: '已记录' } }, draw)).toEqual({
      toast: { type: 'success', content: '已记录' },
    })
    expect(feishu.answerPress({ card }, draw)).toMatchObject({
      card: { type: 'raw', data: { schema: '2.0' } },
    })
  })
  test('is not fooled by a body it did not sign', async () => {
    const { open } = await world({})
    await expect(open().receive(new Headers(), bytes('{}'), NOW)).rejects.toThrow(/no signature/)
  })
})
