import type { Person } from '../people/person.ts'
import type { Account } from '../platforms/platform.ts'

/** Words owed at once, below the message they answer. */
export const replyText = (
  cause: string,
  messageId: string,
  to: Person | Account,
  text: string,
  nowMs: number,
) => ({
  once: `reply:${cause}`,
  kind: 'reply' as const,
  recipient: 'id' in to ? `person:${to.id}` : `account:${to.account}`,
  replyTo: messageId,
  show: { card: 'text', text },
  urgency: 1 as const,
  notBeforeMs: nowMs,
})
