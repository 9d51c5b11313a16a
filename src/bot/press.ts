import type { StoredAnswer } from '../log/record.ts'
import type { Inbound, PressAnswer } from '../platforms/platform.ts'
import { drawShow } from '../views/index.ts'
import { withPage } from '../views/page.ts'
import { answer } from './answer.ts'
import type { Hearing } from './hear.ts'
import type { Pictures } from './pictures.ts'
import { recognise } from './recognise.ts'

type Press = Inbound & { kind: 'press' }

export interface Pressing extends Hearing {
  pictures: Pictures
  /** Where the page behind a card is reached; undefined while unknown. */
  publicUrl?: (() => string | undefined) | undefined
}

/**
 * A press: decided and recorded before its response goes out, and answered in it (design §3.8). The same delivery again
 * changes nothing and gets the same card.
 */
export async function press(
  parts: Pressing,
  inbound: Press,
): Promise<{ answer: PressAnswer; draw: Awaited<ReturnType<Pictures['knownFor']>> }> {
  const directory = await parts.directory()
  const { account, unionId } = inbound.sender
  // Asking the platform who this is could take longer than it waits for us; a sentence has the time for that.
  const moved = () => directory.people.some((entry) => unionId && entry.unionId === unionId)
  const speaker =
    directory.byAccount(account) ?? (moved() ? await recognise(parts, inbound.sender) : undefined)
  if (!speaker?.active)
    return toastOnly('我还不认识您。请先给我发一句「/帮助」;不在教职工名单里的,请联系学校安全办公室。')
  const chat = await chatOf(parts, inbound, speaker.id)
  const stored = await answer(parts, {
    cause: inbound.key,
    speaker,
    chat,
    sentence: inbound.says,
    said: { fields: inbound.fields, pressed: true, atMs: inbound.atMs, messageId: inbound.messageId },
  })
  return drawAnswer(parts, stored, chat.type === 'private' ? speaker.id : undefined)
}

/**
 * A card we posted into a group, or one somebody forwarded to where we do not know, is answered for everybody who reads
 * along there. A card that is still on its way to the presser by our books has arrived before its receipt did.
 */
async function chatOf(
  parts: Hearing,
  inbound: Press,
  speaker: string,
): Promise<{ id: string; type: 'private' | 'group' }> {
  const post = await parts.db.get<{ recipient: string }>(
    `SELECT recipient, 1 AS booked FROM outbox WHERE message_id = ?
     UNION ALL SELECT recipient, 0 FROM outbox WHERE state = 0 AND recipient = ? AND attempts > 0
     ORDER BY booked DESC LIMIT 1`,
    [inbound.messageId, `person:${speaker}`],
  )
  return { id: inbound.chatId, type: post && !post.recipient.startsWith('chat:') ? 'private' : 'group' }
}

const NO_IMAGES = { imageKey: () => undefined }

const toastOnly = (text: string) => ({
  answer: { toast: { type: 'warning' as const, text } },
  draw: NO_IMAGES,
})

async function drawAnswer(parts: Pressing, stored: StoredAnswer, viewer: string | undefined) {
  const toast = stored.toast && { toast: stored.toast }
  if (!stored.show) return { answer: { ...toast }, draw: NO_IMAGES }
  const reader = { db: parts.db, directory: await parts.directory(), nowMs: parts.now() }
  const show = { ...(viewer && { for: viewer }), ...stored.show }
  const card = await drawShow(reader, show, false)
  if (!card) return { answer: { ...toast }, draw: NO_IMAGES }
  const linked = withPage(card, show, parts.publicUrl?.())
  return { answer: { ...toast, card: linked }, draw: await parts.pictures.knownFor(card) }
}
