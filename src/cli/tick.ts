import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { CliCommand } from '../cli.ts'
import { BadConfig } from '../config.ts'
import { buildApp } from '../serve-bot.ts'
import { toIso } from '../time.ts'

/** Longest a tick stays to drain the outbox; what is not due within it is left for the next one. */
const PATIENCE_MS = 120_000

const command: CliCommand = {
  help: `
npm run tick -- --at <ISO>

One heartbeat at that instant against DATABASE_URL: takes every step that has become due, works off the inbox, drains
the outbox (waiting for the platform's limits, at most two minutes), and prints what it did as JSON lines.
Safe to repeat and to run beside the bot. Exits 0, or 1 when something could not be done.
Needs FEISHU_APP_ID and FEISHU_APP_SECRET. Without --at, now.`,
  async run(args, { config, log, say }) {
    const { values } = parseArgs({ args, options: { at: { type: 'string' } } })
    if (!config.feishu)
      throw new BadConfig('npm run tick needs FEISHU_APP_ID and FEISHU_APP_SECRET: it sends real cards')
    const atMs = values.at === undefined ? Date.now() : Date.parse(values.at)
    if (Number.isNaN(atMs))
      throw new BadConfig(`--at ${values.at}: write an ISO instant, e.g. 2026-09-01T07:40:00+08:00`)
    const startedMs = Date.now()
    const now = () => atMs + (Date.now() - startedMs)
    const schoolText = config.schoolFile
      ? await (await import('node:fs/promises')).readFile(config.schoolFile, 'utf8')
      : undefined
    const { app, db, idle } = await buildApp({ config, log, schoolText }, now)
    const beat = await app.beat(atMs)
    for (const step of beat.steps) say(JSON.stringify({ type: 'step', at: toIso(atMs), step }))
    let { sent, failed, nextAtMs } = beat
    while (nextAtMs !== undefined && nextAtMs - now() < SOON_MS && Date.now() - startedMs < PATIENCE_MS) {
      await wait(Math.max(0, nextAtMs - now()))
      const more = await app.workOff()
      sent += more.sent
      failed += more.failed
      nextAtMs = more.nextAtMs
    }
    await idle()
    say(
      JSON.stringify({
        type: 'drained',
        at: toIso(atMs),
        inbox: beat.inbox,
        sealed: beat.sealed,
        sent,
        failed,
        next: nextAtMs === undefined ? null : toIso(nextAtMs),
      }),
    )
    await db.close()
    return failed > 0 ? 1 : 0
  },
}

/** Jobs held back by the platform's pace come within seconds; jittered ones belong to their own minute. */
const SOON_MS = 5_000

export default command
