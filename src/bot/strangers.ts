import { noticeCard } from '../cards/notice.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { see, stranger } from '../people/stranger.ts'
import type { Account, Platform } from '../platforms/platform.ts'
import type { Hearing } from './hear.ts'
import { replyText } from './reply-text.ts'
import { settle } from './settle.ts'

const STRANGER =
  '您还不在学校的教职工名单里，我没法替您登记。请联系学校安全办公室把您加进名单；情况紧急请直接打电话。'

/** A helpful answer, and the safety office told once per account (issue: nobody is silently dropped). */
export async function meetStranger(
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
