import { isDutyCondition } from '../duties/usable-policies.ts'
import { remindersOf } from '../duties/window.ts'
import type { Finding, Matter, Source } from '../ladders/source.ts'
import { afterOutages } from '../outages/outage.ts'
import { DAY_MS, dayOf, instantOf } from '../time.ts'
import { climbOf } from './climb.ts'
import { countOf } from './count.ts'
import { dutyInstance } from './evolve.ts'
import { excuseDuty } from './hand-over.ts'
import { awaitedCoOwners, type Instance, isOwed, responsibleFor } from './instance.ts'
import { instancesOfLadder } from './instances.ts'
import { whoIsTold } from './who-is-told.ts'
import { setByTime } from './windows.ts'

/** Policies of one day or hour: an outage of ours stops their clock. */
const CLOCK_POLICIES = new Set(['ESC-DAILY', 'ESC-DUTY', 'ESC-PATROL'])

/** The ladder of a duty's window: `duty/<duty>.<period>…`. */
export const dutySource = async (finding: Finding, id: string): Promise<Source | undefined> =>
  sourceOver(finding, await instancesOfLadder(finding.db, id))

/** The same, of the instances that climb on it. */
export async function sourceOver(
  finding: Finding,
  instances: readonly Instance[],
): Promise<Source | undefined> {
  const { directory } = finding
  const [first] = instances
  const duty = first && directory.duties.get(first.duty)
  if (!first || !duty) return undefined
  const reminders = remindersOf(duty, first, directory.calendar)
  const counts = await Promise.all(instances.map((entry) => countOf(finding, entry)))
  const belowBefore = first.policy === 'ESC-PATROL' ? await shortDayBefore(finding, first) : false
  return {
    climb: climbOf(directory.rules, first, reminders),
    matters: instances.map((entry, order) =>
      matterOf(finding, entry, duty.post, counts[order] ?? 0, belowBefore),
    ),
    ...(CLOCK_POLICIES.has(first.policy) && { graceFromMs: first.opensAtMs }),
    ended: instances.every((entry) => !isUndone(entry)),
    urgent: false,
  }
}

function matterOf(
  finding: Finding,
  entry: Instance,
  post: string,
  count: number,
  belowBefore: boolean,
): Matter {
  return {
    key: entry.id,
    about: { duty: entry.duty, unit: entry.unit },
    responsible: responsibleFor(entry),
    shares: awaitedCoOwners(entry),
    holds: ({ condition, expected }) => holds(entry, condition, expected, count, belowBefore),
    who: (rung) => whoIsTold(finding, entry, post, rung.to, rung.message),
    set: async (work, { setStatus }) => {
      if (setStatus === undefined) return
      const nobodysFault = setStatus === 'missed' && wasUnanswerable(finding, entry)
      await work.change(
        dutyInstance,
        entry.id,
        nobodysFault ? excuseDuty('系统中断，当日无法办理', 'system') : setByTime(setStatus),
      )
    },
  }
}

/** A duty of hours whose window the bot or the platform was away for until the day was over (design §1.2). */
const wasUnanswerable = ({ outages, nowMs }: Finding, { policy, opensAtMs, dueAtMs }: Instance): boolean =>
  CLOCK_POLICIES.has(policy) &&
  afterOutages(outages, opensAtMs, dueAtMs, nowMs) >= instantOf(dayOf(dueAtMs - 1), '24:00')

/**
 * A missed one was not done either: steps of it that come after its day ended, since quiet hours or a late due time put
 * them there, are still said (handbook §10.1, §10.4).
 */
const isUndone = (entry: Instance): boolean => isOwed(entry) || entry.status === 'missed'

function holds(
  entry: Instance,
  condition: string,
  expected: number | undefined,
  count: number,
  belowBefore: boolean,
): boolean {
  const has = (type: string) => entry.proofs.some((proof) => proof.type === type)
  if (!isDutyCondition(condition)) throw new Error(`no duty answers the condition ${condition}`)
  switch (condition) {
    case 'always':
      return entry.status !== 'cancelled' && entry.status !== 'excused'
    case 'not_done':
    case 'rounds_done<required':
      return isUndone(entry)
    case 'no_minutes':
      return isOwed(entry) && !has('text')
    case 'not_held':
      return isUndone(entry) && entry.attended.length === 0 && !has('text')
    case 'count<expected':
    case 'count<min':
      return isUndone(entry) && count < (expected ?? 0)
    case 'draft_missing':
      return isOwed(entry) && entry.draft === undefined && !has('file')
    case 'two_consecutive_days_below_required':
      return isUndone(entry) && belowBefore
  }
}

/** The day before may lie on the other side of a long holiday. */
const LOOK_BACK_MS = 12 * DAY_MS

/** The same duty the last day it was owed before: was a round left out then too? */
async function shortDayBefore({ db }: Finding, entry: Instance): Promise<boolean> {
  const today = instantOf(dayOf(entry.dueAtMs))
  const last = await db.get<{ at: number | null }>(
    'SELECT max(due_at) AS at FROM duty_instances WHERE duty = ? AND due_at >= ? AND due_at < ?',
    [entry.duty, today - LOOK_BACK_MS, today],
  )
  if (last?.at == null) return false
  const short = await db.get(
    `SELECT 1 FROM duty_instances WHERE duty = ? AND due_at >= ? AND due_at < ?
     AND status IN ('missed', 'open', 'overdue') LIMIT 1`,
    [entry.duty, instantOf(dayOf(Number(last.at))), today],
  )
  return short !== undefined
}
