import type { Statement } from '../store/database.ts'

/** What a card owed shows: the name of a view and what it needs. Rendered when it is sent, never before (handbook §10.1). */
export interface Show {
  card: string
  [detail: string]: unknown
}

/** A card or reply owed to somebody. Written in the same atomic write as its reason. */
export interface Owed {
  /** Unique for ever: owing the same thing twice owes it once. */
  once: string
  kind: 'send' | 'reply' | 'update'
  /** `person:<id>`, `chat:<id>`, `account:<id>`, or `message:<id>` for an update. Order and pace are kept per recipient. */
  recipient: string
  /** The message a reply answers. */
  replyTo?: string
  show: Show
  /** 0 urgent (ignores quota and jitter) · 1 an answer somebody waits for · 2 ordinary · 3 can wait. */
  urgency: 0 | 1 | 2 | 3
  notBeforeMs: number
}

/** What a message that was there already shows since it was pressed. */
export interface Shown {
  messageId: string
  chatId: string
  recipient: string
  about: string | undefined
  show: Show
}

export const oweStatement = (owed: Owed, nowMs: number): Statement => ({
  sql: `INSERT INTO outbox (once, kind, recipient, reply_to, show, urgency, created_at, not_before) VALUES (?,?,?,?,?,?,?,?)
        ON CONFLICT (once) DO NOTHING`,
  args: [
    owed.once,
    owed.kind,
    owed.recipient,
    owed.replyTo ?? null,
    JSON.stringify(owed.show),
    owed.urgency,
    nowMs,
    owed.notBeforeMs,
  ],
})

/** Cards may be changed for 14 days (`feishu.md` §8.4); older ones are left as they are. */
export const CARD_LIFE_MS = 14 * 24 * 60 * 60 * 1000

/** A form that became a record's card is a card of that record; its 14 days count from when it was sent. */
export const shownStatement = (post: Shown, nowMs: number): Statement => ({
  sql: `INSERT INTO posts (message_id, chat_id, recipient, about, show, drawn, sent_at)
        VALUES (?, ?, ?, ?, ?, '', coalesce((SELECT sent_at FROM outbox WHERE message_id = ? AND sent_at > 0), ?))
        ON CONFLICT (message_id) DO UPDATE SET about = excluded.about, show = excluded.show, drawn = ''`,
  args: [
    post.messageId,
    post.chatId,
    post.recipient,
    post.about ?? null,
    JSON.stringify(post.show),
    post.messageId,
    nowMs,
  ],
})

/** What the message shows is not what was last drawn: the next update is sent whatever it shows. */
export const undrawnStatement = (messageId: string): Statement => ({
  sql: "UPDATE posts SET drawn = '' WHERE message_id = ?",
  args: [messageId],
})

/** One pending update per message is enough: it draws the record as it is when it is sent. Returns a row for each. */
export const touchStatement = (
  abouts: readonly string[],
  cause: string,
  nowMs: number,
  exceptMessageId = '',
): Statement => ({
  sql: `INSERT INTO outbox (once, kind, recipient, show, urgency, created_at, not_before)
        SELECT 'update:' || message_id || ':' || ?, 'update', 'message:' || message_id, show, 2, ?, ?
        FROM json_each(?) AS touched CROSS JOIN posts
        WHERE about = touched.value AND sent_at > ? AND message_id <> ?
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.state = 0 AND o.lease_until = 0 AND o.recipient = 'message:' || posts.message_id)
        ON CONFLICT (once) DO NOTHING RETURNING id`,
  args: [cause, nowMs, nowMs, JSON.stringify(abouts), nowMs - CARD_LIFE_MS, exceptMessageId],
})
