import { createDecipheriv, createHash } from 'node:crypto'
import type { IncomingHttpHeaders, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Cache } from '@larksuiteoapi/node-sdk'
import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk'
import type { EmulatorOptions } from '../../src/playground/feishu/emulator.ts'
import { createEmulator } from '../../src/playground/feishu/emulator.ts'

export const START_MS = Date.parse('2026-09-01T07:30:00+08:00')
export const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 2, 0, 0, 0, 2, 8, 2,
  0, 0, 0,
])

/** What tests read of an envelope; which parts are there depends on the event (`feishu.md` §4). */
export interface Envelope {
  type?: string
  challenge?: string
  schema?: string
  header: { event_id: string; event_type: string }
  event: {
    token: string
    action: { form_value?: object; [part: string]: unknown }
    message: { message_id: string; content: string; [part: string]: unknown }
    object: object
    old_object: { department_ids: string[] }
  }
}

export interface Heard {
  headers: IncomingHttpHeaders
  raw: Buffer
  /** The decrypted envelope. */
  envelope: Envelope
}

/** A bot that writes down what it hears and answers what the test tells it. */
export interface ListeningBot {
  url: string
  heard: Heard[]
  events(): Heard[]
  /** `undefined` leaves the request hanging. */
  answer: (
    heard: Heard,
  ) => { status?: number; body: unknown } | undefined | Promise<{ status?: number; body: unknown }>
  close(): void
}

export async function startBot(encryptKey: string | undefined): Promise<ListeningBot> {
  const server: Server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const raw = Buffer.concat(parts)
    const envelope = open(raw, encryptKey)
    const item = { headers: request.headers, raw, envelope }
    bot.heard.push(item)
    const reply =
      envelope.type === 'url_verification'
        ? { body: { challenge: envelope.challenge } }
        : await bot.answer(item)
    if (!reply) return
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' })
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bot: ListeningBot = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu/webhook`,
    heard: [],
    events: () => bot.heard.filter((each) => each.envelope.schema === '2.0'),
    answer: () => ({ body: {} }),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
  return bot
}

function open(raw: Buffer, encryptKey: string | undefined) {
  const body = JSON.parse(raw.toString('utf8'))
  if (encryptKey === undefined) return body
  const sealed = Buffer.from(body.encrypt, 'base64')
  const key = createHash('sha256').update(encryptKey).digest()
  const decipher = createDecipheriv('aes-256-cbc', key, sealed.subarray(0, 16))
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]).toString('utf8'))
}

/** The SDK's own cache is shared by the whole process and reads the real clock. */
function tokenCache(clock: { ms: number }) {
  const held = new Map<string | symbol, { value: unknown; untilMs: number }>()
  return {
    async get(key: string | symbol) {
      const item = held.get(String(key))
      return item && item.untilMs > clock.ms ? item.value : undefined
    },
    async set(key: string | symbol, value: unknown) {
      held.set(String(key), { value, untilMs: clock.ms + 7_020_000 })
      return true
    },
    clear: () => held.clear(),
  }
}

export const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }

/** An emulator, the real SDK's client against it, a listening bot and a clock the test moves. */
export async function startWorld(options: Partial<EmulatorOptions> & { connected?: boolean } = {}) {
  const clock = { ms: START_MS }
  const emulator = createEmulator({ now: () => clock.ms, ...options })
  const { url } = await emulator.listen()
  const bot = await startBot(emulator.app.encryptKey)
  if (options.connected !== false) await emulator.connect(bot.url)
  emulator.addUser({ openId: 'ou_zhang', name: '张老师', mobile: '13800000001' })
  emulator.addUser({ openId: 'ou_li', name: '李主任', mobile: '13800000002' })
  emulator.addGroup({ chatId: 'oc_safety', name: '安全群', members: ['ou_zhang', 'ou_li'] })
  const { appId, appSecret } = emulator.app
  const cache = tokenCache(clock)
  const client = new Client({
    appId,
    appSecret,
    domain: url,
    cache: cache as Cache,
    logger: quiet,
    loggerLevel: LoggerLevel.fatal,
  })
  return {
    clock,
    emulator,
    url,
    bot,
    client,
    cache,
    /** Sends and returns the envelope, also when the SDK throws on HTTP 400. */
    send: (to: string, msg_type: string, content: object, uuid?: string) =>
      codeOf(
        client.im.v1.message.create({
          params: { receive_id_type: to.startsWith('oc_') ? 'chat_id' : 'open_id' },
          data: {
            receive_id: to,
            msg_type,
            content: JSON.stringify(content),
            ...(uuid !== undefined && { uuid }),
          },
        }),
      ),
    async [Symbol.asyncDispose]() {
      await emulator.close()
      bot.close()
    },
  }
}

export interface Told {
  code: number
  msg?: string
  status?: number
  headers?: Record<string, string>
  /** Of a call that worked: the part the test asked for. */
  data: { message_id: string; chat_id: string; command_id: string; items: object[] }
}

/** The platform's code whichever way the SDK reports it. */
export async function codeOf(call: Promise<unknown>): Promise<Told> {
  try {
    return (await call) as Told
  } catch (problem) {
    const { response } = problem as {
      response?: { data: Told; status: number; headers: Record<string, string> }
    }
    if (!response) throw problem
    return { ...response.data, status: response.status, headers: response.headers }
  }
}

const said = (content: string) => ({ tag: 'plain_text', content })

export const button = (label: string, more: object = {}) => ({
  tag: 'button',
  text: said(label),
  behaviors: [{ type: 'callback', value: { says: label } }],
  ...more,
})

export const card = (...elements: object[]) => ({
  schema: '2.0',
  config: { update_multi: true, summary: { content: '今日双责' } },
  header: { title: said('今日双责') },
  body: { elements },
})

export const form = (name: string, ...elements: object[]) => ({
  tag: 'form',
  name,
  elements: [
    ...elements,
    { tag: 'button', name: `${name}_submit`, text: said('提交'), form_action_type: 'submit' },
  ],
})
