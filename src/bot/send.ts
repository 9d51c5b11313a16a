import { type Card, text } from '../cards/card.ts'
import { sha256Hex } from '../ciphers.ts'
import type { StoredAnswer } from '../log/record.ts'
import type { Show } from '../log/work.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import type { Message } from '../platforms/platform.ts'
import { PlatformError, Refusal } from '../refusal.ts'
import { aboutOf, drawShow } from '../views/index.ts'
import { withAnonymousPage, withPage } from '../views/page.ts'
import { isLookAgain, type Job, settle } from './jobs.ts'
import type { Outbox } from './outbox.ts'
import type { PictureContext } from './pictures.ts'

/** What we note down beside a send must not undo it. */
export const witnessed = (outbox: Outbox, noting: Promise<void>): Promise<void> =>
  noting.catch((error: unknown) => outbox.log('witness-failed', { error: String(error) }))

/** Draws one job from the records as they are, hands it to the platform and notes what happened. */
export async function send(outbox: Outbox, job: Job): Promise<'sent' | 'silent'> {
  const { db, platform } = outbox
  const directory = await outbox.directory()
  const newest = await db.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM events')
  const message = await messageOf({ db, directory, nowMs: outbox.now() }, job, outbox)
  if (!message) {
    await settle(db, job, { state: 2, atMs: outbox.now() })
    return 'silent'
  }
  const about = job.show.card === 'text' ? undefined : aboutOf(job.show)
  // Only what is kept true is drawn again.
  const patienceMs = job.kind === 'update' || !about ? undefined : PATIENCE_MS
  const draw = 'card' in message ? await outbox.pictures.contextFor(message.card, patienceMs) : NO_PICTURES
  if (job.kind === 'update') {
    if ('card' in message) await updateIfChanged(outbox, job, message.card, draw)
    await settle(db, job, { state: 1, atMs: outbox.now() })
    return 'sent'
  }
  const uuid = uuidOf(job.once)
  const posted =
    job.kind === 'reply'
      ? await platform.reply(job.replyTo!, message, uuid, draw)
      : await platform.post(addressOf(job.recipient, directory), message, uuid, draw)
  // Noted before the job ends: a crash in between sends the same uuid again and notes the same thing again.
  await witnessed(outbox, outbox.onSent(job.show, job.recipient, job.once))
  const known = 'card' in message && job.attempts === 1 && !draw.late
  const drawn = known ? drawnOf(message.card, draw) : ''
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
  { publicUrl, anonymity }: Pick<Outbox, 'publicUrl' | 'anonymity'>,
): Promise<Message | undefined> {
  if (job.show.card === 'text') return { text: String(job.show.text) }
  try {
    const card = await drawShow(reader, job.show, job.kind === 'send')
    if (!card) return undefined
    const linked = await withAnonymousPage(card, anonymity?.page)
    const kept = job.kind === 'update' && !isLookAgain(job)
    return { card: withPage(kept ? linked : withSaid(linked, job.show), job.show, publicUrl?.()) }
  } catch (error) {
    // What cannot be shown, such as a day beyond the calendar, is said to whoever asked for it.
    if (job.kind === 'reply' && error instanceof Refusal) return { text: error.message }
    throw error
  }
}

/** What came of the sentence it answers, said once: the card kept true later shows only how things are. */
function withSaid(card: Card, { said }: Show): Card {
  const toast = said as StoredAnswer['toast']
  if (!toast) return card
  const tone = toast.type === 'success' ? 'ok' : toast.type === 'info' ? 'info' : 'warn'
  return { ...card, blocks: [text({ tone, text: toast.text }), ...card.blocks] }
}

/** What a message shows, in few characters: the card and which copies of its pictures. */
const drawnOf = (card: Card, { copies }: PictureContext): string =>
  sha256Hex(`${JSON.stringify(card)}${copies}`)

/** An update that would show the same is not worth a call of the quota. */
async function updateIfChanged(outbox: Outbox, job: Job, card: Card, draw: PictureContext): Promise<void> {
  const messageId = job.recipient.slice('message:'.length)
  const drawn = drawnOf(card, draw)
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

/** At most 50 characters, the same for every retry and after a restart (`feishu.md` §8.1). */
const uuidOf = (once: string): string => `sz${sha256Hex(once).slice(0, 40)}`

const NO_PICTURES: PictureContext = { imageKey: () => undefined, copies: '', late: false }

/** An answer is due within 3 s; a large picture takes longer and comes with the next drawing of its card. */
const PATIENCE_MS = 1_000
