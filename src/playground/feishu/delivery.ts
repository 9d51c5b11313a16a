import { oddJson } from './odd-json.ts'
import { encrypt, signatureHeaders } from './seal.ts'
import type { Socket } from './socket.ts'
import type { State } from './state.ts'
import type { Attempt } from './webhook.ts'
import { postOnce } from './webhook.ts'

const RETRIES_MS = [15_000, 300_000, 3_600_000, 21_600_000]
const ANSWER_MS = 3000

/** What became of one event or callback; retries add their attempts to the same object. */
export interface Delivery {
  attempts: Attempt[]
  eventId: string
  delivered: boolean
  /** The message the phone sent, when there is one. */
  messageId?: string
  /** Why nothing was sent at all. */
  why?: string
}

export interface Deliveries {
  webhookUrl: string | undefined
  /** Queues, sends once now, retries by runDue. */
  event(type: string, event: object): Promise<Delivery>
  /** Sends once, never again (feishu.md §4.6); undefined when no callback address is configured. */
  callback(event: object): Promise<Attempt | undefined>
  redeliverLast(kind: 'same' | 'new-event-id'): Promise<Delivery>
  release(order: 'in-order' | 'reversed'): Promise<void>
  due(): number
  nextAtMs(): number | undefined
  runDue(): Promise<void>
}

interface Outgoing {
  envelope: { schema: '2.0'; header: Record<string, string>; event: object }
  plain: string
  /** What goes over HTTP: sealed when there is an Encrypt Key. Retries send the same bytes (§18.7). */
  bytes: Uint8Array
  delivery: Delivery
  callback: boolean
  nextAtMs?: number
}

export const notSent = (why: string): Delivery => ({ attempts: [], eventId: '', delivered: false, why })

export function createDeliveries(state: State, socket: Socket, webhookUrl: string | undefined): Deliveries {
  const queue = new Set<Outgoing>()
  const held: Outgoing[] = []
  let last: Outgoing | undefined

  const send = async (outgoing: Outgoing): Promise<Attempt> => {
    if (!deliveries.webhookUrl) return socket.send(outgoing.plain, outgoing.callback)
    const key = state.app.encryptKey
    const signed = key === undefined ? {} : signatureHeaders(key, outgoing.bytes, state.now(), state.ids)
    return postOnce(deliveries.webhookUrl, signed, outgoing.bytes, ANSWER_MS)
  }

  const attempt = async (outgoing: Outgoing) => {
    const { delivery } = outgoing
    delete outgoing.nextAtMs
    queue.delete(outgoing)
    const fault = state.faults.takeDelivery()
    const answer = await send(outgoing)
    const counted: Attempt = fault === 'lose-answer' ? { status: 'timeout' } : answer
    delivery.attempts.push(counted)
    delivery.delivered ||= counted.status === 200
    if (fault === 'duplicate') await send(outgoing)
    if (fault === 'duplicate-new-event-id')
      await send(compose(state, outgoing.envelope, outgoing.callback, true))
    const wait = RETRIES_MS[delivery.attempts.length - 1]
    if (outgoing.callback || counted.status === 200 || wait === undefined) return counted
    outgoing.nextAtMs = state.now() + wait
    queue.add(outgoing)
    return counted
  }

  const start = (type: string, event: object, callback: boolean): Outgoing => {
    last = compose(state, envelope(state, type, event, callback), callback)
    return last
  }
  const reachable = () => deliveries.webhookUrl !== undefined || socket.wasConnected()
  const overdue = () =>
    [...queue]
      .filter((each) => (each.nextAtMs ?? Number.POSITIVE_INFINITY) <= state.now())
      .sort((one, other) => one.nextAtMs! - other.nextAtMs!)

  const deliveries: Deliveries = {
    webhookUrl,
    async event(type, event) {
      if (!state.app.published) return notSent('the app version is not published')
      if (!state.app.subscriptions.has(type)) return notSent(`${type} is not subscribed`)
      if (!reachable()) return notSent('no event address is configured')
      const outgoing = start(type, event, false)
      if (state.faults.holdEvents) held.push(outgoing)
      else await attempt(outgoing)
      return outgoing.delivery
    },
    async callback(event) {
      const type = 'card.action.trigger'
      if (!state.app.published || !state.app.subscriptions.has(type) || !reachable()) return undefined
      return attempt(start(type, event, true))
    },
    async redeliverLast(kind) {
      if (!last) throw new Error('nothing was delivered yet')
      const again = kind === 'same' ? { ...last } : compose(state, last.envelope, last.callback, true)
      again.delivery = { attempts: [], eventId: again.delivery.eventId, delivered: false }
      const answer = await send(again)
      again.delivery.attempts.push(answer)
      again.delivery.delivered = answer.status === 200
      return again.delivery
    },
    async release(order) {
      state.faults.holdEvents = false
      const waiting = held.splice(0)
      for (const outgoing of order === 'reversed' ? waiting.reverse() : waiting) await attempt(outgoing)
    },
    due: () => overdue().length,
    nextAtMs() {
      const times = [...queue].map((each) => each.nextAtMs!)
      return times.length === 0 ? undefined : Math.min(...times)
    },
    async runDue() {
      for (const outgoing of overdue()) await attempt(outgoing)
    },
  }
  return deliveries
}

/** Milliseconds in events, microseconds in callbacks (feishu.md §2). */
function envelope(state: State, type: string, event: object, callback: boolean): Outgoing['envelope'] {
  const header = {
    event_id: state.ids.hex(32),
    event_type: type,
    create_time: callback ? `${state.now()}${state.ids.digits(3)}` : String(state.now()),
    token: state.app.verificationToken,
    app_id: state.app.appId,
    tenant_key: state.app.tenantKey,
  }
  return { schema: '2.0', header, event }
}

function compose(state: State, of: Outgoing['envelope'], callback: boolean, freshId = false): Outgoing {
  const header = freshId ? { ...of.header, event_id: state.ids.hex(32) } : of.header
  const whole = { ...of, header }
  const plain = oddJson(whole, state.ids)
  return {
    envelope: whole,
    plain,
    bytes: new TextEncoder().encode(sealed(state, plain)),
    delivery: { attempts: [], eventId: header.event_id ?? '', delivered: false },
    callback,
  }
}

/** The body as it travels: `{encrypt}` around the text when an Encrypt Key is set. */
export const sealed = (state: State, plain: string): string =>
  state.app.encryptKey === undefined
    ? plain
    : oddJson({ encrypt: encrypt(state.app.encryptKey, plain, state.ids) }, state.ids)
