import type { Card } from '../cards/card.ts'
import type { Show } from '../log/work.ts'
import type { ReadDirectory } from '../people/load.ts'
import type { DrawContext, Message, Platform } from '../platforms/platform.ts'
import { PlatformError } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import { aboutOf, drawShow } from '../views/index.ts'
import { type Job, lease, postpone, release, settle } from './jobs.ts'
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
  /** Told of every send that worked or failed for want of the platform. */
  onReached(nowMs: number): Promise<void>
  onUnreachable(nowMs: number): Promise<void>
  onSent(show: Show, recipient: string, once: string): Promise<void>
  log(event: string, data: object): void
}

export interface Drained {
  sent: number
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
    const nowMs = outbox.now()
    const room = Math.min(AT_ONCE, outbox.pace.room(nowMs))
    const onlyUrgent = await outbox.quota.onlyUrgent(nowMs)
    const jobs = room > 0 ? await lease(outbox.db, nowMs, room, onlyUrgent) : []
    if (jobs.length === 0) break
    const results = await Promise.all(jobs.map((job) => attempt(outbox, job)))
    drained.sent += results.filter((result) => result === 'sent').length
    drained.failed += results.filter((result) => result === 'failed').length
    if (results.every((result) => result === 'waiting')) break
  }
  return { ...drained, nextAtMs: await nextAt(outbox) }
}

async function nextAt({ db, now, pace }: Outbox): Promise<number | undefined> {
  const row = await db.get<{ at: number | null }>(
    'SELECT min(max(not_before, lease_until)) AS at FROM outbox WHERE state = 0',
  )
  if (row?.at == null) return undefined
  const nowMs = now()
  return Math.max(Number(row.at), pace.room(nowMs) > 0 ? nowMs : pace.freeAt(nowMs))
}

async function attempt(outbox: Outbox, job: Job): Promise<'sent' | 'failed' | 'waiting' | 'silent'> {
  const nowMs = outbox.now()
  const waitMs = outbox.pace.take(job.recipient, nowMs)
  if (waitMs > 0) {
    await release(outbox.db, job, nowMs + waitMs)
    return 'waiting'
  }
  try {
    const done = await send(outbox, job)
    await outbox.onReached(outbox.now())
    return done
  } catch (error) {
    return fail(outbox, job, error)
  }
}

async function send(outbox: Outbox, job: Job): Promise<'sent' | 'silent'> {
  const { db, platform } = outbox
  const directory = await outbox.directory()
  const newest = await db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM events')
  const message = await messageOf({ db, directory, nowMs: outbox.now() }, job)
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
  const about = job.show.card === 'text' ? undefined : aboutOf(job.show)
  const drawn = 'card' in message && job.attempts === 1 ? await digest(JSON.stringify(message.card)) : ''
  await settle(db, job, {
    state: 1,
    atMs: outbox.now(),
    post: { ...posted, about, drawn, seq: Number(newest?.seq ?? 0) },
  })
  await outbox.onSent(job.show, job.recipient, job.once)
  return 'sent'
}

async function messageOf(reader: Parameters<typeof drawShow>[0], job: Job): Promise<Message | undefined> {
  if (job.show.card === 'text') return { text: String(job.show.text) }
  const card = await drawShow(reader, job.show, job.kind === 'send')
  return card && { card }
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
const RETRY_MS = [2_000, 5_000, 15_000, 30_000, 60_000]
const GIVE_UP_MS = 24 * 60 * 60 * 1000

async function fail(outbox: Outbox, job: Job, error: unknown): Promise<'failed' | 'waiting'> {
  const nowMs = outbox.now()
  const trouble = error instanceof PlatformError ? error.trouble : 'refused'
  const code = error instanceof PlatformError ? error.code : 'bug'
  const words = `${code} ${error instanceof Error ? error.message : String(error)}`.slice(0, 300)
  outbox.log('send-failed', {
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
  if (job.kind === 'update' && (trouble === 'stale' || trouble === 'gone')) {
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
