import { partsOf } from '../about.ts'
import { noticeCard } from '../cards/notice.ts'
import type { Stuck } from '../ladders/climb-due.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import { outagesOf } from '../outages/outages.ts'
import { owedTo } from '../people/addressing.ts'
import { unique } from '../people/directory.ts'
import type { ReadDirectory } from '../people/read-directory.ts'
import type { Database } from '../store/database.ts'
import { nextDue } from '../tick.ts'
import { type Day, dayOf, MINUTE_MS, sayInstant } from '../time.ts'

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
 * makes up for it. Only whoever beats every minute, or just woke up, can say so: a tick by hand at sparse instants stood
 * nobody up.
 */
export async function stoodStill(
  parts: Parts,
  nowMs: number,
  everyMinute: boolean,
): Promise<number | undefined> {
  if (!everyMinute) return undefined
  const last = await lastBeat(parts.db)
  if (last === undefined || nowMs - last <= PATIENCE_MS) return undefined
  return (await nextDue(parts, last)) <= nowMs - PATIENCE_MS ? last : undefined
}

async function lastBeat(db: Database): Promise<number | undefined> {
  const row = await db.get<{ at: number }>("SELECT at FROM heartbeats WHERE name = 'tick'")
  return row && Number(row.at)
}

/** `woke`: nobody could answer either, since the bot itself was not there. */
export const tellStopped = (parts: Parts, sinceMs: number, nowMs: number, woke: boolean): Promise<void> =>
  tellAdministrator(parts, `stopped:${sinceMs}`, '双责停过一段时间', nowMs, [
    `${sayInstant(sinceMs)} 至 ${sayInstant(nowMs)} 没有运行，这段时间的提醒晚到了${woke ? '，不算任何人迟' : ''}。`,
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
  const jobs = await parts.db.get<{ count: number; gravest: number | null }>(
    'SELECT count(*) AS count, min(urgency) AS gravest FROM outbox WHERE state = 0 AND not_before < ? AND lease_until < ? AND attempts = 0 AND urgency <= ?',
    [lateMs, nowMs, onlyUrgent ? 1 : 3],
  )
  const words = await parts.db.get<{ count: number }>(
    'SELECT count(*) AS count FROM inbox WHERE received_at < ?',
    [lateMs],
  )
  const [sends, heard] = [Number(jobs?.count ?? 0), Number(words?.count ?? 0)]
  if (sends + heard === 0) return
  const hour = Math.floor(nowMs / (60 * MINUTE_MS))
  const lines = [
    `${sends} 条消息超过 10 分钟没有发出，${heard} 条来信没有处理。`,
    '请管理员看一下 /readyz 和日志。',
  ]
  // An alarm, or words that may be a report of something grave, cannot wait for the morning.
  const isGrave = heard > 0 || jobs?.gravest === 0
  await tellAdministrator(
    parts,
    `stuck:${hour}${isGrave ? ':grave' : ''}`,
    '有消息卡住了',
    nowMs,
    lines,
    isGrave,
  )
}

/** A beat that fails is tried again within seconds; after this long it does not mend itself. */
const FAILING_MS = 5 * MINUTE_MS

/**
 * Beats fail one after the other since `sinceMs`, or since the last good one before it: no step is taken, so no alarm is
 * repeated either, and nobody waits for the morning to hear of that.
 */
export async function tellFailing(parts: Parts, sinceMs: number, nowMs: number): Promise<void> {
  const lastMs = (await lastBeat(parts.db)) ?? sinceMs
  if (nowMs - lastMs < FAILING_MS) return
  const lines = [
    `${sayInstant(lastMs)} 起，每分钟的例行检查一直出错：新的提醒和催办发不出去。`,
    '请管理员马上看 /readyz 和日志(beat-failed)；紧急的事先打电话。',
  ]
  await tellAdministrator(parts, `failing:${lastMs}:${dayOf(nowMs)}`, '双责运行出错', nowMs, lines, true)
}

/**
 * Ladders that cannot be climbed while the others go on. Said once a day, and again when twice as many are stuck; at
 * once where a hazard or an incident waits, each of which is said of its own.
 */
export async function tellSetAside(parts: Parts, stuck: readonly Stuck[], nowMs: number): Promise<void> {
  if (stuck.length === 0) return
  const day = dayOf(nowMs)
  const fresh = await untold(parts.db, day, stuck)
  const urgent = fresh.length > 0
  const others = stuck.filter(({ id }) => !isUrgent(id)).length
  if (!urgent && others === 0) return
  const size = 2 ** Math.floor(Math.log2(Math.max(1, others)))
  const { duties } = await parts.directory()
  const isFresh = ({ id }: Stuck) => fresh.includes(id)
  const freshFirst = [...stuck.filter(isFresh), ...stuck.filter((each) => !isFresh(each))]
  const names = freshFirst.map(({ id }) => {
    const { noun, id: of } = partsOf(id)
    if (noun === 'duty') return `「${duties.get(of.split('.')[0] ?? '')?.title ?? of}」`
    return `${RECORDS[noun] ?? '记录'} ${of}`
  })
  const about = [...new Set(names)].slice(0, MOST_NAMED).join('、')
  await tellAdministrator(
    parts,
    `set-aside:${day}:${urgent ? `urgent:${fresh.join('+')}` : size}`,
    '有的提醒发不出去',
    nowMs,
    [
      `${about}${names.length > 1 ? ` 共 ${names.length} 项` : ''}的提醒和催办出错，先放在一边；其他的照常。`,
      '每分钟会再试。请管理员看一下日志(ladder-stuck)；紧急的事先打电话。',
    ],
    urgent,
  )
}

const isUrgent = (id: string): boolean => /^(?:hazard|incident)\//.test(id)

/** Stuck hazards and incidents that nobody was told of that day; the causes of what was told name them. */
async function untold(db: Database, day: Day, stuck: readonly Stuck[]): Promise<string[]> {
  const prefix = `set-aside:${day}:urgent:`
  const rows = await db.all<{ key: string }>('SELECT key FROM causes WHERE key >= ? AND key < ?', [
    prefix,
    `${prefix}~`,
  ])
  const told = rows.flatMap(({ key }) => key.slice(prefix.length).split('+'))
  return stuck
    .map(({ id }) => id)
    .filter((id) => isUrgent(id) && !told.includes(id))
    .toSorted()
}

const MOST_NAMED = 5
const RECORDS: Record<string, string> = { hazard: '隐患', incident: '事件', handover: '交接' }

/** Whoever keeps the system running (post 现代教育技术主任), and the safety office. */
async function tellAdministrator(
  { db, directory: readDirectory }: Parts,
  cause: string,
  title: string,
  nowMs: number,
  lines: string[],
  atOnce = false,
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
          urgency: atOnce ? 0 : 1,
          notBeforeMs: atOnce ? nowMs : directory.calendar.afterQuiet(nowMs),
        })
        if (owed) work.owe(owed)
      }
      return {}
    },
  )
}
