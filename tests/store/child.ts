import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Another process of ours, run by the same Node, that speaks in lines. */
export interface Child {
  /** The next line it says; undefined when it has ended. */
  line(): Promise<string | undefined>
  /** Everything it still says until it ends. */
  rest(): Promise<string[]>
  say(line: string): void
  /** `kill -9`. */
  kill(): void
  ended: Promise<unknown>
}

/** @param script a file of this directory. @param fileSizeKb the largest file it may write (`ulimit -f`): a disk that is full. */
export function spawnChild(script: string, args: string[], fileSizeKb?: number): Child {
  const command = [process.execPath, join(import.meta.dirname, script), ...args]
  const limited = `ulimit -f ${fileSizeKb}; exec "$@"`
  const [file = '', ...rest] =
    fileSizeKb === undefined ? command : ['bash', '-c', limited, 'bash', ...command]
  const child: ChildProcess = spawn(file, rest, { stdio: ['pipe', 'pipe', 'inherit'] })
  if (!child.stdout || !child.stdin) throw new Error('no pipes')
  const { stdin } = child
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => {
    const { done, value } = await lines.next()
    return done ? undefined : value
  }
  return {
    line,
    async rest() {
      const said: string[] = []
      for (let next = await line(); next !== undefined; next = await line()) said.push(next)
      return said
    },
    say: (text) => stdin.write(`${text}\n`),
    kill: () => child.kill('SIGKILL'),
    ended: once(child, 'exit'),
  }
}
