import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const ROOT = join(import.meta.dirname, '..')
/** The Node that ships with the product, whoever runs the tests. */
const NODE = join(ROOT, 'node_modules/.bin/node')
/**
 * Where Node keeps what it compiled from one start to the next. The entries ask for this themselves, but only once they
 * and what they import first are compiled; every start of the suite pays for that.
 */
const COMPILED = join(ROOT, 'node_modules/.cache/compiled')

export type Env = Record<string, string>

/** Nothing of the shell's own settings reaches a process of ours. */
const clean = (env: Env) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  TZ: 'UTC',
  NODE_COMPILE_CACHE: COMPILED,
  ...env,
})

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs a script of the product to its end; `meanwhile` may talk to it. */
export async function run(
  script: string,
  args: string[],
  env: Env,
  meanwhile?: (child: ChildProcess) => Promise<void>,
): Promise<Ended> {
  const child = spawn(NODE, [join(ROOT, script), ...args], { env: clean(env), cwd: ROOT })
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)]
  const closed = once(child, 'close')
  await meanwhile?.(child)
  const [code] = (await closed) as [number | null]
  return { code, stdout: await stdout, stderr: await stderr }
}

export const cli = (args: string[], env: Env): Promise<Ended> => run('src/cli.ts', args, env)

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** A running bot as the outside sees it: an address, its log lines, signals. */
export interface Bot {
  readonly url: string
  readonly webhook: string
  readonly child: ChildProcess
  readonly lines: string[]
  /** The first log line, past or coming, of that event; rejects when the process ends without it. */
  logged(event: string): Promise<Record<string, unknown>>
  /** `kill -9`. */
  kill(): Promise<void>
  /** SIGTERM; how it ended and how long it took. */
  stop(): Promise<{ code: number | null; tookMs: number }>
}

const started = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

/** `node src/node.ts`, listening when this resolves. Rejects with everything it said when it ends instead. */
export async function startBot(env: Env): Promise<Bot> {
  const child = spawn(NODE, [join(ROOT, 'src/node.ts')], {
    env: clean({ PORT: '0', HOST: '127.0.0.1', ...env }),
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  started.add(child)
  const ended = once(child, 'exit').finally(() => started.delete(child))
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const told = () => {
    for (const look of waiting) look()
  }
  createInterface({ input: child.stderr! }).on('line', (line) => {
    lines.push(line)
    told()
  })
  void ended.then(told)
  const find = (event: string) =>
    lines.map(parsed).find((line): line is Record<string, unknown> => line?.event === event)
  const logged = (event: string) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const look = () => {
        const line = find(event)
        if (line) resolve(line)
        else if (child.exitCode !== null || child.signalCode !== null)
          reject(new Error(`ended with ${child.exitCode ?? child.signalCode}:\n${lines.join('\n')}`))
        else return
        waiting.delete(look)
      }
      waiting.add(look)
      look()
    })
  const { port } = await logged('listening')
  const url = `http://127.0.0.1:${String(port)}`
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  return {
    url,
    webhook: `${url}/feishu/webhook`,
    child,
    lines,
    logged,
    kill: () => end('SIGKILL'),
    async stop() {
      const startedAt = performance.now()
      await end('SIGTERM')
      return { code: child.exitCode, tookMs: performance.now() - startedAt }
    },
  }
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}
