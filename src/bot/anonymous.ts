import { anonymousCard, anonymousReceiptCard } from '../cards/anonymous.ts'
import { sha256Hex } from '../ciphers.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import type { Inbound, Message, Platform } from '../platforms/platform.ts'
import type { ReceiptCodes } from '../receipts/code.ts'
import { receiptOf } from '../receipts/receipts.ts'
import { Refusal } from '../refusal.ts'
import { fileOutside, mustBeAsked } from '../reporting/outside.ts'
import type { Database } from '../store/database.ts'
import type { AnonymousWish, Unkept } from './anonymous-words.ts'
import type { Again, Once } from './heard-once.ts'
import { sendUntilThere } from './until-sent.ts'

/** What it takes to hear somebody without knowing him. */
export interface Anonymity {
  codes: ReceiptCodes
  /** Address of the page that needs no login, the same for everybody; undefined while unknown. */
  page(): Promise<string | undefined>
  /** How words are filed once. Only where one process hears every delivery; elsewhere there is the page. */
  once: Once | undefined
}

export interface AnonymousParts {
  db: Database
  directory: ReadDirectory
  platform: Platform
  now(): number
  wake(): void
  later(work: Promise<unknown>): void
  count(what: string): void
  log(event: string, data: object): void
}

type Heard = Extract<Inbound, { kind: 'message' | 'press' | 'menu' }>

/**
 * Words for which no name is wanted never go the way of all others (S2-032): no inbox, no cause that names the message,
 * no actor, no outbox. They are recorded under their receipt, and the answer goes straight to the platform. What the
 * platform itself keeps of a chat is its own matter, and the answer says so.
 */
export async function answerAnonymously(
  parts: AnonymousParts,
  anonymity: Anonymity,
  wish: AnonymousWish | Unkept,
  inbound: Inbound,
): Promise<unknown> {
  const heard = inbound as Heard
  if (isGroup(heard)) tell(parts, heard, { text: GROUP })
  else if ('unkept' in wish) tell(parts, heard, { card: anonymousCard(await anonymity.page(), wish.unkept) })
  else {
    const url = await anonymity.page()
    const withPhoto = heard.kind === 'message' && heard.content.type === 'photo'
    const { once } = anonymity
    const unheard = withPhoto || wish.words !== ''
    if (!once || !unheard || withPhoto)
      tell(parts, heard, { card: anonymousCard(url, unheard ? UNHEARD : undefined) })
    else await once(heard.key, () => file(parts, anonymity, wish, heard, url))
  }
  if (heard.kind !== 'press') return {}
  const toast = { type: 'info' as const, text: '请看刚发给您的消息，您的名字没有记。' }
  return parts.platform.answerPress({ toast }, NO_PICTURES)
}

const GROUP = '匿名的事不要在群里说。请和我私聊发送「/匿名」，会给您一个不用登录的网页。刚才的话没有记。'
const UNHEARD = '刚才的内容没有记，请在下面的网页里填，也可以传照片。'
const NO_PICTURES = { imageKey: () => undefined }
const UNTRACED = { ...NO_PICTURES, untraced: true as const }

const isGroup = (heard: Heard): boolean => heard.kind === 'message' && heard.chat.type === 'group'

async function file(
  parts: AnonymousParts,
  { codes }: Anonymity,
  { words, insists, place }: AnonymousWish,
  heard: Heard,
  url: string | undefined,
): Promise<Again> {
  const { db, now } = parts
  const directory = await parts.directory()
  if (!insists && mustBeAsked(directory, words, 0))
    return tell(parts, heard, {
      text: '您是要报隐患吗？这句话看不出哪里不安全，什么都没有记。是的话请写清楚在哪里、什么不安全，用「/隐患 匿名」开头再发一次。',
    })
  // The same delivery has the same code, through a key that stands in no table: a repeat is known by its receipt alone.
  const code = await codes.codeFor(`chat:${heard.key}`)
  const hash = await codes.hashOf(code)
  const receipt = () => tell(parts, heard, { card: anonymousReceiptCard(code, url) })
  if (await receiptOf(db, hash)) return receipt()
  try {
    await recordUntilDone(
      db,
      `anonymous:${hash}`,
      () => beginWork(db, now(), null),
      async (work) => {
        const said = { text: words, photos: [], door: 'staff-words' as const, receipt: hash }
        await fileOutside(work, directory, { ...said, ...(place && { place }) })
        return {}
      },
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return tell(parts, heard, { text: error.message })
  }
  parts.count('public_reports')
  parts.wake()
  return receipt()
}

/** Straight to the platform: an owed card would name its recipient and the message it answers. */
function tell(parts: AnonymousParts, heard: Heard, message: Message): Again {
  // Known to the platform alone, which drops a repeat by it; nothing of ours ever holds it.
  const uuid = `sz${sha256Hex('anonymous', heard.key).slice(0, 40)}`
  const send = () =>
    heard.kind === 'message'
      ? parts.platform.reply(heard.messageId, message, uuid, UNTRACED)
      : parts.platform.post({ account: heard.sender.account }, message, uuid, UNTRACED)
  return sendUntilThere(parts, send)
}
