import { sign } from '../../src/platforms/feishu/crypto.ts'
import type { NormalizeContext } from '../../src/platforms/feishu/normalize.ts'
import type { ReceiveConfig } from '../../src/platforms/feishu/receive.ts'
import { createIds } from '../../src/playground/feishu/ids.ts'
import { encrypt } from '../../src/playground/feishu/seal.ts'

/** The app, the keys and the clock of these tests. 07:30 in Shanghai is still yesterday in UTC. */
export const APP = 'cli_a1b2c3d4e5f60718'
export const KEY = 'encrypt key of the school'
export const TOKEN = 'verification-token'
export const BOT = 'ou_bot'
export const NOW = Date.parse('2026-09-01T07:30:00+08:00')

export const sealed: ReceiveConfig = {
  appId: APP,
  encryptKey: KEY,
  verificationToken: TOKEN,
  freshnessMs: 3_600_000,
}
export const plain: ReceiveConfig = { appId: APP, verificationToken: TOKEN, freshnessMs: 3_600_000 }

export const context = (more: Partial<NormalizeContext> = {}): NormalizeContext => ({
  appId: APP,
  nowMs: NOW,
  botOpenId: async () => BOT,
  ...more,
})

const ids = createIds(1)
/** The platform's side of `decrypt`, by the emulator's own code: what an `encrypt` field holds. */
export const seal = (key: string, plain: string): string => encrypt(key, plain, ids)

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export const eventOf = (type: string, event: unknown, header: object = {}) => ({
  schema: '2.0',
  header: {
    event_id: 'e-1',
    event_type: type,
    create_time: String(NOW),
    token: TOKEN,
    app_id: APP,
    tenant_key: 't',
    ...header,
  },
  event,
})

export const messageOf = (message: object, sender: object = {}) =>
  eventOf('im.message.receive_v1', {
    sender: {
      sender_id: { open_id: 'ou_mei', union_id: 'on_mei' },
      sender_type: 'user',
      tenant_key: 't',
      ...sender,
    },
    message: {
      message_id: 'om_1',
      create_time: String(NOW - 900),
      update_time: String(NOW - 900),
      chat_id: 'oc_1',
      chat_type: 'p2p',
      message_type: 'text',
      content: '{"text":"你好"}',
      ...message,
    },
  })

export const pressOf = (action: object, more: object = {}) =>
  eventOf(
    'card.action.trigger',
    {
      operator: { tenant_key: 't', open_id: 'ou_mei', union_id: 'on_mei' },
      token: 'c-1',
      action: { tag: 'button', ...action },
      host: 'im_message',
      context: { open_message_id: 'om_card', open_chat_id: 'oc_1' },
      ...more,
    },
    { create_time: String(NOW * 1000) },
  )

export const asHeaders = (timestamp: string, signature: string, nonce = 'n0nce') =>
  new Headers({
    'X-Lark-Request-Timestamp': timestamp,
    'X-Lark-Request-Nonce': nonce,
    'X-Lark-Signature': signature,
  })

/** A request as the platform sends one with an Encrypt Key set: sealed and signed over its exact bytes. */
export async function signed(
  envelope: unknown,
  { timestamp = String(NOW / 1000), nonce = 'n0nce', key = KEY, format = JSON.stringify } = {},
): Promise<[Headers, Uint8Array]> {
  const body = bytes(format({ encrypt: seal(key, format(envelope)) }))
  return [asHeaders(timestamp, await sign(timestamp, nonce, key, body), nonce), body]
}
