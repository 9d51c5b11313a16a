import { noticeCard } from '../cards/notice.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Database } from '../store/database.ts'
import { DAY_MS, dayOf, HOUR_MS, sayDay } from '../time.ts'
import type { Quota } from './quota.ts'

interface Parts {
  db: Database
  directory: ReadDirectory
  platform: Pick<Platform, 'called'>
}

/** What went wrong without a person: told to the safety office, once a day or once a month, never as a flood. */
export async function tellTrouble(parts: Parts, quota: Quota, nowMs: number): Promise<void> {
  const { month, reached } = await quota.flush(nowMs)
  if (reached) {
    const { called } = parts.platform
    const held =
      reached === 90
        ? '不紧急的消息先存着，下月1日自动补发；隐患、事件和回复不受影响。'
        : '到 90% 时，不紧急的消息会先存着。'
    await tellOffice(
      parts,
      `quota:${month}:${reached}`,
      `本月${called}调用已用 ${reached}%`,
      [held, `需要提高额度，请联系${called}管理员。`],
      nowMs,
    )
  }
  await tellUnsent(parts, nowMs)
}

/** Cards given up since the last look: who did not get something must not stay silent. */
async function tellUnsent(parts: Parts, nowMs: number): Promise<void> {
  const today = dayOf(nowMs)
  const told = await parts.db.get<{ at: number | null }>(
    "SELECT max(at) AS at FROM causes WHERE key >= 'unsent:' AND key < 'unsent;'",
  )
  const rows = await parts.db.all<{ recipient: string; gravest: number }>(
    `SELECT recipient, min(urgency) AS gravest FROM outbox WHERE state = 3 AND kind = 'send' AND sent_at > ?
     GROUP BY recipient ORDER BY gravest, min(id) LIMIT 50`,
    [told?.at ?? nowMs - DAY_MS],
  )
  if (rows.length === 0) return
  const directory = await parts.directory()
  const names = rows.flatMap(({ recipient }) => {
    const [kind, id = ''] = recipient.split(':')
    return kind === 'person' ? [directory.person(id)?.name ?? id] : kind === 'chat' ? ['一个群'] : []
  })
  if (names.length === 0) return
  // An alarm that did not arrive is passed on by telephone now, not in the morning.
  const isGrave = rows.some(({ gravest }) => Number(gravest) === 0)
  await tellOffice(
    parts,
    isGrave ? `unsent:${today}:${Math.floor(nowMs / HOUR_MS)}` : `unsent:${today}`,
    `${sayDay(today)}有消息没送到`,
    [`没送到：${[...new Set(names)].join('、')}。`, '请核对账号是否在应用可用范围内，必要时电话通知。'],
    nowMs,
    isGrave,
  )
}

async function tellOffice(
  parts: Parts,
  cause: string,
  title: string,
  lines: string[],
  nowMs: number,
  atOnce = false,
): Promise<void> {
  if (await parts.db.get('SELECT key FROM causes WHERE key = ?', [cause])) return
  const directory = await parts.directory()
  await recordUntilDone(
    parts.db,
    cause,
    () => beginWork(parts.db, nowMs, null),
    async (work) => {
      for (const to of directory.safetyOffice()) {
        const show = { card: 'fixed', content: noticeCard(title, 'warn', lines) }
        const owed = owedTo(directory, to, {
          once: `${cause}:${to.id}`,
          show,
          urgency: atOnce ? 0 : 1,
          notBeforeMs: atOnce ? nowMs : directory.calendar.afterQuiet(nowMs),
        })
        if (owed) work.owe(owed)
      }
      return {}
    },
  )
}
