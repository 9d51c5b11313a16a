import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIds } from '../../src/playground/feishu/ids.ts'
import { oddJson } from '../../src/playground/feishu/odd-json.ts'
import type { Bot } from '../process.ts'
import { openStage, type Stage, until } from '../stage.ts'
import { deliver, type MadePlatform, platformOf, post } from './requests.ts'

// Every row of the webhook table of the contract, against a process of its own.
let stage: Stage
let bot: Bot
let plain: Bot
let platform: MadePlatform
let teacher: string

beforeAll(async () => {
  stage = await openStage()
  platform = platformOf(stage)
  teacher = stage.account('单念蘅')
  bot = await stage.bot()
  plain = await stage.bot({ FEISHU_ENCRYPT_KEY: '', DATABASE_URL: `file:${stage.folder}/plain.db` })
})
afterAll(() => stage.close())

const events = async () => (await stage.rows<{ n: number }>('SELECT count(*) AS n FROM events'))[0]!.n
const refused = [401, 403]

/** A request that must not be believed, or not be understood, and must leave nothing behind. */
async function leavesNothing(send: () => Promise<{ status: number }>, statuses: number[]) {
  const before = await events()
  const { status } = await send()
  expect(statuses).toContain(status)
  expect(await events()).toBe(before)
  expect(await stage.rows('SELECT key FROM inbox')).toEqual([])
}

test('challenge: sealed and plain are answered within a second, a foreign token is not', async () => {
  const sealed = await post(bot.webhook, await platform.seal(platform.challenge()))
  expect(sealed).toMatchObject({ status: 200, body: { challenge: 'c0ffee' } })
  expect(sealed.tookMs).toBeLessThan(1000)
  const open = await post(plain.webhook, JSON.stringify(platform.challenge()))
  expect(open).toMatchObject({ status: 200, body: { challenge: 'c0ffee' } })
  expect(open.tookMs).toBeLessThan(1000)
  expect(refused).toContain((await post(bot.webhook, await platform.seal(platform.challenge('x')))).status)
  expect(refused).toContain((await post(plain.webhook, JSON.stringify(platform.challenge('x')))).status)
  expect(refused).toContain((await post(plain.webhook, '{"type":"url_verification","challenge":"c"}')).status)
})

test('what is not signed rightly is refused', async () => {
  const body = await platform.seal(platform.message(teacher, '/帮助'))
  const good = await platform.signed(body)
  const stale = String(Math.floor((stage.now() - 3_660_000) / 1000))
  const ahead = String(Math.floor((stage.now() + 3_660_000) / 1000))
  const wrong: Record<string, Record<string, string>> = {
    missing: {},
    'of zeros': { ...good, 'x-lark-signature': '0'.repeat(64) },
    'of another key': await platform.signed(body, { key: 'another key' }),
    'of another body': await platform.signed(`${body} `),
    'without a timestamp': { 'x-lark-signature': good['x-lark-signature']! },
    'too old': await platform.signed(body, { timestamp: stale }),
    'too far ahead': await platform.signed(body, { timestamp: ahead }),
  }
  for (const [how, headers] of Object.entries(wrong)) {
    const answer = await post(bot.webhook, body, headers)
    expect(refused, how).toContain(answer.status)
  }
  await leavesNothing(() => post(bot.webhook, body, wrong.missing), refused)
})

test('a plain body is refused while an Encrypt Key is set, signed or not', async () => {
  const body = JSON.stringify(platform.message(teacher, '/帮助'))
  await leavesNothing(() => post(bot.webhook, body), refused)
  const headers = await platform.signed(body)
  await leavesNothing(() => post(bot.webhook, body, headers), refused)
})

test('in plain mode the Verification Token is the proof', async () => {
  const foreign = platform.message(teacher, '/帮助', { header: { token: 'foreign' } })
  const missing = platform.message(teacher, '/帮助', { header: { token: undefined } })
  const sealed = await platform.seal(platform.message(teacher, '/帮助'))
  for (const body of [JSON.stringify(foreign), JSON.stringify(missing), sealed, 'no JSON'])
    expect(refused, body.slice(0, 40)).toContain((await post(plain.webhook, body)).status)
  const right = JSON.stringify(platform.message(teacher, '/帮助'))
  expect((await post(plain.webhook, right)).status).toBe(200)
})

test('a rightly signed foreign token is refused', async () => {
  const foreign = platform.message(teacher, '/帮助', { header: { token: 'foreign' } })
  await leavesNothing(() => deliver(platform, bot.webhook, foreign), refused)
})

test('a timestamp in words is believed if it is signed; digits glued to a nonce are not', async () => {
  const body = await platform.seal(platform.message(teacher, '/帮助'))
  const timestamp = 'Tue, 01 Sep 2026 07:25:00'
  expect((await post(bot.webhook, body, await platform.signed(body, { timestamp }))).status).toBe(200)
  const glued = await platform.signed(body, { timestamp: '1500000000n' })
  expect(refused).toContain((await post(bot.webhook, body, glued)).status)
})

test('rightly signed and unreadable: 4xx, nothing happens', async () => {
  const unreadable = [
    await platform.seal('no JSON'),
    await platform.seal('[1]'),
    await platform.seal('{"schema":"2.0"}'),
    await platform.seal({
      schema: '2.0',
      header: { event_type: 'im.message.receive_v1' },
      event: { sender: 3 },
    }),
    '{"encrypt":"!!!"}',
    '{"encrypt":"QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="}',
    'no JSON at all',
    '',
  ]
  for (const body of unreadable) {
    const headers = await platform.signed(body)
    const { status } = await post(bot.webhook, body, headers)
    expect(status >= 400 && status < 500, `${status} for ${body.slice(0, 60)}`).toBe(true)
  }
  const body = unreadable[3]!
  await leavesNothing(async () => post(bot.webhook, body, await platform.signed(body)), [400])
})

test('a body beyond the limit is not read', async () => {
  for (const megabytes of [1.5, 2, 8]) {
    const body = JSON.stringify({ encrypt: 'A'.repeat(megabytes * 1024 * 1024) })
    const { status } = await post(bot.webhook, body, await platform.signed(body))
    expect([0, 400, 413], String(megabytes)).toContain(status)
  }
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024).fill(32)),
  })
  const streamed = await fetch(bot.webhook, { method: 'POST', body: endless, duplex: 'half' } as RequestInit)
    .then(({ status }) => status)
    .catch(() => 0)
  expect([0, 400, 413]).toContain(streamed)
  // On a connection of its own: the one the bot broke off may still lie in our pool.
  const challenge = await platform.seal(platform.challenge())
  expect(await askApart(bot.webhook, challenge)).toBe(200)
})

test('unknown event types, other apps and the bot itself change nothing', async () => {
  const other = { header: { app_id: 'cli_ffffffffffffffff' } }
  for (const envelope of [
    platform.envelope('im.message.reaction.created_v1', { anything: true }),
    platform.envelope('x'.repeat(3000), null),
    platform.message(teacher, '/隐患 二楼插座烧黑', other),
    platform.press(teacher, { says: '/隐患 二楼插座烧黑' }, other.header),
  ])
    await leavesNothing(() => deliver(platform, bot.webhook, envelope), [200])
})

test('an unknown person is answered and changes no record', async () => {
  stage.emulator.addUser({ openId: 'ou_guest', name: '访客' })
  await stage.connect(bot)
  const before = await stage.rows("SELECT * FROM events WHERE noun <> 'stranger'")
  await stage.emulator.say('ou_guest', '/隐患 二楼插座烧黑')
  await until(stage.emulator, 'an answer to a guest', () => stage.answersTo('ou_guest').length === 1)
  expect(stage.answersTo('ou_guest')[0]!.text).toContain('不在学校的教职工名单里')
  const pressed = await deliver(platform, bot.webhook, platform.press('ou_guest', { says: '/隐患 插座烧黑' }))
  expect(pressed.body).toHaveProperty('toast')
  expect(await stage.rows("SELECT * FROM events WHERE noun <> 'stranger'")).toEqual(before)
})

test('a callback gets a card or a toast, and the same delivery the same card', async () => {
  const press = platform.press(teacher, { says: '/隐患 二楼饮水机旁插座烧黑' })
  const first = await deliver(platform, bot.webhook, press)
  expect(first.status).toBe(200)
  expect(first.tookMs).toBeLessThan(3000)
  expect(first.body).toMatchObject({ card: { type: 'raw' } })
  const after = await events()
  const again = await deliver(platform, bot.webhook, press)
  expect(again.body.card).toEqual(first.body.card)
  expect(await events()).toBe(after)
})

test('a button we do not know: 200 and a toast', async () => {
  const unknown = [
    { mystery: 1 },
    'a text',
    null,
    { says: '' },
    { says: '/接龙 3' },
    { says: '/隐患 99999 接收' },
    { says: '/打卡 2026-09-01.chk-homeroom-morning.c11 全班正常' },
    { says: 'x'.repeat(20_000) },
    { says: '/隐患 1\u0000 接收' },
  ]
  for (const value of unknown) {
    const answer = await deliver(platform, bot.webhook, platform.press(teacher, value))
    expect(answer.status, JSON.stringify(value)?.slice(0, 60)).toBe(200)
    expect('toast' in answer.body || 'card' in answer.body, answer.text.slice(0, 200)).toBe(true)
  }
  expect(bot.lines.filter((line) => line.includes('press-failed'))).toEqual([])
})

test('odd ids from a signed sender neither break the answer nor what comes after them', async () => {
  const odd = [
    platform.message(teacher, '/帮助', { message_id: 'om_\u0000odd' }),
    platform.message('ou_\u0000nobody', '/帮助'),
    platform.message('ou_\ud800half', '/帮助'),
    platform.message(teacher, '/帮助', { header: { event_id: '\u0000' } }),
    platform.envelope('application.bot.menu_v6', {
      operator: { operator_id: { open_id: 'ou_\u0000x' } },
      event_key: '\u0000',
    }),
    platform.press('ou_\u0000nobody', { says: '/帮助' }, { event_id: '\u0000' }),
  ]
  for (const envelope of odd)
    expect((await deliver(platform, bot.webhook, envelope)).status, JSON.stringify(envelope)).toBeLessThan(
      500,
    )
  await stage.connect(bot)
  const other = stage.account('聂怀谷')
  await stage.emulator.say(other, '/帮助')
  await until(stage.emulator, 'help after odd ids', () => stage.answersTo(other).length === 1)
})

test('any JSON that is rightly signed is read, however it is written', async () => {
  const ids = createIds(7)
  for (let i = 0; i < 20; i++) {
    const body = await platform.seal(platform.press(teacher, { says: '/帮助' }), (value) =>
      oddJson(value, ids),
    )
    const answer = await post(bot.webhook, body, await platform.signed(body))
    expect(answer.body).toHaveProperty('card')
  }
})

test('only POST, only this path', async () => {
  expect([404, 405]).toContain((await fetch(bot.webhook)).status)
  expect((await fetch(`${bot.url}/feishu/webhook/more`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(`${bot.url}/wp-login.php`)).status).toBe(404)
  expect((await fetch(`${bot.url}/`)).status).toBe(404)
})

/** The status of one post on a connection that nothing else uses. */
const askApart = (url: string, body: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const asked = request(url, { method: 'POST', agent: false, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject)
    asked.end(body)
  })
