import { helpCard } from '../cards/help.ts'
import { noticeCard } from '../cards/notice.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork, type Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { isHead, isSafetyOffice, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { loseChat, nameLeadersChat, school, THE_SCHOOL } from '../people/school.ts'
import { see, stranger } from '../people/stranger.ts'
import type { Copies } from '../photos/copies.ts'
import type { PhotoStorage } from '../photos/storage.ts'
import type { Account, Platform } from '../platforms/platform.ts'
import { dayOf } from '../time.ts'
import { type Answering, answer } from './answer.ts'
import { entriesFor } from './command.ts'
import { hearFile } from './hear-file.ts'
import { hearPhotos } from './hear-photos.ts'
import type { Kept } from './inbox.ts'
import { followDirectory, type Recognising, recognise } from './recognise.ts'

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

/** Records what `act` does under this cause, once. */
export async function settle(
  parts: Answering,
  cause: string,
  actor: string | null,
  act: (work: Work) => Promise<void>,
): Promise<void> {
  await recordUntilDone(
    parts.db,
    cause,
    () => beginWork(parts.db, parts.now(), actor),
    async (work) => {
      await act(work)
      return {}
    },
  )
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

export const replyText = (
  cause: string,
  messageId: string,
  to: Person | Account,
  text: string,
  nowMs: number,
) => ({
  once: `reply:${cause}`,
  kind: 'reply' as const,
  recipient: 'id' in to ? `person:${to.id}` : `account:${to.account}`,
  replyTo: messageId,
  show: { card: 'text', text },
  urgency: 1 as const,
  notBeforeMs: nowMs,
})

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

const STRANGER =
  '您还不在学校的教职工名单里，我没法替您登记。请联系学校安全办公室把您加进名单；情况紧急请直接打电话。'

/** A helpful answer, and the safety office told once per account (issue: nobody is silently dropped). */
async function meetStranger(
  parts: Hearing,
  key: string,
  sender: Account,
  messageId: string | undefined,
): Promise<void> {
  const directory = await parts.directory()
  await settle(parts, key, null, async (work) => {
    const first = (await work.state(stranger, sender.account)) === undefined
    await work.change(stranger, sender.account, see(undefined))
    if (messageId) work.owe(replyText(key, messageId, sender, STRANGER, work.nowMs))
    else if (first)
      work.owe({
        once: `stranger-answer:${sender.account}`,
        kind: 'send',
        recipient: `account:${sender.account}`,
        show: { card: 'text', text: STRANGER },
        urgency: 1,
        notBeforeMs: work.nowMs,
      })
    if (first) tellOffice(work, directory, parts.platform, sender)
  })
}

function tellOffice(work: Work, directory: Directory, { called }: Platform, sender: Account): void {
  const content = noticeCard('有人不在名单里', 'warn', [
    `一位不在教职工名单里的同事在找双责（${called}账号 ${sender.account}）。`,
    '如果是本校人员，请管理员把他加进学校资料；如果不是，不用理会。同一个人只提醒这一次。',
  ])
  for (const to of directory.safetyOffice()) {
    const owed = owedTo(directory, to, {
      once: `stranger:${sender.account}:${to.id}`,
      show: { card: 'fixed', content },
      urgency: 2,
      notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
    })
    if (owed) work.owe(owed)
  }
}

/** The event comes with every entry (`feishu.md` §5.2): only somebody who never got anything is greeted, once a year. */
async function greet(parts: Hearing, inbound: Kept & { kind: 'entered' }): Promise<void> {
  const speaker = await recognise(parts, inbound.sender)
  if (!speaker) return meetStranger(parts, inbound.key, inbound.sender, undefined)
  const known = await parts.db.get('SELECT id FROM outbox WHERE recipient = ? AND state = 1 LIMIT 1', [
    `person:${speaker.id}`,
  ])
  if (known) return settle(parts, inbound.key, null, async () => {})
  const entries = entriesFor(parts.commands, speaker, await parts.directory())
  await settle(parts, inbound.key, null, async (work) => {
    work.owe({
      once: `greeting:${speaker.id}:${dayOf(work.nowMs).slice(0, 4)}`,
      kind: 'send',
      recipient: `person:${speaker.id}`,
      show: { card: 'fixed', content: helpCard(entries, speaker.name) },
      urgency: 1,
      notBeforeMs: work.nowMs,
    })
  })
}

/** A leader puts the bot into a group: the first such group becomes the leaders' group, and everybody can read so. */
async function joinGroup(parts: Hearing, inbound: Kept & { kind: 'bot-added' }): Promise<void> {
  const directory = await parts.directory()
  const by = await recognise(parts, inbound.operator)
  const leader = by !== undefined && (isHead(by) || isVpSafety(by) || isSafetyOffice(by, directory))
  await settle(parts, inbound.key, by?.id ?? null, async (work) => {
    const current = (await work.state(school, THE_SCHOOL))?.leadersChat
    const becomes = leader && (current === undefined || current.id === inbound.chatId)
    if (becomes)
      await work.change(school, THE_SCHOOL, nameLeadersChat({ id: inbound.chatId, name: inbound.chatName }))
    const lines = becomes
      ? [
          '每周最后一个上课日 16:30，每周安全小结会发到本群，只有数字，没有姓名。',
          '在群里 @我 就能报隐患、查周报。',
        ]
      : ['在群里 @我 就能报隐患；个人的事请和我私聊。']
    work.owe({
      once: `joined:${inbound.key}`,
      kind: 'send',
      recipient: `chat:${inbound.chatId}`,
      show: { card: 'fixed', content: noticeCard('双责来了', 'info', lines) },
      urgency: 1,
      notBeforeMs: work.nowMs,
    })
  })
}
