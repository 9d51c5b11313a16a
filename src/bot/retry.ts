import { PlatformError, type PlatformTrouble } from '../refusal.ts'
import { DatabaseDown } from '../store/database.ts'
import { type Job, postpone, settle } from './jobs.ts'
import type { Outbox } from './outbox.ts'

/** Waits between tries, then gives up aloud; an outage of hours is survived, a wrong card is not tried for ever. */
const RETRY_MS = [500, 2_000, 5_000, 15_000, 30_000, 60_000]
const GIVE_UP_MS = 24 * 60 * 60 * 1000

/** What a failed send means for its job: again later, left as it is, or given up and told to the office. */
export async function tryAgainOrGiveUp(outbox: Outbox, job: Job, error: unknown): Promise<void> {
  const nowMs = outbox.now()
  // Our own database was away: nothing is wrong with the job. Should this fail too, its lease runs out.
  if (error instanceof DatabaseDown)
    return void (await postpone(outbox.db, job, nowMs + RETRY_MS[0]!, error.message).catch(() => undefined))
  const fault = faultOf(error)
  // A card past its life is left as it is; that is no fault (`feishu.md` §8.4).
  const tooLate = job.kind === 'update' && (fault.trouble === 'stale' || fault.trouble === 'gone')
  outbox.log(tooLate ? 'update-too-late' : 'send-failed', {
    once: job.once,
    attempts: job.attempts,
    ...fault,
  })
  const waitMs = await waitFor(outbox, job, fault, nowMs)
  if (waitMs !== undefined) return void (await postpone(outbox.db, job, nowMs + waitMs, fault.words))
  await settle(outbox.db, job, { state: tooLate ? 2 : 3, atMs: nowMs, trouble: fault.words })
}

interface Fault {
  trouble: PlatformTrouble
  code: number | string
  words: string
  retryAfterMs: number | undefined
  logId: string | undefined
}

function faultOf(error: unknown): Fault {
  const known = error instanceof PlatformError ? error : undefined
  const code = known?.code ?? 'bug'
  const words = `${code} ${error instanceof Error ? error.message : String(error)}`.slice(0, 300)
  return {
    trouble: known?.trouble ?? 'refused',
    code,
    words,
    retryAfterMs: known?.retryAfterMs,
    logId: known?.logId,
  }
}

/** How long until the next try, with what the platform's state means for everything else; undefined: no further try. */
async function waitFor(outbox: Outbox, job: Job, fault: Fault, nowMs: number): Promise<number | undefined> {
  if (fault.trouble !== 'later' && fault.trouble !== 'quota') return undefined
  const waitMs = fault.retryAfterMs ?? RETRY_MS[job.attempts - 1] ?? RETRY_MS.at(-1)!
  if (fault.retryAfterMs !== undefined) outbox.pace.pauseUntil(nowMs + waitMs)
  else if (isUnreachable(fault.code)) await outbox.onUnreachable(nowMs)
  if (fault.trouble === 'quota') outbox.quota.usedUp(nowMs)
  return nowMs - job.createdAtMs < GIVE_UP_MS ? waitMs : undefined
}

/** Network, timeout and 5xx mean the platform is away; throttling means it is there and busy. */
const isUnreachable = (code: number | string): boolean =>
  typeof code === 'string' || (code >= 500 && code < 600)
