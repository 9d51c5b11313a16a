import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { DatabaseDown } from '../../src/store/database.ts'
import { openRemote } from '../../src/store/remote.ts'
import { startSqld } from '../sqld.ts'

const plain = (sql: string) => ({ sql, args: [] })

async function withServer(answer: RequestListener, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test('a server that dies and comes back: DatabaseDown, then everything acknowledged is there', async () => {
  const sqld = await startSqld()
  try {
    const db = openRemote(sqld.url)
    await db.write([plain('CREATE TABLE t (id INTEGER PRIMARY KEY)'), plain('INSERT INTO t VALUES (1)')])
    await sqld.kill()
    const newcomer = openRemote(sqld.url)
    for (const client of [db, newcomer]) {
      await expect(client.get('SELECT 1')).rejects.toBeInstanceOf(DatabaseDown)
      await expect(client.write([plain('INSERT INTO t VALUES (2)')])).rejects.toBeInstanceOf(DatabaseDown)
    }
    await sqld.start()
    await newcomer.write([plain('INSERT INTO t VALUES (3)')])
    expect(await db.all('SELECT id FROM t ORDER BY id')).toEqual([{ id: 1 }, { id: 3 }])
  } finally {
    await sqld.stop()
  }
})

test('a server killed while writing: what it acknowledged is there, the rest says DatabaseDown', async () => {
  const sqld = await startSqld()
  try {
    const db = openRemote(sqld.url)
    await db.write([plain('CREATE TABLE t (id INTEGER PRIMARY KEY)')])
    const acknowledged: number[] = []
    const troubles: unknown[] = []
    let killing: Promise<void> | undefined
    const write = async (id: number) => {
      await db.write([{ sql: 'INSERT INTO t VALUES (?)', args: [id] }])
      acknowledged.push(id)
      if (acknowledged.length === 30) killing = sqld.kill()
    }
    await Promise.all(Array.from({ length: 200 }, (_, i) => write(i).catch((e: unknown) => troubles.push(e))))
    await killing
    await sqld.start()
    const stored = (await db.all<{ id: number }>('SELECT id FROM t')).map((row) => row.id)
    expect(troubles.length).toBeGreaterThan(0)
    for (const trouble of troubles) expect(trouble).toBeInstanceOf(DatabaseDown)
    expect(stored).toEqual(expect.arrayContaining(acknowledged))
  } finally {
    await sqld.stop()
  }
})

/** One `SQLITE_BUSY` per request of the pipeline, as sqld words it. */
async function sayBusy(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { requests } = JSON.parse(await text(request)) as { requests: unknown[] }
  const error = { message: 'SQLite error: database is locked', code: 'SQLITE_BUSY' }
  const results = requests.map(() => ({ type: 'error', error }))
  response.end(JSON.stringify({ baton: null, base_url: null, results }))
}

test.each<[string, RequestListener]>([
  ['says nothing', () => {}],
  ['stops in the middle of its answer', (_, response) => response.writeHead(200).write('{"baton"')],
  ['hangs up', (request) => request.socket.destroy()],
  [
    'is overloaded',
    (_, response) => response.writeHead(503, { 'content-type': 'application/json' }).end('{}'),
  ],
  ['throttles', (_, response) => response.writeHead(429).end()],
  ['has lost its lock', (request, response) => sayBusy(request, response)],
  ['is somebody else', (_, response) => response.writeHead(200).end('<html>')],
])('a server that %s is DatabaseDown', async (_, answer) => {
  await withServer(answer, async (url) => {
    const db = openRemote(url, undefined, { timeoutMs: 100 })
    await expect(db.get('SELECT 1')).rejects.toBeInstanceOf(DatabaseDown)
    await expect(db.write([plain('SELECT 1')])).rejects.toBeInstanceOf(DatabaseDown)
  })
})

test('a wrong token is told as it is, not as an outage', async () => {
  await withServer(
    (_, response) => response.writeHead(401).end('no'),
    async (url) => {
      const error = await openRemote(url, 'wrong')
        .get('SELECT 1')
        .catch((e: unknown) => e)
      expect(error).not.toBeInstanceOf(DatabaseDown)
      expect((error as Error).message).toContain('401')
    },
  )
})

test.each([
  ['ws://h.example:8080', 'http://h.example:8080/'],
  ['wss://h.example', 'https://h.example/'],
  ['libsql://h.example', 'https://h.example/'],
  ['http://h.example', 'http://h.example/'],
])('%s is asked at %s with the token', async (url, asked) => {
  const requests: Request[] = []
  const send = async (request: unknown) => {
    requests.push(request as Request)
    throw new TypeError('fetch failed')
  }
  await expect(openRemote(url, 'secret', { fetch: send as typeof fetch }).get('SELECT 1')).rejects.toThrow(
    DatabaseDown,
  )
  expect(requests[0]?.url.startsWith(asked)).toBe(true)
  expect(requests[0]?.headers.get('authorization')).toBe('Bearer secret')
})
