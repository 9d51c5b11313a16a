import type { Server } from 'node:http'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Route } from './api.ts'
import { optional } from './api.ts'
import type { Frame } from './frames.ts'
import { DATA, readFrame, writeFrame } from './frames.ts'
import type { State } from './state.ts'
import type { Attempt } from './webhook.ts'

const MOST_CONNECTIONS = 50
const ANSWER_MS = 3000
/** Seconds, as the platform writes them; reconnecting at once keeps a dropped bot from idling in a test. */
const CLIENT_CONFIG = { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 0 }

/** The long connection (feishu.md §15): plaintext envelopes in protobuf frames, one connection per event. */
export interface Socket {
  /** True once any bot has connected; from then on events wait for it to come back. */
  wasConnected(): boolean
  connections(): number
  send(plain: string, callback: boolean): Promise<Attempt>
  /** Breaks every connection. */
  drop(): void
  attach(server: Server, url: string): void
  routes: Route[]
}

export function createSocket(state: State): Socket {
  const tickets = new Set<string>()
  const open = new Set<WebSocket>()
  const waiting = new Map<string, (attempt: Attempt) => void>()
  const acceptor = new WebSocketServer({ noServer: true })
  let base = ''
  let connected = false

  const hear = (connection: WebSocket, bytes: Buffer) => {
    const frame = readFrame(bytes)
    if (frame.method === DATA) return waiting.get(frame.headers.message_id ?? '')?.(acknowledged(frame))
    if (frame.headers.type === 'ping')
      connection.send(
        writeFrame({ ...frame, headers: { type: 'pong' }, payload: JSON.stringify(CLIENT_CONFIG) }),
      )
  }
  const accept = (connection: WebSocket) => {
    connected = true
    open.add(connection)
    connection.on('close', () => open.delete(connection))
    connection.on('error', () => connection.terminate())
    connection.on('message', (bytes: Buffer) => {
      try {
        hear(connection, bytes)
      } catch {
        connection.terminate()
      }
    })
  }

  return {
    wasConnected: () => connected,
    connections: () => open.size,
    async send(plain, callback) {
      const all = [...open]
      const connection = all[state.ids.int(all.length)]
      if (!connection) return { status: 'refused' }
      const id = state.ids.hex(32)
      const answered = new Promise<Attempt>((resolve) => {
        waiting.set(id, resolve)
        // Real time on purpose: it only ends the wait for a bot that hangs.
        AbortSignal.timeout(ANSWER_MS).addEventListener('abort', () => resolve({ status: 'timeout' }))
        connection.once('close', () => resolve({ status: 'refused' }))
      })
      const type = callback && state.faults.socketCardFrames ? 'card' : 'event'
      for (const frame of split(state, plain, type, id)) connection.send(writeFrame(frame))
      return answered.finally(() => waiting.delete(id))
    },
    drop() {
      for (const connection of open) connection.terminate()
    },
    attach(server, url) {
      base = url
      server.on('upgrade', (request, stream, head) => {
        const asked = new URL(request.url ?? '/', url)
        const ticket = asked.searchParams.get('ticket') ?? ''
        if (asked.pathname !== '/ws/v2' || state.faults.down || !tickets.delete(ticket)) {
          stream.end('HTTP/1.1 403 Forbidden\r\nHandshake-Status: 403\r\nHandshake-Msg: forbidden\r\n\r\n')
          return
        }
        acceptor.handleUpgrade(request, stream, head, accept)
      })
    },
    routes: [
      {
        method: 'POST',
        path: '/callback/ws/endpoint',
        open: true,
        bare: true,
        handle({ json }) {
          const { appId, appSecret } = state.app
          if (optional(json, 'AppID') !== appId || optional(json, 'AppSecret') !== appSecret)
            return { top: { code: 514, msg: 'auth failed', data: {} } }
          if (open.size >= MOST_CONNECTIONS)
            return {
              top: { code: 1000040350, msg: 'the number of connections exceeded the limit', data: {} },
            }
          const ticket = state.ids.hex(32)
          tickets.add(ticket)
          // The SDK's parser loses the first parameter, so neither device_id nor service_id may stand there.
          const query = `fpid=493&aid=552564&device_id=${state.ids.digits(19)}&access_key=${state.ids.hex(32)}&service_id=33554678&ticket=${ticket}`
          const URL = `${base.replace(/^http/, 'ws')}/ws/v2?${query}`
          return { top: { code: 0, msg: '', data: { URL, ClientConfig: CLIENT_CONFIG } } }
        },
      },
    ],
  }
}

/** One event, cut into as many frames as the fault switch says. */
function split(state: State, plain: string, type: string, id: string): Frame[] {
  const parts = Math.max(1, Math.min(state.faults.socketParts, plain.length))
  const size = Math.ceil(plain.length / parts)
  // Cutting inside a surrogate pair would corrupt it; oddJson escapes both halves, so no pair stands in the text.
  return Array.from({ length: parts }, (_, seq) => ({
    service: 33554678,
    method: DATA,
    headers: {
      type,
      message_id: id,
      sum: String(parts),
      seq: String(seq),
      trace_id: state.ids.hex(16),
      timestamp: String(state.now()),
    },
    payload: plain.slice(seq * size, (seq + 1) * size),
  }))
}

/** `{code, data?}` of the acknowledgement; a handler that returned nothing keeps the card. */
function acknowledged(frame: Frame): Attempt {
  try {
    const { code, data } = JSON.parse(frame.payload) as { code?: number; data?: string }
    const body: unknown = data === undefined ? {} : JSON.parse(Buffer.from(data, 'base64').toString('utf8'))
    return { status: code ?? 500, body }
  } catch {
    return { status: 500 }
  }
}
