import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFeishu, type FeishuConfig } from '../../src/platforms/feishu/index.ts'
import { APP, NOW } from './envelopes.ts'

export interface Seen {
  call: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
  /** The body as JSON, if it is. */
  json: Record<string, unknown>
}
export interface Answer {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  bytes?: Buffer
  /** Break the connection instead of answering. */
  reset?: boolean
}
type Reply = Answer | ((seen: Seen) => Answer | Promise<Answer>)

/** A few answers of the platform over real HTTP; tokens are given out by itself: `t-1`, `t-2` … */
export async function openServer(routes: Record<string, Reply | Reply[]>) {
  const seen: Seen[] = []
  let tokens = 0
  const token: Reply = () => ({
    json: { code: 0, msg: 'ok', tenant_access_token: `t-${++tokens}`, expire: 7200 },
  })
  const all: Record<string, Reply | Reply[]> = {
    'POST /auth/v3/tenant_access_token/internal': token,
    ...routes,
  }
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const url = new URL(request.url ?? '', 'http://x')
    const call = `${request.method} ${url.pathname.replace('/open-apis', '')}`
    const body = Buffer.concat(chunks)
    const one: Seen = { call, query: url.searchParams, headers: request.headers, body, json: parse(body) }
    seen.push(one)
    const route = all[call] ?? { status: 404, json: { code: 99991201, msg: 'path not found' } }
    const reply = Array.isArray(route) ? (route.length > 1 ? route.shift() : route[0]) : route
    const answer = typeof reply === 'function' ? await reply(one) : (reply ?? {})
    if (answer.reset) return request.socket.destroy()
    const type = answer.bytes ? 'image/png; x=1' : 'application/json; charset=utf-8'
    response.writeHead(answer.status ?? 200, {
      'content-type': type,
      'x-tt-logid': 'log-1',
      ...answer.headers,
    })
    response.end(answer.bytes ?? JSON.stringify(answer.json ?? { code: 0, msg: 'ok', data: {} }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clock = { ms: NOW }
  const counted: string[] = []
  const logged: [string, object][] = []
  const open = (more: Partial<FeishuConfig> = {}) =>
    createFeishu(
      { appId: APP, appSecret: 'secret', baseUrl, encryptKey: 'k', ...more },
      {
        fetch,
        now: () => clock.ms,
        count: (call) => counted.push(call),
        log: (event, data) => logged.push([event, data]),
      },
    )
  const close = () => {
    server.closeAllConnections()
    return new Promise<void>((resolve) => server.close(() => resolve()))
  }
  const calls = () => seen.map(({ call }) => call)
  return { baseUrl, seen, calls, counted, logged, clock, open, close }
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString())
  } catch {
    return {}
  }
}
