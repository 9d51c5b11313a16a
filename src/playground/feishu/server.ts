import type { IncomingMessage, Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Incoming, Outcome } from './gateway.ts'

type Handle = (request: Incoming) => Promise<Outcome>

export interface Listening {
  url: string
  server: Server
  close(): Promise<void>
}

/** Real HTTP on 127.0.0.1; `port` 0 picks a free one. */
export async function listen(handle: Handle, port = 0): Promise<Listening> {
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    void answer(handle, request).then((outcome) => {
      if (outcome === 'broken') return request.socket.destroy()
      // Left open: the bot's own patience ends it, or close() does.
      if (outcome === 'silent') return undefined
      response.writeHead(outcome.status, outcome.headers)
      return response.end(outcome.body)
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function answer(handle: Handle, request: IncomingMessage): Promise<Outcome> {
  try {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(name, String(value))
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`)
    return await handle({ method: request.method ?? 'GET', url, headers, body: Buffer.concat(parts) })
  } catch (problem) {
    return { status: 500, headers: {}, body: `emulator defect: ${String(problem)}` }
  }
}

/** The same platform without a socket: for bots whose `fetch` is handed in. */
export const asFetch =
  (handle: Handle) =>
  async (request: Request): Promise<Response> => {
    const body = new Uint8Array(await request.arrayBuffer())
    const { method, headers } = request
    const outcome = await handle({ method, url: new URL(request.url), headers, body })
    if (outcome === 'broken') throw new TypeError('fetch failed: connection reset')
    if (outcome === 'silent')
      return new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason), { once: true })
      })
    return new Response(outcome.body as BodyInit, { status: outcome.status, headers: outcome.headers })
  }
