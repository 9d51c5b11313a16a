import { loseChat, school, THE_SCHOOL } from '../people/school.ts'
import type { Copies } from '../photos/copies.ts'
import type { PhotoStorage } from '../photos/storage.ts'
import type { Account } from '../platforms/platform.ts'
import { type Answering, answer } from './answer.ts'
import { hearFile } from './hear-file.ts'
import { hearPhotos } from './hear-photos.ts'
import type { Kept } from './inbox.ts'
import { followDirectory, type Recognising, recognise } from './recognise.ts'
import { replyText } from './reply-text.ts'
import { settle } from './settle.ts'
import { meetStranger } from './strangers.ts'
import { greet, joinGroup } from './welcome.ts'

export interface Hearing extends Answering, Recognising {
  photos: PhotoStorage
  /** What others see of them. */
  copies: Copies
}

/** Works on one kept inbound until it is recorded with its answer. Throws when it should be tried again. */
export async function hear(parts: Hearing, inbound: Kept): Promise<void> {
  switch (inbound.kind) {
    case 'message':
      return hearMessage(parts, inbound)
    case 'menu':
      return speak(parts, inbound.key, inbound.sender, undefined, inbound.atMs, `/${inbound.eventKey}`)
    case 'entered':
      return greet(parts, inbound)
    case 'bot-added':
      return joinGroup(parts, inbound)
    case 'bot-removed':
      return settle(
        parts,
        inbound.key,
        null,
        async (work) => void (await work.change(school, THE_SCHOOL, loseChat(inbound.chatId))),
      )
    case 'directory':
      return followDirectory(parts, inbound.key, inbound.change, inbound.profile)
  }
}

async function hearMessage(parts: Hearing, inbound: Kept & { kind: 'message' }): Promise<void> {
  const { key, sender, chat, messageId, atMs, content } = inbound
  // In a group only what mentions the bot is meant for it (feishu.md §7.3).
  if (!inbound.toBot) return settle(parts, key, null, async () => {})
  if (content.type === 'text') return speak(parts, key, sender, { chat, messageId }, atMs, content.text)
  const speaker = await recognise(parts, sender)
  if (!speaker) return meetStranger(parts, key, sender, messageId)
  if (content.type === 'photo') return hearPhotos(parts, inbound, content, speaker)
  if (content.type === 'file') return hearFile(parts, inbound, content, speaker)
  return settle(parts, key, speaker.id, async (work) => {
    work.owe(
      replyText(
        key,
        messageId,
        speaker,
        `${content.what}我还看不懂。请发文字或照片；报隐患可以直接说「二楼饮水机旁插座烧黑」。`,
        work.nowMs,
      ),
    )
  })
}

async function speak(
  parts: Hearing,
  key: string,
  sender: Account,
  where: { chat: { id: string; type: 'private' | 'group' }; messageId: string } | undefined,
  atMs: number,
  sentence: string,
): Promise<void> {
  const speaker = await recognise(parts, sender)
  if (!speaker) return meetStranger(parts, key, sender, where?.messageId)
  await answer(parts, {
    cause: key,
    speaker,
    chat: where?.chat ?? { id: '', type: 'private' },
    sentence,
    said: { fields: {}, pressed: false, atMs, ...(where && { messageId: where.messageId }) },
  })
}
