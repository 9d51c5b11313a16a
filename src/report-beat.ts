import { noticeCard } from './cards/notice.ts'
import type { Double } from './doubles/double.ts'
import { joinDouble } from './doubles/doubles.ts'
import { draftExposure, draftInstant, exposureOf, monthBefore } from './exposures/exposures.ts'
import { seeksPlace } from './hazards/rights.ts'
import { recordUntilDone } from './log/record.ts'
import { beginWork, type Show, type Work } from './log/work.ts'
import { owedTo } from './people/addressing.ts'
import type { Directory } from './people/directory.ts'
import type { Database } from './store/database.ts'
import { end, type Sweep, sweep } from './sweeps/sweep.ts'
import { aboutSweep } from './sweeps/sweeps.ts'
import { dayOf } from './time.ts'

/** What is looked at in one beat: the rest in the next. */
const AT_ONCE = 100

/**
 * What time does to reports: a question nobody answered, a walk nobody ended, a month whose repeats are to be shown.
 * Idempotent; each step is recorded under its own cause.
 */
export async function beatReports(db: Database, directory: Directory, nowMs: number): Promise<string[]> {
  return [
    ...(await joinUnanswered(db, directory, nowMs)),
    ...(await endSilentSweeps(db, directory, nowMs)),
    ...(await draftRepeats(db, directory, nowMs)),
  ]
}

/** The next instant at which `beatReports` has something to do. */
export async function nextOfReports(db: Database, directory: Directory, nowMs: number): Promise<number> {
  const row = await db.get<{ asked: number | null; quiet: number | null }>(
    `SELECT (SELECT min(due_at) FROM doubles WHERE status = 'asked') AS asked,
     (SELECT min(quiet_until) FROM sweeps WHERE status = 'open') AS quiet`,
  )
  const times = [row?.asked, row?.quiet, draftInstant(directory, nowMs)].map((atMs) => Number(atMs ?? 0))
  return Math.min(Number.POSITIVE_INFINITY, ...times.filter((atMs) => atMs > nowMs))
}

async function step(
  db: Database,
  cause: string,
  nowMs: number,
  act: (work: Work) => Promise<void>,
): Promise<boolean> {
  const { repeat } = await recordUntilDone(
    db,
    cause,
    () => beginWork(db, nowMs, null),
    async (work) => {
      await act(work)
      return {}
    },
  )
  return !repeat
}

async function joinUnanswered(db: Database, directory: Directory, nowMs: number): Promise<string[]> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM doubles WHERE status = 'asked' AND due_at <= ? ORDER BY due_at LIMIT ?",
    [nowMs, AT_ONCE],
  )
  const steps: string[] = []
  for (const about of rows.map(({ state }) => JSON.parse(state) as Double)) {
    const taken = await step(db, `double-silence:${about.id}`, nowMs, async (work) => {
      const { hazard, apart } = await joinDouble(work, directory, about.id, 'silence')
      // What he said last did not say where: he is asked as whoever reports at once is.
      const asked = seeksPlace(directory, hazard) ? { asked: 'place' } : {}
      tellReporter(work, directory, about, apart ? { card: 'hazard', id: hazard.id, ...asked } : undefined)
    })
    if (taken) steps.push(`${dayOf(nowMs)} double/${about.id}`)
  }
  return steps
}

/** The answer to the own report, so it comes at once (handbook §10.4). */
function tellReporter(
  work: Work,
  directory: Directory,
  { id, given }: Double,
  show: Show = { card: 'double', id },
): void {
  const reporter = directory.person(given.reporter)
  const owed =
    reporter &&
    owedTo(directory, reporter, { once: `double:${id}:silence`, show, urgency: 1, notBeforeMs: work.nowMs })
  if (owed) work.owe(owed)
}

async function endSilentSweeps(db: Database, directory: Directory, nowMs: number): Promise<string[]> {
  const rows = await db.all<{ state: string }>(
    "SELECT state FROM sweeps WHERE status = 'open' AND quiet_until <= ? ORDER BY quiet_until LIMIT ?",
    [nowMs, AT_ONCE],
  )
  const steps: string[] = []
  for (const about of rows.map(({ state }) => JSON.parse(state) as Sweep)) {
    const taken = await step(db, `sweep-silence:${about.id}:${about.quietUntilMs}`, nowMs, async (work) => {
      const after = await work.change(sweep, about.id, end('silence'))
      const to = directory.person(after.person)
      const show =
        after.items.length > 0
          ? { card: 'sweep', id: after.id }
          : { card: 'fixed', content: noticeCard('这一圈已结束', 'muted', ['这一圈没有登记隐患。']) }
      const owed =
        to && owedTo(directory, to, { once: aboutSweep(after), show, urgency: 1, notBeforeMs: work.nowMs })
      if (owed) work.owe(owed)
    })
    if (taken) steps.push(`${dayOf(nowMs)} sweep/${about.id}`)
  }
  return steps
}

async function draftRepeats(db: Database, directory: Directory, nowMs: number): Promise<string[]> {
  const dueMs = draftInstant(directory, nowMs)
  if (dueMs === undefined || nowMs < dueMs) return []
  const month = monthBefore(dayOf(nowMs))
  const cause = `exposure:${month}`
  if (await db.get('SELECT key FROM causes WHERE key = ?', [cause])) return []
  await step(db, cause, nowMs, (work) => draftExposure(work, directory, month))
  return (await exposureOf(db, month)) ? [`${dayOf(nowMs)} exposure ${month}`] : []
}
