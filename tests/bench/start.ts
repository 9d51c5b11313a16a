import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { envOf } from './answers.ts'
import { type Line, mb, median, medianRatio, ms } from './numbers.ts'
import { serveWith } from './processes.ts'

/** Long enough for what a server loads after it listens. */
const SETTLED_MS = 2500

/** Section 4: from making the process to listening, and what it weighs then and a little later. */
export async function measureStart(folder: string, rounds: number): Promise<Line[]> {
  const env = {
    ...envOf(join(folder, 'start.db')),
    SCHOOL_FILE: new URL('../../src/people/sample-school.json', import.meta.url).pathname,
    PORT: '0',
    HOST: '127.0.0.1',
  }
  // The first start makes the database; every later one finds it, as a restart does.
  await started('../../src/node.ts', env)
  const ours: Started[] = []
  const theirs: Started[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await started('../../src/node.ts', env))
    theirs.push(await started('hono-process.ts', {}))
  }
  const line = (
    what: string,
    say: (value: number) => string,
    pick: (each: Started) => number,
    goal: string,
  ) => ({
    section: '4 start',
    what,
    got: say(median(ours.map(pick))),
    strawman: say(median(theirs.map(pick))),
    ratio: medianRatio(ours.map(pick), theirs.map(pick)),
    goal,
  })
  return [
    line('process start to listening, beside bare Hono', ms, (each) => each.ms, '≤ 1.3'),
    line('memory when listening', mb, (each) => each.rss, ''),
    line('memory once settled', mb, (each) => each.settledRss, ''),
  ]
}

interface Started {
  ms: number
  rss: number
  settledRss: number
}

async function started(file: string, env: Record<string, string>): Promise<Started> {
  const server = await serveWith(file, [], env)
  const rss = server.rssBytes()
  await sleep(SETTLED_MS)
  const settledRss = server.rssBytes()
  await server.stop()
  return { ms: server.startedInMs, rss, settledRss }
}
