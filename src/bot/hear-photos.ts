import type { Button } from '../cards/card.ts'
import { noticeCard } from '../cards/notice.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { toHex } from '../log/seal-hash.ts'
import type { Show, Work } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import { photo, receive } from '../photos/photo.ts'
import { addPhotoTo, recentMatter } from '../photos/photos.ts'
import { withoutMetadata } from '../photos/strip.ts'
import { fileHazard } from '../reporting/reporting.ts'
import { aboutOf } from '../views/index.ts'
import { type Hearing, settle } from './hear.ts'
import type { Kept } from './inbox.ts'

type PhotoMessage = Kept & { kind: 'message' }

interface StoredPhoto {
  id: string
  mime: string
  bytes: number
  sha256: string
}

/**
 * Pictures: fetched and kept before anything is recorded, so that an answer never promises a picture we do not have.
 * A reply to a card, or a picture within ten minutes of a report, belongs to it; a picture with words is a report;
 * a picture alone is offered as one.
 */
export async function hearPhotos(
  parts: Hearing,
  inbound: PhotoMessage,
  content: { keys: string[]; text: string },
  speaker: Person,
): Promise<void> {
  const stored: StoredPhoto[] = []
  for (const key of content.keys) stored.push(await fetchAndKeep(parts, inbound.messageId, key))
  const directory = await parts.directory()
  const repliedTo = inbound.replyTo ? await aboutMessage(parts, inbound.replyTo) : undefined
  await settle(parts, inbound.key, speaker.id, async (work) => {
    for (const { id, ...rest } of stored)
      await work.change(photo, id, receive({ ...rest, sender: speaker.id, messageId: inbound.messageId }))
    const ids = stored.map(({ id }) => id)
    const about = repliedTo ?? (await recentMatter(work, speaker.id))
    if (content.text.trim() && !about) {
      const filed = await fileHazard(work, directory, speaker, {
        text: content.text,
        photos: ids,
        source: 'words',
        learnedAtMs: inbound.atMs,
      })
      return oweReply(work, inbound, speaker, {
        card: 'hazard',
        id: filed.id,
        for: speaker.id,
        ...(filed.place === null && { asked: 'place' }),
      })
    }
    if (about) {
      for (const id of ids) await addPhotoTo(work, id, about, speaker.id)
      return oweReply(work, inbound, speaker, { card: 'text', text: `照片已附到${sayAbout(about)}。` })
    }
    oweReply(work, inbound, speaker, { card: 'fixed', content: await offerCard(work, speaker, ids[0]!) })
  })
}

const sayAbout = (about: string) => `${about.startsWith('hazard/') ? '隐患' : '事件'} ${about.split('/')[1]}`

async function fetchAndKeep(parts: Hearing, messageId: string, key: string): Promise<StoredPhoto> {
  const { bytes, mime } = await parts.platform.download(messageId, key)
  const hash = async (data: Uint8Array) =>
    toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', data as Uint8Array<ArrayBuffer>)))
  const id = `p${(await hash(new TextEncoder().encode(`${messageId}/${key}`))).slice(0, 15)}`
  await parts.photos.put(`original/${id}`, bytes, mime)
  const shown = withoutMetadata(bytes)
  if (shown) await parts.photos.put(`shown/${id}`, shown.bytes, shown.mime)
  return { id, mime, bytes: bytes.length, sha256: await hash(bytes) }
}

/** Replying to a card with a picture means the matter on that card (`feishu.md` §5.1 parent_id). */
async function aboutMessage(parts: Hearing, messageId: string): Promise<string | undefined> {
  const post = await parts.db.get<{ about: string | null }>('SELECT about FROM posts WHERE message_id = ?', [
    messageId,
  ])
  const job = post ?? (await replyAbout(parts, messageId))
  const about = job?.about
  return about?.startsWith('hazard/') || about?.startsWith('incident/') ? about : undefined
}

async function replyAbout(parts: Hearing, messageId: string): Promise<{ about: string | null } | undefined> {
  const row = await parts.db.get<{ show: string }>('SELECT show FROM outbox WHERE message_id = ?', [
    messageId,
  ])
  if (!row) return undefined
  const show = JSON.parse(row.show) as Show
  return { about: show.card === 'text' ? null : (aboutOf(show) ?? null) }
}

/** A new hazard, or the mending of one in the sender's hands. */
async function offerCard(work: Work, speaker: Person, photoId: string) {
  const rows = await work.db.all<{ state: string }>(
    "SELECT state FROM hazards WHERE status IN ('rectifying', 'returned') ORDER BY number DESC LIMIT 200",
  )
  const mine = rows
    .map((row) => JSON.parse(row.state) as Hazard)
    .filter((entry) => entry.rectifier === speaker.id)
  const actions: Button[] = [
    { label: '登记隐患', says: `/隐患 照片 ${photoId}`, style: 'primary' },
    ...mine.slice(0, 2).map((entry) => ({
      label: `附到隐患 ${entry.number}`,
      says: `/隐患 ${entry.number} 附照片 ${photoId}`,
    })),
  ]
  return noticeCard('收到照片', 'info', ['这张照片是什么?不用登记的话,不理会就行。'], actions, [
    { kind: 'images', images: [{ photo: photoId, alt: '您发的照片' }] },
  ])
}

function oweReply(work: Work, inbound: PhotoMessage, speaker: Person, show: Show): void {
  work.owe({
    once: `reply:${inbound.key}`,
    kind: 'reply',
    recipient: `person:${speaker.id}`,
    replyTo: inbound.messageId,
    show,
    urgency: 1,
    notBeforeMs: work.nowMs,
  })
}
