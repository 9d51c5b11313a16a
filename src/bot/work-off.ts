import { PlatformError, Refusal } from '../refusal.ts'
import { DatabaseDown } from '../store/database.ts'
import { type Hearing, hear, replyText, settle } from './hear.ts'
import { tryLater, type Waiting, waiting } from './inbox.ts'
import { describe } from './webhook.ts'

export interface WorkingOff extends Hearing {
  count(what: string): void
  log(event: string, data: object): void
}

const MOST_ATTEMPTS = 6
const RETRY_MS = [1_000, 5_000, 30_000, 120_000, 600_000]

/** Works off everything kept and due, in the order it came. Called after each answer and by the tick. */
export async function workOffInbox(parts: WorkingOff): Promise<number> {
  let done = 0
  for (;;) {
    const batch = await waiting(parts.db, parts.now())
    if (batch.length === 0) return done
    for (const item of batch) {
      await workOff(parts, item)
      done += 1
    }
  }
}

async function workOff(parts: WorkingOff, item: Waiting): Promise<void> {
  try {
    await hear(parts, item.inbound)
    // A repeat of something recorded before leaves its inbox row behind.
    await parts.db.write([
      {
        sql: 'DELETE FROM inbox WHERE key = ? AND EXISTS (SELECT 1 FROM causes WHERE key = ?)',
        args: [item.key, item.key],
      },
    ])
  } catch (error) {
    if (error instanceof DatabaseDown) throw error
    parts.count('trouble')
    parts.log('inbound-failed', { key: item.key, attempts: item.attempts + 1, error: describe(error) })
    const retry =
      error instanceof PlatformError && error.trouble === 'later' && item.attempts + 1 < MOST_ATTEMPTS
    if (retry)
      await tryLater(
        parts.db,
        item.key,
        parts.now() + (RETRY_MS[item.attempts] ?? RETRY_MS.at(-1)!),
        String(error),
      )
    else await apologise(parts, item, error)
  }
}

/** A bug, or a picture that cannot be had: said in the chat with a number, never silence. */
async function apologise(parts: WorkingOff, { inbound, key }: Waiting, error: unknown): Promise<void> {
  const words =
    error instanceof Refusal
      ? error.message
      : error instanceof PlatformError
        ? '照片没有取到,请再发一次。'
        : `出了点问题,没有记上,请再说一次。还不行请告诉管理员编号 ${key.slice(-8)}。`
  await settle(parts, key, null, async (work) => {
    if (inbound.kind === 'message')
      work.owe(replyText(key, inbound.messageId, inbound.sender, words, work.nowMs))
  })
}
