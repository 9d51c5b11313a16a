import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sign } from '../../src/platforms/feishu/crypto.ts'
import { receive } from '../../src/platforms/feishu/receive.ts'
import { Unreadable, Untrusted } from '../../src/refusal.ts'
import {
  APP,
  asHeaders,
  bytes,
  context,
  eventOf,
  KEY,
  messageOf,
  NOW,
  plain,
  pressOf,
  seal,
  sealed,
  signed,
  TOKEN,
} from './envelopes.ts'

const challenge = { challenge: 'c1', token: TOKEN, type: 'url_verification' }
const noHeaders = new Headers()
const receiveSealed = async (...[headers, body]: [Headers, Uint8Array]) =>
  receive(sealed, headers, body, context())
const receivePlain = (envelope: unknown, config = plain) =>
  receive(config, noHeaders, bytes(JSON.stringify(envelope)), context())
const wrap = async (text: string, key = KEY) => bytes(JSON.stringify({ encrypt: seal(key, text) }))
/** Signed rightly, whatever the bytes. */
const signedBytes = async (body: Uint8Array, timestamp = String(NOW / 1000)) =>
  [asHeaders(timestamp, await sign(timestamp, 'n0nce', KEY, body)), body] as [Headers, Uint8Array]

describe('the address check', () => {
  test('encrypted and unsigned is answered with its challenge', async () => {
    const body = await wrap(JSON.stringify(challenge))
    expect(await receive(sealed, noHeaders, body, context())).toEqual({
      kind: 'challenge',
      answer: { challenge: 'c1' },
    })
  })
  test('plain with the right token is answered', async () => {
    expect(await receivePlain(challenge)).toEqual({ kind: 'challenge', answer: { challenge: 'c1' } })
  })
  test('a foreign or missing token is not believed, encrypted or plain', async () => {
    for (const token of ['other', undefined, 7]) {
      const foreign = { ...challenge, token }
      await expect(receivePlain(foreign)).rejects.toThrow(Untrusted)
      const body = await wrap(JSON.stringify(foreign))
      await expect(receive(sealed, noHeaders, body, context())).rejects.toThrow(Untrusted)
    }
  })
  test('plain is not believed while an Encrypt Key is set', async () => {
    const body = bytes(JSON.stringify(challenge))
    await expect(receive(sealed, noHeaders, body, context())).rejects.toThrow(Untrusted)
  })
  test('a schema makes it an event, so an unsigned one is not believed', async () => {
    const body = await wrap(JSON.stringify({ ...challenge, schema: '2.0' }))
    await expect(receive(sealed, noHeaders, body, context())).rejects.toThrow(Untrusted)
  })
  test('without a challenge it is unreadable', async () => {
    await expect(receivePlain({ ...challenge, challenge: undefined })).rejects.toThrow(Unreadable)
  })
})

describe('with an Encrypt Key', () => {
  test('a signed message arrives', async () => {
    expect(await receiveSealed(...(await signed(messageOf({}))))).toMatchObject({
      kind: 'message',
      key: 'msg:om_1',
      content: { type: 'text', text: '你好' },
    })
  })
  test('odd formatting does not break the signature', async () => {
    const odd = (value: unknown) =>
      JSON.stringify(value, null, 3)
        .replace(/[一-龥]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`)
        .replaceAll('/', '\\/')
    expect(await receiveSealed(...(await signed(messageOf({}), { format: odd })))).toMatchObject({
      content: { text: '你好' },
    })
  })
  test('a plain body is not believed, signed or not', async () => {
    const body = bytes(JSON.stringify(messageOf({})))
    await expect(receiveSealed(noHeaders, body)).rejects.toThrow(Untrusted)
    await expect(receiveSealed(...(await signedBytes(body)))).rejects.toThrow(Untrusted)
  })
  test('a missing signature, timestamp or a wrong signature is not believed', async () => {
    const [headers, body] = await signed(messageOf({}))
    await expect(receiveSealed(noHeaders, body)).rejects.toThrow(Untrusted)
    const without = new Headers(headers)
    without.delete('x-lark-request-timestamp')
    await expect(receiveSealed(without, body)).rejects.toThrow(Untrusted)
    const [foreign] = await signed(messageOf({}), { key: 'another key' })
    await expect(receiveSealed(foreign, body)).rejects.toThrow(Untrusted)
    const touched = Uint8Array.from(body)
    touched[20] = touched[20] === 65 ? 66 : 65
    await expect(receiveSealed(headers, touched)).rejects.toThrow(Untrusted)
  })
  test('a numeric timestamp outside the window is stale, on both sides', async () => {
    const at = async (ms: number) => signed(messageOf({}), { timestamp: String(Math.round(ms / 1000)) })
    await expect(receiveSealed(...(await at(NOW - 3_601_000)))).rejects.toThrow(Untrusted)
    await expect(receiveSealed(...(await at(NOW + 3_601_000)))).rejects.toThrow(Untrusted)
    expect(await receiveSealed(...(await at(NOW - 3_599_000)))).toMatchObject({ kind: 'message' })
    expect(await receiveSealed(...(await at(NOW + 3_599_000)))).toMatchObject({ kind: 'message' })
  })
  test('a timestamp that is a word is accepted if signed', async () => {
    for (const timestamp of ['Tue Sep 01 2026', '2026-09-01 07:30:00 +0800', 'now']) {
      expect(await receiveSealed(...(await signed(messageOf({}), { timestamp })))).toMatchObject({
        kind: 'message',
      })
    }
  })
  test('digits moved between timestamp and nonce never make an old request fresh', async () => {
    const old = String(Math.round(NOW / 1000) - 86_400)
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.nat(), async (tail, cut) => {
        const nonce = `7${encodeURIComponent(tail.toWellFormed())}`
        const [headers, body] = await signed(messageOf({}), { timestamp: old, nonce })
        const all = old + nonce
        const at = 1 + (cut % (all.length - 1))
        const moved = new Headers(headers)
        moved.set('x-lark-request-timestamp', all.slice(0, at))
        moved.set('x-lark-request-nonce', all.slice(at))
        await expect(receiveSealed(moved, body)).rejects.toThrow(Untrusted)
      }),
    )
  })
  test('a foreign Verification Token is not believed even when signed', async () => {
    await expect(
      receiveSealed(...(await signed(eventOf('im.message.receive_v1', {}, { token: 'other' })))),
    ).rejects.toThrow(Untrusted)
    await expect(
      receiveSealed(...(await signed({ uuid: 'u', token: 'other', event: { type: 'x' } }))),
    ).rejects.toThrow(Untrusted)
  })
  test('without a configured Verification Token the signature is enough', async () => {
    const config = { ...sealed, verificationToken: '' }
    const [headers, body] = await signed(messageOf({}))
    expect(await receive(config, headers, body, context())).toMatchObject({ kind: 'message' })
  })
  test.each([
    ['not JSON outside', async () => bytes('{"encrypt":')],
    ['not UTF-8', async () => new Uint8Array([0xff, 0xfe, 0x7b])],
    ['an array outside', async () => bytes('[1]')],
    ['bad base64', async () => bytes('{"encrypt":"%%%"}')],
    ['bad padding', async () => bytes('{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}')],
    ['too short', async () => bytes('{"encrypt":"AAAA"}')],
    ['another key', async () => wrap('{"schema":"2.0"}', 'another key')],
    ['not JSON inside', async () => wrap('hello')],
    ['not an object inside', async () => wrap('"hello"')],
    ['an empty object', async () => wrap('{}')],
    ['a header without a type', async () => wrap('{"schema":"2.0","header":{}}')],
    ['an event that is none', async () => wrap(JSON.stringify(eventOf('im.message.receive_v1', null)))],
  ])('rightly signed but unreadable: %s', async (_name, body) => {
    await expect(receiveSealed(...(await signedBytes(await body())))).rejects.toThrow(Unreadable)
  })
})

describe('without an Encrypt Key', () => {
  test('the Verification Token is the proof', async () => {
    expect(await receivePlain(messageOf({}))).toMatchObject({ kind: 'message' })
    for (const token of ['other', undefined, null, ['verification-token']]) {
      const forged = eventOf('application.bot.menu_v6', {}, { token })
      await expect(receivePlain(forged)).rejects.toThrow(Untrusted)
      await expect(receivePlain({ ...forged, token: TOKEN })).rejects.toThrow(Untrusted)
    }
  })
  test('with no token configured either, nothing is believed and the message says why', async () => {
    const config = { appId: APP, freshnessMs: 1 }
    await expect(receivePlain(messageOf({}), config)).rejects.toThrow(/neither Encrypt Key nor/)
    await expect(receivePlain(challenge, config)).rejects.toThrow(Untrusted)
  })
  test('an encrypted body cannot be believed, and the message names the missing key', async () => {
    await expect(receivePlain({ encrypt: 'AAAA', token: TOKEN })).rejects.toThrow(/no Encrypt Key is set/)
  })
})

describe('what is not for us', () => {
  test("another app's event is ignored", async () => {
    const other = { app_id: 'cli_0000000000000000' }
    expect(await receivePlain(eventOf('im.message.receive_v1', {}, other))).toEqual({
      kind: 'ignored',
      name: 'other-app',
    })
  })
  test('unknown event types are ignored by name, Object.prototype included', async () => {
    for (const type of ['im.message.message_read_v1', 'im.message.recalled_v1', 'constructor', '__proto__']) {
      expect(await receivePlain(eventOf(type, {}))).toEqual({ kind: 'ignored', name: type })
    }
  })
})

describe('whatever the bytes, only Untrusted and Unreadable are thrown', () => {
  const calm = async (attempt: Promise<unknown>) => {
    const error = await attempt.then(
      () => undefined,
      (caught: unknown) => caught,
    )
    if (error !== undefined && !(error instanceof Untrusted || error instanceof Unreadable)) throw error
  }
  test('random bodies and headers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.base64String(), async (body, nonce) => {
        await calm(receive(plain, noHeaders, body, context()))
        await calm(receive(sealed, asHeaders(String(NOW / 1000), nonce), body, context()))
        await calm(receive(sealed, ...(await signedBytes(body)), context()))
      }),
    )
  })
  test('random events of every known type, signed and sealed', async () => {
    const types = fc.constantFrom(
      'im.message.receive_v1',
      'card.action.trigger',
      'application.bot.menu_v6',
      'im.chat.access_event.bot_p2p_chat_entered_v1',
      'im.chat.member.bot.added_v1',
      'im.chat.member.bot.deleted_v1',
      'contact.user.updated_v3',
      'contact.user.deleted_v3',
    )
    await fc.assert(
      fc.asyncProperty(types, fc.jsonValue(), fc.jsonValue(), async (type, event, header) => {
        await calm(receivePlain(eventOf(type, event)))
        await calm(receivePlain({ token: TOKEN, event }))
        await calm(receivePlain({ schema: '2.0', header, event }))
        await calm(receiveSealed(...(await signed(eventOf(type, event)))))
      }),
    )
  })
  test('random insides of messages and presses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.json(), fc.jsonValue(), async (type, content, value) => {
        await calm(receivePlain(messageOf({ message_type: type, content })))
        await calm(receivePlain(messageOf({ message_type: 'post', content })))
        await calm(receivePlain(messageOf({ content, mentions: value })))
        await calm(receivePlain(pressOf({ value, form_value: value, option: value, name: type })))
      }),
    )
  })
})
