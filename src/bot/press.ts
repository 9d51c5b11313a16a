import type { StoredAnswer } from '../log/record.ts'
import type { Inbound, PressAnswer } from '../platforms/platform.ts'
import { drawShow } from '../views/index.ts'
import { withAnonymousPage, withPage } from '../views/page.ts'
import type { Anonymity } from './anonymous.ts'
import { answer } from './answer.ts'
import type { Hearing } from './hear.ts'
import type { Pictures } from './pictures.ts'
import { recognise } from './recognise.ts'

type Press = Inbound & { kind: 'press' }

export interface Pressing extends Hearing {
  pictures: Pictures
  /** Where the page behind a card is reached; undefined while unknown. */
  publicUrl?: (() => string | undefined) | undefined
  /** For whoever wants to leave no name; absent where there are no pages. */
  anonymity?: Anonymity | undefined
}

export interface Pressed {
  answer: PressAnswer
  draw: Awaited<ReturnType<Pictures['knownFor']>>
  /** Cards of others may have to be sent because of it. */
  owes: boolean
}

/**
 * A press: decided and recorded before its response goes out, and answered in it (design §3.8). The same delivery again
 * changes nothing and gets the same card.
 */
export async function press(parts: Pressing, inbound: Press): Promise<Pressed> {
  const directory = await parts.directory()
  const { account, unionId } = inbound.sender
  // Asking the platform who this is could take longer than it waits for us; a sentence has the time for that.
  const moved = () => directory.people.some((entry) => unionId && entry.unionId === unionId)
  const known = directory.byAccount(account)
  const speaker = known ?? (moved() ? await recognise(parts, inbound.sender) : undefined)
  if (!speaker?.active)
    return toastOnly('我还不认识您。请先给我发一句「/帮助」；不在教职工名单里的，请联系学校安全办公室。')
  const chat = await chatOf(parts, inbound, speaker.id)
  const { answer: stored, owes } = await answer(parts, {
    cause: inbound.key,
    ...(known && { directory }),
    speaker,
    chat,
    sentence: inbound.says,
    said: { fields: inbound.fields, pressed: true, atMs: inbound.atMs, messageId: inbound.messageId },
  })
  return { ...(await drawAnswer(parts, stored)), owes }
}

/**
 * A card we posted into a group, or one somebody forwarded to where we do not know, is answered for everybody who reads
 * along there. A card can be on the phone before our books say so: then the presser's own chat is known by an earlier
 * card, or this is the first one and still on its way.
 */
async function chatOf(
  { db }: Hearing,
  { messageId, chatId }: Press,
  speaker: string,
): Promise<{ id: string; type: 'private' | 'group' }> {
  const post = await db.get<{ recipient: string }>('SELECT recipient FROM outbox WHERE message_id = ?', [
    messageId,
  ])
  const own = `person:${speaker}`
  const isPrivate = post ? !post.recipient.startsWith('chat:') : await isOwnChat(db, chatId, own)
  return { id: chatId, type: isPrivate ? 'private' : 'group' }
}

async function isOwnChat(db: Hearing['db'], chatId: string, own: string): Promise<boolean> {
  const home = await db.get<{ chat_id: string }>('SELECT chat_id FROM posts WHERE recipient = ? LIMIT 1', [
    own,
  ])
  if (home) return home.chat_id === chatId
  const first = await db.get(
    'SELECT id FROM outbox WHERE state = 0 AND recipient = ? AND attempts > 0 LIMIT 1',
    [own],
  )
  return first !== undefined
}

const NO_IMAGES = { imageKey: () => undefined }

const toastOnly = (text: string) => ({
  answer: { toast: { type: 'warning' as const, text } },
  draw: NO_IMAGES,
  owes: false,
})

async function drawAnswer(parts: Pressing, stored: StoredAnswer) {
  const toast = stored.toast && { toast: stored.toast }
  if (!stored.show) return { answer: { ...toast }, draw: NO_IMAGES }
  const reader = { db: parts.db, directory: await parts.directory(), nowMs: parts.now() }
  const card = await drawShow(reader, stored.show, false)
  if (!card) return { answer: { ...toast }, draw: NO_IMAGES }
  const linked = withPage(
    await withAnonymousPage(card, parts.anonymity?.page),
    stored.show,
    parts.publicUrl?.(),
  )
  return { answer: { ...toast, card: linked }, draw: await parts.pictures.knownFor(card) }
}
