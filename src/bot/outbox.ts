import type { Card } from '../cards/card.ts'
import type { Show } from '../log/work.ts'
import type { ReadDirectory } from '../people/load.ts'
import type { DrawContext, Message, Platform } from '../platforms/platform.ts'
import { PlatformError } from '../refusal.ts'
import { type Database, DatabaseDown } from '../store/database.ts'
import { aboutOf, drawShow } from '../views/index.ts'
import { withPage } from '../views/page.ts'
import { type Job, lease, nextDue, postpone, release, settle } from './jobs.ts'
import type { Pace } from './pace.ts'
import type { Pictures } from './pictures.ts'
import type { Quota } from './quota.ts'

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
    return fail(outbox, job, error)
  }
  await witnessed(outbox, outbox.onReached(outbox.now()))
  return done
}

/** What we note down beside a send must not undo it. */
const witnessed = (outbox: Outbox, noting: Promise<void>): Promise<void> =>
  noting.catch((error: unknown) => outbox.log('witness-failed', { error: String(error) }))

async function send(outbox: Outbox, job: Job): Promise<'sent' | 'silent'> {
  const { db, platform } = outbox
  const directory = await outbox.directory()
  const newest = await db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM events')
  const message = await messageOf({ db, directory, nowMs: outbox.now() }, job, outbox.publicUrl?.())
  if (!message) {
    await settle(db, job, { state: 2, atMs: outbox.now() })
    return 'silent'
  }
  const draw = 'card' in message ? await outbox.pictures.contextFor(message.card) : NO_PICTURES
  if (job.kind === 'update') {
    if ('card' in message) await updateIfChanged(outbox, job, message.card, draw)
    await settle(db, job, { state: 1, atMs: outbox.now() })
    return 'sent'
  }
  const uuid = await uuidOf(job.once)
  const posted =
    job.kind === 'reply'
      ? await platform.reply(job.replyTo!, message, uuid, draw)
      : await platform.post(addressOf(job.recipient, directory), message, uuid, draw)
  // Noted before the job ends: a crash in between sends the same uuid again and notes the same thing again.
  await witnessed(outbox, outbox.onSent(job.show, job.recipient, job.once))
  const about = job.show.card === 'text' ? undefined : aboutOf(job.show)
  const drawn = 'card' in message && job.attempts === 1 ? await digest(JSON.stringify(message.card)) : ''
  await settle(db, job, {
    state: 1,
    atMs: outbox.now(),
    post: { ...posted, about, drawn, seq: Number(newest?.seq ?? 0) },
  })
  return 'sent'
}

async function messageOf(
  reader: Parameters<typeof drawShow>[0],
  job: Job,
  base: string | undefined,
): Promise<Message | undefined> {
  if (job.show.card === 'text') return { text: String(job.show.text) }
  const card = await drawShow(reader, job.show, job.kind === 'send')
  return card && { card: withPage(card, job.show, base) }
}

/** An update that would show the same is not worth a call of the quota. */
async function updateIfChanged(outbox: Outbox, job: Job, card: Card, draw: DrawContext): Promise<void> {
  const messageId = job.recipient.slice('message:'.length)
  const drawn = await digest(JSON.stringify(card))
  const row = await outbox.db.get<{ drawn: string }>('SELECT drawn FROM posts WHERE message_id = ?', [
    messageId,
  ])
  if (row?.drawn === drawn) return
  await outbox.platform.update(messageId, card, draw)
  await outbox.db.write([
    { sql: 'UPDATE posts SET drawn = ? WHERE message_id = ?', args: [drawn, messageId] },
  ])
}

function addressOf(recipient: string, directory: Awaited<ReturnType<ReadDirectory>>) {
  const [kind, id = ''] = [
    recipient.slice(0, recipient.indexOf(':')),
    recipient.slice(recipient.indexOf(':') + 1),
  ]
  if (kind === 'chat') return { chat: id }
  if (kind === 'account') return { account: id }
  const person = directory.person(id)
  const account = person?.active ? person.account : undefined
  if (!account)
    throw new PlatformError('gone', 'no-account', `${person?.name ?? id} has no account to send to`)
  return { account }
}

/** Waits between tries, then gives up aloud; an outage of hours is survived, a wrong card is not tried for ever. */
const RETRY_MS = [500, 2_000, 5_000, 15_000, 30_000, 60_000]
const GIVE_UP_MS = 24 * 60 * 60 * 1000

async function fail(outbox: Outbox, job: Job, error: unknown): Promise<'failed' | 'waiting'> {
  const nowMs = outbox.now()
  // Our own database was away: nothing is wrong with the job. Should this fail too, its lease runs out.
  if (error instanceof DatabaseDown) {
    await postpone(outbox.db, job, nowMs + RETRY_MS[0]!, error.message).catch(() => undefined)
    return 'failed'
  }
  const trouble = error instanceof PlatformError ? error.trouble : 'refused'
  const code = error instanceof PlatformError ? error.code : 'bug'
  const words = `${code} ${error instanceof Error ? error.message : String(error)}`.slice(0, 300)
  // A card past its life is left as it is; that is no fault (`feishu.md` §8.4).
  const tooLate = job.kind === 'update' && (trouble === 'stale' || trouble === 'gone')
  outbox.log(tooLate ? 'update-too-late' : 'send-failed', {
    once: job.once,
    trouble,
    words,
    attempts: job.attempts,
    logId: error instanceof PlatformError ? error.logId : undefined,
  })
  if (trouble === 'later' || trouble === 'quota') {
    const throttled = error instanceof PlatformError && error.retryAfterMs !== undefined
    const waitMs = throttled ? error.retryAfterMs! : (RETRY_MS[job.attempts - 1] ?? RETRY_MS.at(-1)!)
    if (throttled) outbox.pace.pauseUntil(nowMs + waitMs)
    else if (isUnreachable(code)) await outbox.onUnreachable(nowMs)
    if (trouble === 'quota') outbox.quota.usedUp(nowMs)
    if (nowMs - job.createdAtMs < GIVE_UP_MS) {
      await postpone(outbox.db, job, nowMs + waitMs, words)
      return 'failed'
    }
  }
  if (tooLate) {
    await settle(outbox.db, job, { state: 2, atMs: nowMs, trouble: words })
    return 'failed'
  }
  await settle(outbox.db, job, { state: 3, atMs: nowMs, trouble: words })
  return 'failed'
}

/** Network, timeout and 5xx mean the platform is away; throttling means it is there and busy. */
const isUnreachable = (code: number | string): boolean =>
  typeof code === 'string' || (code >= 500 && code < 600)

/** At most 50 characters, the same for every retry and after a restart (`feishu.md` §8.1). */
async function uuidOf(once: string): Promise<string> {
  return `sz${(await digest(once)).slice(0, 40)}`
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const NO_PICTURES: DrawContext = { imageKey: () => undefined }
