import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { quantile } from './numbers.ts'
import type { Sealed } from './presses.ts'

/** Presses `from` … `to` of a press file, sent to one server. */
export interface Load {
  port: number
  file: string
  from: number
  to: number
  connections: number
  /** Arrivals per second whatever the server does; absent: each connection sends when it has its answer. */
  perSecond?: number
  /** Every right answer contains this. */
  expect: string
}

export interface Loaded {
  answers: number
  perSecond: number
  p50: number
  p99: number
  /** Answers that were not 200 or did not say what they should; the first of them is shown. */
  wrong: number
  firstWrong?: string
}

/** One keep-alive connection with one request at a time: cheaper than an HTTP client, so that the server is measured. */
class Line {
  readonly #socket: Socket
  #received: Buffer[] = []
  #answered: ((answer: string) => void) | undefined

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true)
    this.#socket.on('error', (error) => this.#answered?.(`no answer: ${error.message}`))
    this.#socket.on('data', (piece) => {
      this.#received.push(piece)
      const all = Buffer.concat(this.#received)
      if (!isWhole(all)) return
      this.#received = []
      this.#answered?.(all.toString())
    })
  }

  send(request: Buffer): Promise<string> {
    return new Promise((resolve) => {
      this.#answered = resolve
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return false
  const head = bytes.toString('latin1', 0, end).toLowerCase()
  const length = /content-length: *(\d+)/.exec(head)?.[1]
  return length === undefined
    ? bytes.subarray(-5).toString('latin1') === '0\r\n\r\n'
    : bytes.length >= end + 4 + Number(length)
}

function requestOf({ headers, body }: Sealed): Buffer {
  const bytes = Buffer.from(body)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([
    Buffer.from(
      `POST /feishu/webhook HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${bytes.length}\r\n${lines.join('')}\r\n`,
    ),
    bytes,
  ])
}

async function run(load: Load): Promise<Loaded> {
  const requests = readFileSync(load.file, 'utf8')
    .split('\n')
    .slice(load.from, load.to)
    .map((line) => requestOf(JSON.parse(line) as Sealed))
  const tookMs: number[] = []
  const wrong: string[] = []
  const idle = Array.from({ length: load.connections }, () => new Line(load.port))
  const lines = [...idle]
  const send = async (line: Line, request: Buffer, sinceMs: number) => {
    const answer = await line.send(request)
    tookMs.push(performance.now() - sinceMs)
    if (!answer.startsWith('HTTP/1.1 200') || !answer.includes(load.expect)) wrong.push(answer.slice(0, 1500))
  }
  const startMs = performance.now()
  if (load.perSecond === undefined) await closedLoop(idle, requests, send)
  else await openLoop(idle, lines, requests, load, startMs, send)
  const seconds = (performance.now() - startMs) / 1000
  for (const line of lines) line.close()
  return {
    answers: tookMs.length,
    perSecond: tookMs.length / seconds,
    p50: quantile(tookMs, 0.5),
    p99: quantile(tookMs, 0.99),
    wrong: wrong.length,
    ...(wrong[0] !== undefined && { firstWrong: wrong[0] }),
  }
}

type Send = (line: Line, request: Buffer, sinceMs: number) => Promise<void>

async function closedLoop(lines: Line[], requests: Buffer[], send: Send): Promise<void> {
  let next = 0
  await Promise.all(
    lines.map(async (line) => {
      for (let request = requests[next++]; request; request = requests[next++])
        await send(line, request, performance.now())
    }),
  )
}

/** Latency counts from the planned arrival, so that a server that stalls cannot hide who waited behind it. */
function openLoop(idle: Line[], lines: Line[], requests: Buffer[], load: Load, startMs: number, send: Send) {
  let next = 0
  const running = new Set<Promise<void>>()
  return new Promise<void>((resolve) => {
    const arrive = () => {
      const dueMs = (order: number) => startMs + (order * 1000) / load.perSecond!
      for (; next < requests.length && dueMs(next) <= performance.now(); next++) {
        let line = idle.shift()
        if (!line) {
          line = new Line(load.port)
          lines.push(line)
        }
        const free = line
        const sent = send(free, requests[next]!, dueMs(next)).then(() => {
          running.delete(sent)
          idle.push(free)
        })
        running.add(sent)
      }
      if (next < requests.length) setTimeout(arrive, 1)
      else void Promise.all(running).then(() => resolve())
    }
    arrive()
  })
}

process.stdout.write(JSON.stringify(await run(JSON.parse(process.argv[2]!) as Load)))
process.exit(0)
