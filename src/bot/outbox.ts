import type { Show } from '../log/work.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Database } from '../store/database.ts'
import type { Anonymity } from './anonymous.ts'
import { type Job, lease, nextDue, release } from './jobs.ts'
import type { Pace } from './pace.ts'
import type { Pictures } from './pictures.ts'
import type { Quota } from './quota.ts'
import { tryAgainOrGiveUp } from './retry.ts'
import { send, witnessed } from './send.ts'

export interface Outbox {
  db: Database
  platform: Platform
  directory: ReadDirectory
  now(): number
  pace: Pace
  quota: Quota
  pictures: Pictures
  /** Where the page behind a card is reached; undefined while unknown. */
  publicUrl?: (() => string | undefined) | undefined
  anonymity?: Pick<Anonymity, 'page'> | undefined
  /** Places of the pace that a run has taken and not used yet; several runs share them. */
  reserved: number
  /** Told of every send that worked or failed for want of the platform. */
  onReached(nowMs: number): Promise<void>
  onUnreachable(nowMs: number): Promise<void>
  onSent(show: Show, recipient: string, once: string): Promise<void>
  log(event: string, data: object): void
}

export interface Drained {
  sent: number
  /** Tries that failed; most are tried again. */
  failed: number
  /** When the next job may go; undefined when nothing is owed. */
  nextAtMs: number | undefined
}

/** Jobs in flight at once; the pace decides how many may start. */
const AT_ONCE = 16

/** Sends what is owed and due, as fast as the platform's limits allow at this instant; the rest says when. */
export async function drain(outbox: Outbox): Promise<Drained> {
  const drained = { sent: 0, failed: 0 }
  for (;;) {
    const results = await Promise.all(await startSome(outbox))
    if (results.length === 0) break
    drained.sent += results.filter((result) => result === 'sent').length
    drained.failed += results.filter((result) => result === 'failed').length
    if (results.every((result) => result === 'waiting')) break
  }
  return { ...drained, nextAtMs: await nextAt(outbox) }
}

type Attempted = 'sent' | 'failed' | 'waiting' | 'silent'

/** Begins as many jobs as the pace has room for now. */
async function startSome(outbox: Outbox): Promise<Promise<Attempted>[]> {
  const nowMs = outbox.now()
  const onlyUrgent = await outbox.quota.onlyUrgent(nowMs)
  const room = Math.min(AT_ONCE, outbox.pace.room(nowMs) - outbox.reserved)
  if (room <= 0) return []
  outbox.reserved += room
  try {
    const jobs = await lease(outbox.db, nowMs, room, onlyUrgent)
    // Each takes its place of the pace before it first waits for anything.
    return jobs.map((job) => attempt(outbox, job))
  } finally {
    outbox.reserved -= room
  }
}

async function nextAt({ db, now, pace, quota }: Outbox): Promise<number | undefined> {
  const nowMs = now()
  const dueMs = await nextDue(db, await quota.onlyUrgent(nowMs))
  if (dueMs === undefined) return undefined
  return Math.max(dueMs, pace.room(nowMs) > 0 ? nowMs : pace.freeAt(nowMs))
}

async function attempt(outbox: Outbox, job: Job): Promise<Attempted> {
  const nowMs = outbox.now()
  const waitMs = outbox.pace.take(job.recipient, nowMs)
  if (waitMs > 0) {
    await release(outbox.db, job, nowMs + waitMs)
    return 'waiting'
  }
  let done: Attempted
  try {
    done = await send(outbox, job)
  } catch (error) {
    await tryAgainOrGiveUp(outbox, job, error)
    return 'failed'
  }
  await witnessed(outbox, outbox.onReached(outbox.now()))
  return done
}
