import { noticeCard } from '../cards/notice.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { outagesOf } from '../outages/outages.ts'
import { owedTo } from '../people/addressing.ts'
import { unique } from '../people/directory.ts'
import type { ReadDirectory } from '../people/load.ts'
import type { Database } from '../store/database.ts'
import { nextDue } from '../tick.ts'
import { MINUTE_MS, sayInstant } from '../time.ts'

interface Parts {
  db: Database
  directory: ReadDirectory
}

/** Silence longer than this is told to the administrator. */
const PATIENCE_MS = 10 * MINUTE_MS
/** The heart beats every minute; a beat after a longer pause finds what nobody could have sent yet. */
const BEATING_MS = 2 * MINUTE_MS

/**
 * When the heart stood still although something was due: since when, for `tellStopped`. Asked before the beat that
 * makes up for it. Only whoever just woke up can say so; a tick by hand at sparse instants stood nobody up.
 */
export async function stoodStill(parts: Parts, nowMs: number, woke: boolean): Promise<number | undefined> {
  if (!woke) return undefined
  const last = await lastBeat(parts.db)
  if (last === undefined || nowMs - last <= PATIENCE_MS) return undefined
  return (await nextDue(parts, last)) <= nowMs - PATIENCE_MS ? last : undefined
}

async function lastBeat(db: Database): Promise<number | undefined> {
  const row = await db.get<{ at: number }>("SELECT at FROM heartbeats WHERE name = 'tick'")
  return row && Number(row.at)
}

export const tellStopped = (parts: Parts, sinceMs: number, nowMs: number): Promise<void> =>
  tellAdministrator(parts, `stopped:${sinceMs}`, '双责停过一段时间', nowMs, [
    `${sayInstant(sinceMs)} 至 ${sayInstant(nowMs)} 没有运行，这段时间的提醒晚到了，不算任何人迟。`,
    '请管理员看一下服务器；紧急的事这段时间要靠电话。',
  ])

/**
 * Cards and words that have waited too long although the heart beats and the platform answers: once an hour at most.
 * What the month's quota holds back waits for a reason (`onlyUrgent`).
 */
export async function tellStuck(parts: Parts, nowMs: number, onlyUrgent: boolean): Promise<void> {
  const lateMs = nowMs - PATIENCE_MS
  const last = await lastBeat(parts.db)
  if (last === undefined || nowMs - last > BEATING_MS) return
  if ((await outagesOf(parts.db))?.sinceMs !== undefined) return
  const jobs = await parts.db.get<{ count: number }>(
    'SELECT count(*) AS count FROM outbox WHERE state = 0 AND not_before < ? AND lease_until < ? AND attempts = 0 AND urgency <= ?',
    [lateMs, nowMs, onlyUrgent ? 1 : 3],
  )
  const words = await parts.db.get<{ count: number }>(
    'SELECT count(*) AS count FROM inbox WHERE received_at < ?',
    [lateMs],
  )
  const [sends, heard] = [Number(jobs?.count ?? 0), Number(words?.count ?? 0)]
  if (sends + heard === 0) return
  const hour = Math.floor(nowMs / (60 * MINUTE_MS))
  await tellAdministrator(parts, `stuck:${hour}`, '有消息卡住了', nowMs, [
    `${sends} 条消息超过 10 分钟没有发出，${heard} 条来信没有处理。`,
    '请管理员看一下 /readyz 和日志。',
  ])
}

/** Whoever keeps the system running (post 现代教育技术主任), and the safety office. */
async function tellAdministrator(
  { db, directory: readDirectory }: Parts,
  cause: string,
  title: string,
  nowMs: number,
  lines: string[],
): Promise<void> {
  if (await db.get('SELECT key FROM causes WHERE key = ?', [cause])) return
  const directory = await readDirectory()
  await recordUntilDone(
    db,
    cause,
    () => beginWork(db, nowMs, null),
    async (work) => {
      const content = noticeCard(title, 'warn', lines)
      for (const to of unique([...directory.holders('edtech_director'), ...directory.safetyOffice()])) {
        const owed = owedTo(directory, to, {
          once: `${cause}:${to.id}`,
          show: { card: 'fixed', content },
          urgency: 1,
          notBeforeMs: directory.calendar.afterQuiet(nowMs),
        })
        if (owed) work.owe(owed)
      }
      return {}
    },
  )
}
