import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { APP, writeMorning } from './big-school.ts'
import type { Load, Loaded } from './load-process.ts'
import { type Line, mb, median, medianRatio, ms, rate } from './numbers.ts'
import { writePresses } from './presses.ts'
import { runWith, type Served, serveWith } from './processes.ts'

/** How many presses each phase of a round sends. */
interface Plan {
  warm: number
  closed: number
  /** Arrivals per second → presses. */
  open: [perSecond: number, presses: number][]
}

const PLANS: Record<'full' | 'quick', Plan> = {
  full: {
    warm: 2000,
    closed: 5000,
    open: [
      [300, 1200],
      [1000, 3500],
    ],
  },
  quick: {
    warm: 1500,
    closed: 2500,
    open: [
      [300, 900],
      [1000, 2000],
    ],
  },
}
const CONNECTIONS = 64

interface Round {
  closed: Loaded
  open: Loaded[]
  /** The same callback without storage: a button nobody knows. */
  bare: Loaded
  commits: number
  /** Per answer of the closed loop. */
  cpuMs: number
  peakRss: number
}

/** Sections 1–3: durable answers through the whole product beside the SDK's adapter that does nothing. */
export async function measureAnswers(folder: string, rounds: number, quick: boolean): Promise<Line[]> {
  const plan = PLANS[quick ? 'quick' : 'full']
  const classes = plan.warm + plan.closed + plan.open.reduce((sum, [, presses]) => sum + presses, 0)
  const files = {
    morning: join(folder, 'morning.db'),
    presses: join(folder, 'presses'),
    unknown: join(folder, 'unknown'),
  }
  await writeMorning(files.morning, classes)
  writePresses(files.presses, classes, true)
  writePresses(files.unknown, classes, false)
  const ours: Round[] = []
  const theirs: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const database = join(folder, `round-${round}.db`)
    copyFileSync(files.morning, database)
    const product = await serveWith('product-process.ts', [], envOf(database))
    ours.push(await oneRound(product, plan, files, { known: '已报', unknown: 'toast' }))
    for (const end of ['', '-wal', '-shm']) rmSync(database + end, { force: true })
    theirs.push(await oneRound(await serveWith('sdk-process.ts'), plan, files, { known: '', unknown: '' }))
  }
  return linesOf(plan, ours, theirs)
}

export const envOf = (database: string): Record<string, string> => ({
  DATABASE_URL: `file:${database}`,
  FEISHU_APP_ID: APP.appId,
  FEISHU_APP_SECRET: APP.appSecret,
  FEISHU_ENCRYPT_KEY: APP.encryptKey,
  FEISHU_VERIFICATION_TOKEN: APP.verificationToken,
  // Nobody: not this machine, where each card would be checked as for the emulator.
  FEISHU_BASE_URL: 'http://feishu.invalid',
})

async function oneRound(
  server: Served,
  plan: Plan,
  files: { presses: string; unknown: string },
  expect: { known: string; unknown: string },
): Promise<Round> {
  let from = 0
  const press = async (presses: number, perSecond?: number) => {
    const load = { port: server.port, file: files.presses, from, to: from + presses, expect: expect.known }
    from += presses
    return sendAll({ ...load, connections: CONNECTIONS, ...(perSecond !== undefined && { perSecond }) })
  }
  await press(plan.warm)
  const before = expect.known ? await server.ask('commits') : 0
  const cpuBefore = server.cpuMs()
  const closed = await press(plan.closed)
  const cpuMs = (server.cpuMs() - cpuBefore) / closed.answers
  const commits = expect.known ? (await server.ask('commits')) - before : 0
  const open: Loaded[] = []
  for (const [perSecond, presses] of plan.open) open.push(await press(presses, perSecond))
  const bare = await sendAll({
    port: server.port,
    file: files.unknown,
    from: 0,
    to: plan.closed,
    connections: CONNECTIONS,
    expect: expect.unknown,
  })
  const peakRss = server.peakRssBytes()
  await server.stop()
  return { closed, open, bare, commits, cpuMs, peakRss }
}

async function sendAll(load: Load): Promise<Loaded> {
  const loaded = await runWith<Loaded>('load-process.ts', load)
  if (loaded.wrong > 0) throw new Error(`${loaded.wrong} wrong answers, the first: ${loaded.firstWrong}`)
  return loaded
}

function linesOf(plan: Plan, ours: Round[], theirs: Round[]): Line[] {
  const both = (pick: (round: Round) => number) => [ours.map(pick), theirs.map(pick)] as const
  const line = (
    section: string,
    what: string,
    say: (value: number) => string,
    pick: (round: Round) => number,
    goal: string,
  ): Line => {
    const [mine, straw] = both(pick)
    const ratio = medianRatio(mine, straw)
    return { section, what, got: say(median(mine)), strawman: say(median(straw)), ratio, goal }
  }
  const perThousand = median(ours.map(({ commits, closed }) => (commits * 1000) / closed.answers))
  return [
    line('1 answers', 'durable card answers, 64 at once', rate, (round) => round.closed.perSecond, '≥ 0.8'),
    line('1 answers', 'processor time per durable answer', ms, (round) => round.cpuMs, ''),
    line('1 answers', 'callback without storage', rate, (round) => round.bare.perSecond, '≥ 1.8'),
    line('1 answers', 'peak memory of the round', mb, (round) => round.peakRss, '≤ 1.0'),
    ...plan.open.flatMap(([perSecond], at) => [
      line('2 arrivals', `p50 at ${perSecond}/s`, ms, (round) => round.open[at]!.p50, ''),
      line(
        '2 arrivals',
        `p99 at ${perSecond}/s`,
        ms,
        (round) => round.open[at]!.p99,
        perSecond < 1000 ? '≤ 1.3' : '≤ 1.0',
      ),
    ]),
    {
      section: '3 commits',
      what: 'per 1,000 answers, 64 at once',
      got: perThousand.toFixed(0),
      strawman: '1000 (one each)',
      ratio: perThousand / 1000,
      goal: '≤ 0.025',
    },
  ]
}
