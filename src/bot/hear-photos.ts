import { partsOf } from '../about.ts'
import { sayMatter } from '../cards/checkin-items.ts'
import { askedNow, pictureDouble } from '../doubles/doubles.ts'
import { note } from '../incidents/decide.ts'
import { incident } from '../incidents/evolve.ts'
import { beginWork, type Show, type Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { photo, receive } from '../photos/photo.ts'
import { addPhotoTo, isOpenMatter, ownLoosePhotos, recentMatter } from '../photos/photos.ts'
import { mayAddPhoto } from '../photos/rights.ts'
import { readReport } from '../reading/reading.ts'
import { openSweep, pictureInSweep } from '../sweeps/sweeps.ts'
import { answer } from './answer.ts'
import type { Hearing } from './hear.ts'
import type { Kept } from './inbox.ts'
import { type Fetched, fetchPhotos } from './photo-fetch.ts'
import { photoOffer } from './photo-offer.ts'
import { aboutMessage } from './replied-to.ts'
import { settle } from './settle.ts'
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
  const repliedTo = inbound.replyTo ? await aboutMessage(parts.db, inbound.replyTo) : undefined
  const words = content.text.trim()
  const spoken = words !== '' && (await isSaid(parts, words, repliedTo !== undefined))
  const alone = inbound.chat.type === 'private' && repliedTo === undefined
  const onWalk =
    alone && !spoken && (await openSweep(beginWork(parts.db, parts.now(), null), speaker)) !== undefined
  if (spoken || (onWalk && words !== '')) await say(parts, inbound, speaker, words)
  if (fetched.later) throw fetched.later
  const directory = await parts.directory()
  await settle(parts, key, speaker.id, async (work) => {
    if (alone && (await goesWithWords(work, directory, inbound, speaker, fetched, spoken))) return
    const named = repliedTo ?? (await recentMatter(work, speaker.id, inbound.atMs))
    // Somebody who only looked it up has seen something himself: that is offered as a report of his own.
    const about = named && (await mayAddPhoto(work, directory, named, speaker)) ? named : undefined
    return belong(work, directory, inbound, speaker, fetched, { about, words: spoken ? '' : words, spoken })
  })
}

/** On a walk, or while somebody is asked about what he just said, pictures go with those words. */
async function goesWithWords(
  work: Work,
  directory: Directory,
  inbound: PhotoMessage,
  speaker: Person,
  { kept, problems }: Fetched,
  spoken: boolean,
): Promise<boolean> {
  const asked = await askedNow(work, speaker.id)
  const walk = asked || spoken ? undefined : await openSweep(work, speaker)
  if (!asked && !walk) return false
  const loose = await ownLoosePhotos(
    work,
    speaker.id,
    kept.map(({ id }) => id),
    false,
  )
  const lines = [...problems]
  if (asked) await pictureDouble(work, asked, loose)
  if (asked && !spoken && loose.length > 0) lines.unshift('照片收到了，会跟着您刚说的那一条。')
  if (walk && loose.length > 0) {
    const item = await pictureInSweep(work, directory, speaker, walk, loose)
    lines.unshift(item ? `照片已附到${sayMatter(item.about)}。` : '照片收到了，请说一句：在哪里、什么问题。')
  }
  if (lines.length > 0) owe(work, inbound, speaker, { card: 'text', text: lines.join('') })
  return true
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
  directory: Directory,
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
      content: await photoOffer(work, directory, speaker, { photos: loose, words }, lines),
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
