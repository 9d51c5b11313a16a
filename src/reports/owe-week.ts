import { recordUntilDone } from '../log/record.ts'
import { beginWork, type Owed } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Database } from '../store/database.ts'
import { type Day, instantOf, MINUTE_MS } from '../time.ts'
import { SUMMARY_TIME } from './week.ts'

/** Just off the half hour, when the platform is busiest (`feishu.md` §13.1). */
const OFF_PEAK_MS = 2 * MINUTE_MS
/** A summary missed by more than this is fetched with /周报 instead of arriving out of nowhere. */
const TOO_LATE_MS = 20 * 60 * MINUTE_MS

/**
 * Owes the summary of the week whose last school day this is. A week without school days sends nothing, unless a larger
 * or major hazard is open: then the heads get it on the Friday (handbook §10, note of `rpt-weekly-summary`).
 * @returns whether it was owed now.
 */
export async function oweWeek(db: Database, directory: Directory, day: Day, nowMs: number): Promise<boolean> {
  const { start } = directory.calendar.schoolWeekOf(day)
  const last = directory.calendar.lastSchoolDayOfWeek(day)
  if (day !== summaryDay(directory, day)) return false
  const atMs = instantOf(day, SUMMARY_TIME)
  if (nowMs < atMs || nowMs > atMs + TOO_LATE_MS) return false
  const cause = `week:${start}`
  if (await db.get('SELECT key FROM causes WHERE key = ?', [cause])) return false
  if (last === undefined && !(await seriousOpen(db))) return false
  const { repeat } = await recordUntilDone(
    db,
    cause,
    () => beginWork(db, nowMs, null),
    async (work) => {
      work.owe(...weekOwed(directory, start, last !== undefined, nowMs))
      return {}
    },
  )
  return !repeat
}

/** The day of this week on which the summary is looked at: the last school day, in a week without any the last workday. */
export function summaryDay(directory: Directory, day: Day): Day | undefined {
  const { end } = directory.calendar.schoolWeekOf(day)
  return directory.calendar.lastSchoolDayOfWeek(day) ?? directory.calendar.onOrBefore(end)
}

async function seriousOpen(db: Database): Promise<boolean> {
  const row = await db.get(
    "SELECT id FROM hazards WHERE severity <> 'general' AND restricted = 0 AND status NOT IN ('closed', 'invalid') LIMIT 1",
  )
  return row !== undefined
}

/** To the leaders' group; without one, or in a week without school, to the heads themselves. */
function weekOwed(directory: Directory, start: Day, toGroup: boolean, nowMs: number): Owed[] {
  const show = { card: 'week', day: start }
  const chat = directory.school.leadersChat
  const notBeforeMs = nowMs + OFF_PEAK_MS
  if (toGroup && chat)
    return [
      {
        once: `week:${start}:group`,
        kind: 'send',
        recipient: `chat:${chat.id}`,
        show,
        urgency: 2,
        notBeforeMs,
      },
    ]
  const heads = unique([...directory.holders('principal'), ...directory.holders('party_secretary')])
  return heads.flatMap(
    (head) =>
      owedTo(directory, head, { once: `week:${start}:${head.id}`, show, urgency: 2, notBeforeMs }) ?? [],
  )
}
