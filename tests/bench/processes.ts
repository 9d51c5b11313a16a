import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const here = (file: string): string => new URL(file, import.meta.url).pathname

/** A server of its own: everything a measurement needs to know about it. */
export interface Served {
  port: number
  /** From before the process was made to the line that says it listens. */
  startedInMs: number
  rssBytes(): number
  peakRssBytes(): number
  /** Processor time of all its threads so far; steadier than rates on a machine others use too. */
  cpuMs(): number
  /** Answers of the process to a question over its channel; only processes that have one. */
  ask(question: string): Promise<number>
  stop(): Promise<void>
}

/** Runs a file of this folder (or a path from here) and waits for a line with `listening` and a port on stderr. */
export async function serveWith(
  file: string,
  args: string[] = [],
  env: Record<string, string> = {},
  nodeFlags: string[] = [],
): Promise<Served> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...nodeFlags, here(file), ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  })
  const port = await portOf(child, file)
  const startedInMs = performance.now() - startedAt
  const memory = (field: string) => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024
  }
  return {
    port,
    startedInMs,
    rssBytes: () => memory('VmRSS'),
    peakRssBytes: () => memory('VmHWM'),
    cpuMs: () => {
      // Fields after the name in brackets, which may hold spaces; ticks of 10 ms.
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    ask: (question) =>
      new Promise((resolve) => {
        child.once('message', (answer) => resolve(Number(answer)))
        child.send(question)
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function portOf(child: ChildProcess, file: string): Promise<number> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (piece: Buffer) => {
      if (said.length > 100_000) return
      said += piece.toString()
      const found = /"listening".*?"port":(\d+)/.exec(said)
      if (found) resolve(Number(found[1]))
    })
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}: ${said.slice(-2000)}`)))
  })
}

/** Says on stderr what `serveWith` waits for. */
export const sayListening = (port: number): void =>
  void process.stderr.write(`${JSON.stringify({ event: 'listening', port })}\n`)

/** Runs a file of this folder to its end and reads the JSON it printed. */
export async function runWith<T>(file: string, task: object): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [here(file), JSON.stringify(task)], {
    maxBuffer: 1e8,
  })
  return JSON.parse(stdout) as T
}
