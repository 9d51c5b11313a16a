import { Hono } from 'hono'
import type { Platform } from '../platforms/platform.ts'
import type { Database } from '../store/database.ts'
import { MINUTE_MS } from '../time.ts'
import type { Metrics } from './metrics.ts'

interface HealthParts {
  db: Database
  platform: Platform
  metrics: Metrics
  now(): number
}

/** Older than this and something is stuck: the heartbeat beats every minute. */
const STUCK_MS = 10 * MINUTE_MS

interface State {
  lastBeatMs: number | null
  owed: number
  oldestOwedMs: number | null
  inbox: number
}

async function stateOf({ db, now }: HealthParts): Promise<State> {
  const nowMs = now()
  const [beat, owed, inbox] = await Promise.all([
    db.get<{ at: number }>("SELECT at FROM heartbeats WHERE name = 'tick'"),
    db.get<{ count: number; oldest: number | null }>(
      'SELECT count(*) AS count, min(not_before) AS oldest FROM outbox WHERE state = 0 AND not_before <= ?',
      [nowMs],
    ),
    db.get<{ count: number }>('SELECT count(*) AS count FROM inbox'),
  ])
  return {
    lastBeatMs: beat ? Number(beat.at) : null,
    owed: Number(owed?.count ?? 0),
    oldestOwedMs: owed?.oldest == null ? null : Number(owed.oldest),
    inbox: Number(inbox?.count ?? 0),
  }
}

/** `/healthz` is alive; `/readyz` is able to do its job; `/metrics` is for Prometheus (design §2). */
export function healthRoutes(parts: HealthParts): Hono {
  const app = new Hono()
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const problems = await problemsOf(parts)
    return c.json({ ready: problems.length === 0, problems }, problems.length === 0 ? 200 : 503)
  })
  app.get('/metrics', async (c) => {
    const nowMs = parts.now()
    const state = await stateOf(parts)
    const gauges: Record<string, number> = {
      outbox_owed: state.owed,
      outbox_oldest_seconds:
        state.oldestOwedMs === null ? 0 : Math.max(0, (nowMs - state.oldestOwedMs) / 1000),
      inbox_waiting: state.inbox,
      ...(state.lastBeatMs !== null && {
        last_tick_age_seconds: Math.max(0, (nowMs - state.lastBeatMs) / 1000),
      }),
    }
    return c.text(parts.metrics.text(gauges))
  })
  return app
}

async function problemsOf(parts: HealthParts): Promise<string[]> {
  const nowMs = parts.now()
  const problems: string[] = []
  try {
    const state = await stateOf(parts)
    if (state.lastBeatMs === null) problems.push('no heartbeat yet')
    else if (nowMs - state.lastBeatMs > STUCK_MS) problems.push('the last heartbeat is older than 10 minutes')
    if (state.oldestOwedMs !== null && nowMs - state.oldestOwedMs > STUCK_MS)
      problems.push('cards wait in the outbox for more than 10 minutes')
  } catch {
    problems.push('the database does not answer')
  }
  await parts.platform
    .ping()
    .catch((error: unknown) =>
      problems.push(
        `the chat platform does not answer: ${error instanceof Error ? error.message.slice(0, 120) : 'unknown'}`,
      ),
    )
  return problems
}
