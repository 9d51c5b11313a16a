import type { App } from './app.ts'
import type { Drained } from './bot/outbox.ts'

interface Staying {
  now(): number
  wait(ms: number): Promise<unknown>
  /** Longest it stays altogether. */
  patienceMs: number
}

/** Jobs held back by the platform's pace come within seconds; jittered ones belong to their own minute. */
const SOON_MS = 5_000
const LEAST_WAIT_MS = 20
const LOOK_AGAIN_MS = 1_000

/**
 * Where nothing wakes the bot before its next heartbeat: works on while what is owed is due within seconds, and
 * returns everything sent, `first` included. A round that does nothing ends it, since what is due then is in other
 * hands; one that fails (the database was busy) is tried again.
 */
export async function stayWhileDue(app: App, first: Drained, staying: Staying): Promise<Drained> {
  const { now, wait, patienceMs } = staying
  const startedMs = now()
  let { sent, failed, nextAtMs } = first
  while (nextAtMs !== undefined && nextAtMs - now() < SOON_MS && now() - startedMs < patienceMs) {
    await wait(Math.max(LEAST_WAIT_MS, nextAtMs - now()))
    const more = await app.workOff().catch(() => undefined)
    sent += more?.sent ?? 0
    failed += more?.failed ?? 0
    nextAtMs = more ? more.nextAtMs : now() + LOOK_AGAIN_MS
    if (more && more.inbox + more.sent + more.failed === 0) break
  }
  return { sent, failed, nextAtMs }
}
