import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Inbound, Platform, PressAnswer } from '../platforms/platform.ts'
import { holdsIssuedCode } from '../receipts/receipts.ts'
import { Unreadable, Untrusted } from '../refusal.ts'
import { DatabaseDown } from '../store/database.ts'
import { type Anonymity, answerAnonymously } from './anonymous.ts'
import { anonymousWish, CODE_SAID, textsIn } from './anonymous-words.ts'
import { type Kept, keep } from './inbox.ts'
import { oweRedraw } from './jobs.ts'
import { type Pressing, press } from './press.ts'

export interface Webhook extends Pressing {
  platform: Platform
  /** Something was kept or owed: work on it as soon as this request is answered. */
  wake(): void
  later(work: Promise<unknown>): void
  count(what: string): void
  log(event: string, data: object): void
}

/** Feishu's largest legitimate body is far below; more is not read at all. */
const BODY_LIMIT_BYTES = 1024 * 1024
/** The platform waits three seconds (`feishu.md` §4.6); what our database has not done by then is finished afterwards. */
const PATIENCE_MS = 2_400

/** `POST /<platform>/webhook`: verified, kept or answered, always within the platform's three seconds (contract). */
export function webhookRoutes(parts: Webhook): Hono {
  const app = new Hono()
  const limit = bodyLimit({
    maxSize: BODY_LIMIT_BYTES,
    onError: (c) => c.json({ error: 'body too large' }, 413),
  })
  app.use('/webhook', (c, next) => (declaresFewBytes(c.req.raw.headers) ? next() : limit(c, next)))
  app.post('/webhook', async (c) => {
    try {
      const body = new Uint8Array(await c.req.arrayBuffer())
      const inbound = await parts.platform.receive(c.req.raw.headers, body, parts.now())
      return c.json((await respond(parts, inbound)) as object)
    } catch (error) {
      return refuse(parts, error)
    }
  })
  return app
}

/** A declared length is kept by HTTP itself; looking at the body instead makes hono build the request a second time. */
const declaresFewBytes = (headers: Headers): boolean =>
  !headers.has('transfer-encoding') && Number(headers.get('content-length') ?? Infinity) <= BODY_LIMIT_BYTES

/** The JSON a platform gets back for what it told us; the long connection uses the same. */
export async function respond(parts: Webhook, said: Inbound): Promise<unknown> {
  const inbound = storable(said)
  parts.count(`inbound_${inbound.kind}`)
  // Before anything of it is kept, counted by person or looked up.
  const { anonymity } = parts
  const wish =
    anonymity && (anonymousWish(inbound, parts.commands) ?? (await saidCode(parts, anonymity, inbound)))
  if (wish) return answerAnonymously(parts, anonymity, wish, inbound)
  switch (inbound.kind) {
    case 'challenge':
      return inbound.answer
    case 'ignored':
      parts.log('inbound-ignored', { name: inbound.name })
      return {}
    case 'unknown-press':
      return toast(parts, '这个按钮已经失效，请发送 /今日 或 /帮助。')
    case 'press':
      return answerPress(parts, inbound)
    default:
      return keepAndWake(parts, inbound satisfies Kept)
  }
}

const saidCode = async ({ db }: Webhook, { codes }: Anonymity, inbound: Inbound) =>
  (await holdsIssuedCode(db, codes, textsIn(inbound))) ? CODE_SAID : undefined

/** A database keeps neither NUL nor half a surrogate pair, and nobody types them. */
function storable(said: Inbound): Inbound {
  const text = JSON.stringify(said)
  if (!/\\u(0000|d[89a-f])/.test(text)) return said
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value,
  ) as Inbound
}

async function keepAndWake(parts: Webhook, inbound: Kept): Promise<unknown> {
  const keeping = keep(parts.db, inbound, parts.now()).then(parts.wake)
  if ((await inTime(keeping)) === TOO_SLOW) {
    parts.later(keeping.catch(() => undefined))
    throw new DatabaseDown('the database took too long to keep an event')
  }
  return {}
}

const TOO_SLOW = Symbol('too slow')

/** `work`'s result, or TOO_SLOW when the platform would not wait for it. Real time on purpose: only the platform's patience counts. */
function inTime<T>(work: Promise<T>): Promise<T | typeof TOO_SLOW> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(TOO_SLOW), PATIENCE_MS)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

async function answerPress(parts: Webhook, inbound: Inbound & { kind: 'press' }): Promise<unknown> {
  try {
    const pressing = press(parts, inbound)
    const pressed = await inTime(pressing)
    if (pressed === TOO_SLOW) {
      parts.later(drawLate(parts, inbound, pressing))
      return toast(parts, '正在记录，比平时慢一点。请稍后看卡片，没有变化就再点一次。')
    }
    const { answer, draw, owes } = pressed
    if (owes) parts.wake()
    return parts.platform.answerPress(answer, draw)
  } catch (error) {
    parts.count('trouble')
    parts.log('press-failed', { key: inbound.key, error: describe(error) })
    return toast(parts, `没有记上，请再点一次。还不行请告诉管理员编号 ${inbound.key.slice(-8)}。`, 'error')
  }
}

async function drawLate(
  parts: Webhook,
  { key, messageId }: Inbound & { kind: 'press' },
  pressing: Promise<unknown>,
): Promise<void> {
  try {
    await pressing
    await oweRedraw(parts.db, messageId, key, parts.now())
    parts.wake()
  } catch (error) {
    parts.log('press-failed', { key, error: describe(error) })
  }
}

const toast = (parts: Webhook, text: string, type: NonNullable<PressAnswer['toast']>['type'] = 'info') =>
  parts.platform.answerPress({ toast: { type, text } }, { imageKey: () => undefined })

/** Never a 5xx from a request's content: the platform would only repeat it (contract). */
function refuse(parts: Webhook, error: unknown): Response {
  if (error instanceof Untrusted) {
    parts.count('untrusted')
    parts.log('untrusted', { why: error.message })
    return Response.json({ error: 'untrusted' }, { status: 401 })
  }
  if (error instanceof Unreadable) {
    parts.count('unreadable')
    return Response.json({ error: 'unreadable' }, { status: 400 })
  }
  parts.count('trouble')
  parts.log('webhook-failed', { error: describe(error) })
  // Our own database is away: the platform should deliver this again.
  return Response.json({ error: 'try again' }, { status: 503 })
}

/** An error for the log: name, message and the first frames; never the parameters of a statement. */
export const describe = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${error.message.slice(0, 300)}\n${(error.stack ?? '').split('\n').slice(1, 4).join('\n')}`
    : String(error).slice(0, 300)
