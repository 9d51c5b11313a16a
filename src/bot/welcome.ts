import { helpCard } from '../cards/help.ts'
import { noticeCard } from '../cards/notice.ts'
import { isHead, isSafetyOffice, isVpSafety } from '../people/permissions.ts'
import { nameLeadersChat, school, THE_SCHOOL } from '../people/school.ts'
import { dayOf } from '../time.ts'
import { entriesFor } from './command.ts'
import type { Hearing } from './hear.ts'
import type { Kept } from './inbox.ts'
import { recognise } from './recognise.ts'
import { settle } from './settle.ts'
import { meetStranger } from './strangers.ts'

/** The event comes with every entry (`feishu.md` §5.2): only somebody who never got anything is greeted, once a year. */
export async function greet(parts: Hearing, inbound: Kept & { kind: 'entered' }): Promise<void> {
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
export async function joinGroup(parts: Hearing, inbound: Kept & { kind: 'bot-added' }): Promise<void> {
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
