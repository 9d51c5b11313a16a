import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { CliCommand } from '../cli.ts'
import { BadConfig, readInstant } from '../config.ts'
import { readSchoolText } from '../open-store.ts'
import { buildApp } from '../serve-bot.ts'
import { stayWhileDue } from '../stay.ts'
import type { Database } from '../store/database.ts'
import { toIso } from '../time.ts'

/** Longest a tick stays to drain the outbox; what is not due within it is left for the next one. */
const PATIENCE_MS = 120_000

const command: CliCommand = {
  help: `
npm run tick -- --at <ISO>

One heartbeat at that instant against DATABASE_URL: takes every step that has become due, works off the inbox, drains
the outbox (waiting for the platform's limits, at most two minutes), and prints what it did as JSON lines.
Safe to repeat and to run beside the bot. Exits 0, or 1 when something could not be done: a card was given up, or still
waits after a failed try. Needs FEISHU_APP_ID and FEISHU_APP_SECRET. Without --at, now; without an offset, the
school's own time.`,
  async run(args, { config, log, say }) {
    const { values } = parseArgs({ args, options: { at: { type: 'string' } } })
    if (!config.feishu)
      throw new BadConfig('npm run tick needs FEISHU_APP_ID and FEISHU_APP_SECRET: it sends real cards')
    const startedMs = Date.now()
    const atMs = values.at === undefined ? startedMs : readInstant(values.at)
    if (atMs === undefined)
      throw new BadConfig(`--at ${values.at}: write an ISO instant, e.g. 2026-09-01T07:40:00+08:00`)
    const now = () => atMs + (Date.now() - startedMs)
    const schoolText = await readSchoolText(config)
    const { app, db, idle } = await buildApp({ config, log, schoolText }, now)
    const before = await givenUp(db)
    const beat = await app.beat(atMs)
    for (const step of beat.steps) say(JSON.stringify({ type: 'step', at: toIso(atMs), step }))
    const { sent, nextAtMs } = await stayWhileDue(app, beat, { now, wait, patienceMs: PATIENCE_MS })
    await idle()
    const [stuck, lost] = [await troubled(db), (await givenUp(db)) - before]
    const next = nextAtMs === undefined ? null : toIso(nextAtMs)
    const { inbox, sealed } = beat
    say(JSON.stringify({ type: 'drained', at: toIso(atMs), inbox, sealed, sent, stuck, lost, next }))
    await db.close()
    return stuck + lost > 0 ? 1 : 0
  },
}

/** Cards tried in vain that will be tried again. */
async function troubled(db: Database): Promise<number> {
  const row = await db.get<{ count: number }>(
    'SELECT count(*) AS count FROM outbox WHERE state = 0 AND trouble IS NOT NULL',
  )
  return Number(row?.count ?? 0)
}

async function givenUp(db: Database): Promise<number> {
  const row = await db.get<{ count: number }>('SELECT count(*) AS count FROM outbox WHERE state = 3')
  return Number(row?.count ?? 0)
}

export default command
