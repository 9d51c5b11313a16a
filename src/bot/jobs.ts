import type { Show } from '../log/work.ts'
import type { Posted } from '../platforms/platform.ts'
import type { Database, Statement } from '../store/database.ts'

/** A leased row of the outbox. */
export interface Job {
  id: number
  once: string
  kind: 'send' | 'reply' | 'update'
  recipient: string
  replyTo: string | null
  show: Show
  urgency: number
  attempts: number
  createdAtMs: number
}

/** How long a sender may keep a job before another may take it; longer than the slowest call and its timeout. */
const LEASE_MS = 30_000

/** Due, in nobody's hands, and urgent enough. */
const FREE = 'state = 0 AND not_before <= ? AND lease_until <= ? AND urgency <= ?'

interface JobRow {
  id: number
  once: string
  kind: Job['kind']
  recipient: string
  reply_to: string | null
  show: string
  urgency: number
  attempts: number
  created_at: number
}

/**
 * Takes the next jobs that are due: urgent first, per recipient in the order they were owed. Two senders never get the
 * same job, because the lease is part of the update that finds it.
 */
export async function lease(db: Database, nowMs: number, most: number, onlyUrgent: boolean): Promise<Job[]> {
  const limits = [nowMs, nowMs, onlyUrgent ? 1 : 3]
  // Most looks find nothing: reading first costs no sync.
  if (!(await db.get(`SELECT id FROM outbox WHERE ${FREE} LIMIT 1`, limits))) return []
  const [rows = []] = await db.write([
    {
      sql: `UPDATE outbox SET lease_until = ?, attempts = attempts + 1 WHERE id IN (
              SELECT o.id FROM outbox o WHERE ${FREE}
              AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.state = 0 AND earlier.recipient = o.recipient
                              AND earlier.id < o.id AND earlier.not_before <= ? AND earlier.urgency <= o.urgency)
              ORDER BY o.urgency, o.not_before, o.id LIMIT ?)
            RETURNING id, once, kind, recipient, reply_to, show, urgency, attempts, created_at`,
      args: [nowMs + LEASE_MS, ...limits, nowMs, most],
    },
  ])
  return (rows as unknown as JobRow[])
    .map((row) => ({
      id: Number(row.id),
      once: row.once,
      kind: row.kind,
      recipient: row.recipient,
      replyTo: row.reply_to,
      show: JSON.parse(row.show) as Show,
      urgency: Number(row.urgency),
      attempts: Number(row.attempts),
      createdAtMs: Number(row.created_at),
    }))
    .sort((one, other) => one.urgency - other.urgency || one.id - other.id)
}

/** When the next job may be leased; jobs behind another of the same recipient follow it by themselves. */
export async function nextDue(db: Database, onlyUrgent: boolean): Promise<number | undefined> {
  const row = await db.get<{ at: number | null }>(
    'SELECT min(max(not_before, lease_until)) AS at FROM outbox WHERE state = 0 AND urgency <= ?',
    [onlyUrgent ? 1 : 3],
  )
  return row?.at == null ? undefined : Number(row.at)
}

/** Gives a job back untried. */
export const release = (db: Database, job: Job, notBeforeMs: number): Promise<unknown> =>
  db.write([
    {
      sql: 'UPDATE outbox SET lease_until = 0, attempts = attempts - 1, not_before = ? WHERE id = ?',
      args: [notBeforeMs, job.id],
    },
  ])

/** Tried and to be tried again. */
export const postpone = (db: Database, job: Job, notBeforeMs: number, trouble: string): Promise<unknown> =>
  db.write([
    {
      sql: 'UPDATE outbox SET lease_until = 0, not_before = ?, trouble = ? WHERE id = ?',
      args: [notBeforeMs, trouble, job.id],
    },
  ])

/** 1 sent · 2 not needed any more · 3 given up. */
export interface Settled {
  state: 1 | 2 | 3
  atMs: number
  trouble?: string
  /** `seq` is the newest event the card was drawn from; `drawn` is empty when we cannot know which try arrived. */
  post?: Posted & { about: string | undefined; drawn: string; seq: number }
}

/** The look at a card just sent: what its sentence came to still stands above it. */
const LOOK_AGAIN = 'check:'
export const isLookAgain = ({ once }: Job): boolean => once.startsWith(LOOK_AGAIN)

/** Ends a job, and remembers which message now shows which record so that it can be kept true. */
export async function settle(db: Database, job: Job, settled: Settled): Promise<void> {
  const { state, atMs, trouble, post } = settled
  const statements: Statement[] = [
    {
      sql: 'UPDATE outbox SET state = ?, lease_until = 0, sent_at = ?, message_id = ?, trouble = ? WHERE id = ?',
      args: [state, atMs, post?.messageId ?? null, trouble ?? null, job.id],
    },
  ]
  if (post?.about) {
    const show = JSON.stringify(job.show)
    statements.push(
      {
        sql: `INSERT INTO posts (message_id, chat_id, recipient, about, show, drawn, sent_at) VALUES (?,?,?,?,?,?,?)
              ON CONFLICT (message_id) DO NOTHING`,
        args: [post.messageId, post.chatId, job.recipient, post.about, show, post.drawn, atMs],
      },
      // Something was recorded while the card was on its way: look once more. A redraw that shows the same costs no call.
      {
        sql: `INSERT INTO outbox (once, kind, recipient, show, urgency, created_at, not_before)
              SELECT ?, 'update', ?, ?, 2, ?, ? WHERE ? = '' OR EXISTS (SELECT 1 FROM events WHERE seq > ?)
              ON CONFLICT (once) DO NOTHING`,
        args: [
          `${LOOK_AGAIN}${post.messageId}`,
          `message:${post.messageId}`,
          show,
          atMs,
          atMs,
          post.drawn,
          post.seq,
        ],
      },
    )
  }
  await db.write(statements)
}

/** A press that was answered without its card, because it took too long: its message is drawn anew. */
export const oweRedraw = (db: Database, messageId: string, cause: string, nowMs: number): Promise<unknown> =>
  db.write([
    {
      sql: `INSERT INTO outbox (once, kind, recipient, show, urgency, created_at, not_before)
            SELECT ?, 'update', 'message:' || message_id, show, 1, ?, ? FROM posts WHERE message_id = ?
            ON CONFLICT (once) DO NOTHING`,
      args: [`late:${cause}`, nowMs, nowMs, messageId],
    },
  ])
