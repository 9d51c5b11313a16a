import { partsOf } from '../about.ts'
import { sayMatter } from '../cards/checkin-items.ts'
import { noticeCard } from '../cards/notice.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { note } from '../incidents/decide.ts'
import { incident } from '../incidents/evolve.ts'
import type { Show, Work } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import { photo, receive } from '../photos/photo.ts'
import { addPhotoTo, isOpenMatter, ownLoosePhotos, recentMatter } from '../photos/photos.ts'
import { mayAddPhoto } from '../photos/rights.ts'
import { readReport } from '../reading/reading.ts'
import { aboutOf } from '../views/index.ts'
import { answer } from './answer.ts'
import { type Hearing, settle } from './hear.ts'
import type { Kept } from './inbox.ts'
import { type Fetched, fetchPhotos } from './photo-fetch.ts'
import { understand } from './understand.ts'

type PhotoMessage = Kept & { kind: 'message' }

/**
 * Pictures: fetched and kept before anything is said of them, so that an answer never promises a picture we do not
 * have. A reply to a card, or a picture within ten minutes of a report, belongs to it; words beside it are said first
 * and never wait for a picture that is slow in coming; a picture alone is offered as a report.
 */
export async function hearPhotos(
  parts: Hearing,
  inbound: PhotoMessage,
  content: { keys: string[]; text: string },
  speaker: Person,
): Promise<void> {
  const { key, messageId } = inbound
  const fetched = await fetchPhotos(parts, messageId, content.keys)
  // Under a cause of its own, once all are here: the words beside them may be recorded long before.
  if (!fetched.later)
    await settle(parts, `${key}:photos`, speaker.id, async (work) => {
      for (const { id, ...rest } of fetched.kept)
        await work.change(photo, id, receive({ ...rest, sender: speaker.id, messageId }))
    })
  const repliedTo = inbound.replyTo ? await aboutMessage(parts, inbound.replyTo) : undefined
  const words = content.text.trim()
  const spoken = words !== '' && (await isSaid(parts, words, repliedTo !== undefined))
  if (spoken) await say(parts, inbound, speaker, words)
  if (fetched.later) throw fetched.later
  const directory = await parts.directory()
  await settle(parts, key, speaker.id, async (work) => {
    const named = repliedTo ?? (await recentMatter(work, speaker.id, inbound.atMs))
    // Somebody who only looked it up has seen something himself: that is offered as a report of his own.
    const about = named && (await mayAddPhoto(work, directory, named, speaker)) ? named : undefined
    return belong(work, inbound, speaker, fetched, { about, words: spoken ? '' : words, spoken })
  })
}

/** Whether the words beside a picture say something by themselves: a command, or anything that reads like a report. */
async function isSaid(parts: Hearing, words: string, isReply: boolean): Promise<boolean> {
  if (understand(words, parts.commands).kind !== 'words') return true
  return !isReply && readReport(words, (await parts.directory()).places).kind !== 'other'
}

const say = (parts: Hearing, { key, chat, messageId, atMs }: PhotoMessage, speaker: Person, words: string) =>
  answer(parts, {
    cause: `${key}:words`,
    speaker,
    chat,
    sentence: words,
    said: { fields: {}, pressed: false, atMs, messageId },
  })

interface Beside {
  /** The matter they belong to, if any. */
  about: string | undefined
  /** Words that were not said as a sentence of their own. */
  words: string
  spoken: boolean
}

/** Gives the pictures of one message the matter they belong to, or asks. */
async function belong(
  work: Work,
  inbound: PhotoMessage,
  speaker: Person,
  { kept, problems }: Fetched,
  { about, words, spoken }: Beside,
): Promise<void> {
  const loose = await ownLoosePhotos(
    work,
    speaker.id,
    kept.map(({ id }) => id),
    false,
  )
  const open = about !== undefined && (await isOpenMatter(work, about))
  if (open) for (const id of loose) await addPhotoTo(work, id, about, speaker.id)
  const lines = [...problems]
  if (open && !spoken && loose.length > 0)
    lines.unshift(`照片已附到${sayMatter(about)}。${await keepWords(work, about, words, speaker)}`)
  if (!open && loose.length > 0 && !spoken && inbound.chat.type === 'private') {
    if (about) lines.unshift(`${sayMatter(about)} 已经结束，照片没有附上去。`)
    return owe(work, inbound, speaker, {
      card: 'fixed',
      content: await offerCard(work, speaker, loose[0]!, loose.length, lines),
    })
  }
  if (!open && loose.length > 0 && !spoken) lines.unshift('照片收到了。要登记隐患，请和我私聊再发一次。')
  if (lines.length > 0) owe(work, inbound, speaker, { card: 'text', text: lines.join('') })
}

/** Words beside a picture that answers an incident's card are news of it; of a hazard, the sentence is named. */
async function keepWords(work: Work, about: string, words: string, speaker: Person): Promise<string> {
  if (!words) return ''
  const { noun, id } = partsOf(about)
  if (noun === 'hazard') return `文字没有记上，要报整改请发送：/隐患 ${id} 已整改 ${words.slice(0, 20)}`
  await work.change(incident, id, note(words, speaker.id))
  work.touch(about)
  return '文字已补充。'
}

/** Replying to a card with a picture means the matter on that card (`feishu.md` §5.1 parent_id). */
async function aboutMessage({ db }: Hearing, messageId: string): Promise<string | undefined> {
  const post = await db.get<{ about: string | null }>('SELECT about FROM posts WHERE message_id = ?', [
    messageId,
  ])
  const about = post ? post.about : await aboutOfReply({ db }, messageId)
  return about?.startsWith('hazard/') || about?.startsWith('incident/') ? about : undefined
}

async function aboutOfReply({ db }: Pick<Hearing, 'db'>, messageId: string): Promise<string | undefined> {
  const row = await db.get<{ show: string }>('SELECT show FROM outbox WHERE message_id = ?', [messageId])
  const show = row && (JSON.parse(row.show) as Show)
  return show && show.card !== 'text' ? aboutOf(show) : undefined
}

/** A new hazard, or the mending of one in the sender's hands. */
async function offerCard(work: Work, speaker: Person, photoId: string, count: number, lines: string[]) {
  const rows = await work.db.all<{ state: string }>(
    "SELECT state FROM hazards WHERE status IN ('rectifying', 'returned') ORDER BY number DESC LIMIT 200",
  )
  const mine = rows
    .map((row) => JSON.parse(row.state) as Hazard)
    .filter((entry) => entry.rectifier === speaker.id)
  const actions = [
    { label: '登记隐患', says: `/隐患 照片 ${photoId}`, style: 'primary' as const },
    ...mine.slice(0, 2).map((entry) => ({
      label: `附到隐患 ${entry.number}`,
      says: `/隐患 ${entry.number} 附照片 ${photoId}`,
    })),
  ]
  const what = count > 1 ? `收到 ${count} 张照片，是隐患吗？` : '这张照片是隐患吗？'
  return noticeCard('收到照片', 'info', [...lines, `${what}不用登记就不必理会。`], actions, [
    { kind: 'images', images: [{ photo: photoId, alt: '您发的照片' }] },
  ])
}

function owe(work: Work, { key, messageId, chat }: PhotoMessage, speaker: Person, show: Show): void {
  work.owe({
    once: `reply:${key}`,
    kind: 'reply',
    recipient: chat.type === 'group' ? `chat:${chat.id}` : `person:${speaker.id}`,
    replyTo: messageId,
    show,
    urgency: 1,
    notBeforeMs: work.nowMs,
  })
}
