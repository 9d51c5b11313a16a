import cron from 'node-cron'
import type { App } from './app.ts'
import { MINUTE_MS } from './time.ts'

/** One timer for whatever is due next: a retry, a job held back by the pace, a lease that ends. */
export interface Alarm {
  /** Wakes at the instant, or earlier if somebody asked for that. */
  set(atMs: number): void
  stop(): void
}

/** What is due at once still leaves the loop a moment; what is further off than a beat is left to the beat. */
const SOONEST_MS = 20

export function createAlarm(now: () => number, ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined
  let ringsAtMs = Number.POSITIVE_INFINITY
  let stopped = false
  const rung = () => {
    timer = undefined
    ringsAtMs = Number.POSITIVE_INFINITY
    ring()
  }
  return {
    set(atMs) {
      if (stopped || atMs >= ringsAtMs) return
      clearTimeout(timer)
      ringsAtMs = atMs
      timer = setTimeout(rung, Math.min(MINUTE_MS, Math.max(SOONEST_MS, atMs - now())))
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

/** A beat that failed, because the database was away, is made up for before its minute is over. */
const RETRY_MS = 5_000

/**
 * A beat now and every minute. node-cron never catches up a missed one, which is why tick is driven by the database
 * (platform-notes).
 */
export function startHeart(
  app: App,
  now: () => number,
  log: (event: string, data: object) => void,
): { stop(): Promise<void> } {
  let beating: Promise<unknown> = Promise.resolve()
  let again: NodeJS.Timeout | undefined
  let stopped = false
  let woke = true
  const beat = () => {
    clearTimeout(again)
    beating = app.beat(now(), woke ? 'woke' : 'minute').then(
      () => {
        woke = false
      },
      (error: unknown) => {
        log('beat-failed', { error: error instanceof Error ? error.message : String(error) })
        if (!stopped) again = setTimeout(beat, RETRY_MS)
      },
    )
    return beating
  }
  const task = cron.schedule('* * * * *', beat, { noOverlap: true })
  void beat()
  return {
    async stop() {
      stopped = true
      clearTimeout(again)
      await task.stop()
      await beating
    },
  }
}
