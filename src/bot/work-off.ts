import { PlatformError, Refusal } from '../refusal.ts'
import { DatabaseDown } from '../store/database.ts'
import { type Hearing, hear } from './hear.ts'
import type { InHand } from './in-hand.ts'
import { nextWaiting, tryLater, type Waiting, waiting } from './inbox.ts'
import { replyText } from './reply-text.ts'
import { settle } from './settle.ts'
import { describe } from './webhook.ts'

export interface WorkingOff extends Hearing {
  /** Whose words are being worked on by this process: side by side with others, in order for each. */
  inHand: InHand
  /** Somebody's words were worked off: what they owe is sent now, not when everybody else is done. */
  heard(): void
  count(what: string): void
  log(event: string, data: object): void
}

const MOST_ATTEMPTS = 6
/** The last one parks what cannot even be apologised for; `/metrics` counts it. */
const RETRY_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 86_400_000]

/**
 * Works off everything kept and due that nobody of this process works on already. A slow one, whose picture is long in
 * coming, holds up only the words of the same person.
 */
export async function workOffInbox(
  parts: WorkingOff,
): Promise<{ done: number; nextAtMs: number | undefined }> {
  let done = 0
  for (;;) {
    const mine = takeInHand(parts, await waiting(parts.db, parts.now()))
    if (mine.size === 0) return { done, nextAtMs: await nextWaiting(parts.db) }
    const ended = await Promise.allSettled([...mine].map(([whose, items]) => inOrder(parts, whose, items)))
    const broken = ended.find((each) => each.status === 'rejected')
    if (broken) throw broken.reason
    done += [...mine.values()].flat().length
  }
}

const whoseOf = ({ key, inbound }: Waiting): string => ('sender' in inbound ? inbound.sender.account : key)

/** The items of everybody who is not being worked on, in the order they came. */
function takeInHand({ inHand }: WorkingOff, batch: Waiting[]): Map<string, Waiting[]> {
  const free = batch.filter((item) => !inHand.has(whoseOf(item)))
  const mine = Map.groupBy(free, whoseOf)
  for (const whose of mine.keys()) inHand.add(whose)
  return mine
}

async function inOrder(parts: WorkingOff, whose: string, items: Waiting[]): Promise<void> {
  try {
    for (const item of items) await workOff(parts, item)
  } finally {
    parts.inHand.delete(whose)
    parts.heard()
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
    await (retry ? putOff(parts, item, error) : apologiseOrPutOff(parts, item, error))
  }
}

const putOff = (parts: WorkingOff, { key, attempts }: Waiting, error: unknown): Promise<unknown> =>
  tryLater(parts.db, key, parts.now() + (RETRY_MS[attempts] ?? RETRY_MS.at(-1)!), String(error))

/** An item that can neither be heard nor apologised for must not stop everything behind it. */
async function apologiseOrPutOff(parts: WorkingOff, item: Waiting, error: unknown): Promise<void> {
  try {
    await apologise(parts, item, error)
  } catch (again) {
    if (again instanceof DatabaseDown) throw again
    await putOff(parts, item, again)
  }
}

/** A bug, or a picture that cannot be had: said in the chat with a number, never silence. */
async function apologise(parts: WorkingOff, { inbound, key }: Waiting, error: unknown): Promise<void> {
  const words =
    error instanceof Refusal
      ? error.message
      : error instanceof PlatformError
        ? '照片没有取到，请再发一次。'
        : `出了点问题，没有记上，请再说一次。还不行请告诉管理员编号 ${key.slice(-8)}。`
  await settle(parts, key, null, async (work) => {
    if (inbound.kind === 'message')
      work.owe(replyText(key, inbound.messageId, inbound.sender, words, work.nowMs))
  })
}
