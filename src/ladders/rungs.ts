import type { Calendar } from '../calendar/calendar.ts'
import type { Policy, PolicyStep } from '../duties/policies.ts'
import { type Bases, heldUntil, nextRepeat, stepInstant, withNamed } from '../duties/step-times.ts'
import type { ReminderTime } from '../duties/window.ts'
import { type Day, instantOf } from '../time.ts'
import { lastRepeat, repeatKey } from './ladder.ts'

/** One step of a ladder with its instant: a policy's own, or a reminder of the duty itself. */
export interface Rung {
  /** Unique in its ladder: the step as the catalogue writes it and its place, a checkpoint, a repeat. */
  key: string
  /** The policy's minute, after quiet hours. */
  atMs: number
  condition: string
  to: readonly string[]
  message: string
  setStatus?: string
  setFlag?: string
  /** Of a step that comes again while its condition holds: the first time, or one of the others. */
  repeat?: 'first' | 'again'
  /** What a pace step expects. */
  expected?: number
  /** The school week, by its first day, that a step of the week asks about. */
  week?: Day
  /** The duty's own reminder, not the policy's. */
  own?: boolean
}

export interface Climb {
  policy: Policy
  bases: Bases
  /** The duty's own reminders. */
  reminders: readonly ReminderTime[]
  checkpoints?: readonly { day: Day; expected: number }[] | undefined
  /** First days of the school weeks that steps of the week (`friday`, `next_monday`) come in. */
  weeks?: readonly Day[] | undefined
  /** What a count must come to in all. */
  min?: number | undefined
  /** A measure protects people meanwhile (`ignore_until_controlled`). */
  controlled: boolean
}

/** All steps of a climb in order of their time; `taken` tells how often a repeating one came. */
export function rungsOf(climb: Climb, taken: Readonly<Record<string, number>>, calendar: Calendar): Rung[] {
  const { policy, controlled } = climb
  const bases = withNamed(policy, climb.bases, calendar)
  const rungs: Rung[] = []
  for (const [order, step] of policy.steps.entries())
    for (const { mark, at, ...asked } of basesFor(step, bases, climb)) {
      const plain = stepInstant(step, at, calendar)
      if (plain === null) continue
      const atMs = heldUntil(policy, plain, calendar, controlled, step)
      const key = `${order} ${step.written}${mark}`
      rungs.push({ key, atMs, ...told(step), ...asked })
      rungs.push(...repeatsOf(step, key, taken, calendar, asked))
    }
  for (const { atMs, label } of climb.reminders)
    rungs.push({
      key: `own ${label}`,
      atMs: policy.quiet === 'respect' ? heldUntil(policy, atMs, calendar, false) : atMs,
      condition: 'not_done',
      to: ['owner', 'co_owner'],
      message: 'reminder',
      own: true,
    })
  return rungs.sort((one, other) => one.atMs - other.atMs)
}

const told = ({ condition, to, message, setStatus, setFlag, repeat }: PolicyStep) => ({
  condition,
  to,
  message,
  ...(repeat && { repeat: 'first' as const }),
  ...(setStatus !== undefined && { setStatus }),
  ...(setFlag !== undefined && { setFlag }),
})

/** What a step that comes more than once asks for this time. */
type Asked = Pick<Rung, 'expected' | 'week'>

interface BasesOfStep extends Asked {
  mark: string
  at: Bases
}

const OF_WEEKS = new Set(['friday', 'next_monday'])

/** A pace step comes once per checkpoint (ESC-COUNT), a step of the week once per week (ESC-LISTED); every other once. */
function basesFor(step: PolicyStep, bases: Bases, { checkpoints = [], weeks, min }: Climb): BasesOfStep[] {
  if (weeks && OF_WEEKS.has(step.base))
    return weeks.map((week) => ({ mark: ` ${week}`, at: { ...bases, week: instantOf(week) }, week }))
  if (step.base === 'checkpoint')
    return checkpoints.map(({ day, expected }) => ({
      mark: ` ${day}`,
      at: { ...bases, checkpoint: instantOf(day) },
      expected,
    }))
  const last = checkpoints.at(-1)
  // One laid out before its number was kept asks for what its last checkpoint did.
  const expected = min ?? last?.expected
  const inAll = expected === undefined ? {} : { expected }
  if (step.base === 'last_checkpoint')
    return last ? [{ mark: '', at: { ...bases, last_checkpoint: instantOf(last.day) }, ...inAll }] : []
  return [{ mark: '', at: bases, ...inAll }]
}

/** The repeat to come; the ones before it are taken. */
function repeatsOf(
  step: PolicyStep,
  key: string,
  taken: Readonly<Record<string, number>>,
  calendar: Calendar,
  asked: Asked,
): Rung[] {
  const last = step.repeat && lastRepeat(taken, key)
  const atMs = last && nextRepeat(step, last.atMs, calendar)
  if (!last || atMs === undefined) return []
  return [{ key: repeatKey(key, last.count + 1), atMs, ...told(step), repeat: 'again', ...asked }]
}

/** Every time a rung is climbed by `untilMs` if its condition holds all the while: once, or as often as its step repeats. */
export function timesOf({ policy }: Climb, rung: Rung, untilMs: number, calendar: Calendar): number[] {
  const step = rung.repeat && policy.steps[Number.parseInt(rung.key, 10)]
  const times: number[] = []
  for (let atMs: number | undefined = rung.atMs; atMs !== undefined && atMs <= untilMs; ) {
    times.push(atMs)
    atMs = step ? nextRepeat(step, atMs, calendar) : undefined
  }
  return times
}
