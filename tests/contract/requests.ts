import { sign } from '../../src/platforms/feishu/crypto.ts'
import { createIds } from '../../src/playground/feishu/ids.ts'
import { encrypt } from '../../src/playground/feishu/seal.ts'
import type { Stage } from '../stage.ts'

export interface Answered {
  status: number
  body: Record<string, unknown>
  text: string
  tookMs: number
}

const dice = createIds(7)

/** One POST as it is; a connection the bot closes counts as status 0. */
export async function post(
  url: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const startedAt = performance.now()
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: body as BodyInit,
    })
    const text = await response.text()
    return {
      status: response.status,
      body: asObject(text),
      text,
      tookMs: performance.now() - startedAt,
    }
  } catch {
    return { status: 0, body: {}, text: '', tookMs: performance.now() - startedAt }
  }
}

function asObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** The platform's side of the door: envelopes and how they travel, with every part to be got wrong. */
export function platformOf({ emulator, now }: Stage) {
  const { app } = emulator
  let ids = 0
  const nextId = () => {
    ids += 1
    return ids
  }
  const envelope = (type: string, event: unknown, header: object = {}) => ({
    schema: '2.0',
    header: {
      event_id: `ev-${nextId()}`,
      event_type: type,
      create_time: String(now()),
      token: app.verificationToken,
      app_id: app.appId,
      tenant_key: app.tenantKey,
      ...header,
    },
    event,
  })
  return {
    envelope,
    message: (openId: string, text: string, { header = {}, ...message }: Record<string, unknown> = {}) =>
      envelope(
        'im.message.receive_v1',
        {
          sender: { sender_id: { open_id: openId }, sender_type: 'user', tenant_key: app.tenantKey },
          message: {
            message_id: `om_made_${nextId()}`,
            create_time: String(now()),
            chat_id: 'oc_made',
            chat_type: 'p2p',
            message_type: 'text',
            content: JSON.stringify({ text }),
            ...message,
          },
        },
        header as object,
      ),
    press: (openId: string, value: unknown, header: object = {}, context: object = {}) =>
      envelope(
        'card.action.trigger',
        {
          operator: { open_id: openId, tenant_key: app.tenantKey },
          token: 'c-made',
          action: { tag: 'button', value },
          host: 'im_message',
          context: { open_message_id: 'om_made_card', open_chat_id: 'oc_made', ...context },
        },
        header,
      ),
    challenge: (token = app.verificationToken) => ({ challenge: 'c0ffee', token, type: 'url_verification' }),
    async seal(content: unknown, format: (value: unknown) => string = JSON.stringify): Promise<string> {
      const plain = typeof content === 'string' ? content : format(content)
      return format({ encrypt: encrypt(app.encryptKey!, plain, dice) })
    },
    async signed(
      body: string | Uint8Array,
      { timestamp = String(Math.floor(now() / 1000)), key = app.encryptKey! } = {},
    ): Promise<Record<string, string>> {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      return {
        'x-lark-request-timestamp': timestamp,
        'x-lark-request-nonce': 'n0nce',
        'x-lark-signature': await sign(timestamp, 'n0nce', key, bytes),
      }
    },
  }
}

export type MadePlatform = ReturnType<typeof platformOf>

/** Sealed and signed, as it should be. */
export async function deliver(platform: MadePlatform, url: string, envelope: unknown): Promise<Answered> {
  const body = await platform.seal(envelope)
  return post(url, body, await platform.signed(body))
}
