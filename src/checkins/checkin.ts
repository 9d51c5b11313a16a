import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type Day, instantOf, sayDay, timeOf } from '../time.ts'

/** One daily check-in owed: a duty, a unit (class or person) and a day (handbook §5.2). */
export interface Checkin {
  id: string
  day: Day
  duty: string
  unit: string
  /** Person id the duty belongs to; `substitute` answers for him while he is away. */
  owner: string
  substitute?: string
  /** Pupils on the class list; absent for a staff check-in. */
  expected?: number
  opensAtMs: number
  dueAtMs: number
  status: 'open' | 'overdue' | 'done' | 'late' | 'missed' | 'excused'
  answer?: CheckinAnswer
  answeredAtMs?: number
  /** Whose answer it is, and who typed it for people without the app. */
  answeredBy?: string
  enteredBy?: string
  /** Answers given before the one that counts, oldest first: a correction never erases (design §1.3). */
  earlier: { answer: CheckinAnswer; atMs: number; by: string }[]
  excuse?: { reason: string; by: string }
}

/** Counts only, never pupils' names (handbook §13). A class answers with numbers; a member of staff with a note at most. */
export interface CheckinAnswer {
  normal: boolean
  present?: number
  absentSick?: number
  absentOther?: number
  /** 未到且未联系上: starts the missing-pupil path at once (handbook §5.2). */
  absentUnreached?: number
  symptoms?: number
  room?: 'ok' | 'problem'
  note?: string
}

export type CheckinEvent =
  | {
      kind: 'checkin.opened'
      day: Day
      duty: string
      unit: string
      owner: string
      substitute?: string
      expected?: number
      opensAtMs: number
      dueAtMs: number
    }
  | { kind: 'checkin.answered'; answer: CheckinAnswer; by: string; enteredBy?: string; late: boolean }
  | { kind: 'checkin.corrected'; answer: CheckinAnswer; by: string; enteredBy?: string }
  | { kind: 'checkin.fell-overdue' }
  | { kind: 'checkin.missed' }
  | { kind: 'checkin.excused'; reason: string; by: string }
  | { kind: 'checkin.handed-over'; to: string }

export const checkin: Noun<Checkin, CheckinEvent> = {
  name: 'checkin',
  table: 'checkins',
  evolve(state, event, { id, atMs }) {
    switch (event.kind) {
      case 'checkin.opened': {
        const { kind: _, ...opened } = event
        return { id, ...opened, status: 'open', earlier: [] }
      }
      case 'checkin.answered':
      case 'checkin.corrected': {
        const before = state!
        const { enteredBy: _, ...kept } = before
        return {
          ...kept,
          status: event.kind === 'checkin.answered' ? (event.late ? 'late' : 'done') : before.status,
          answer: event.answer,
          answeredAtMs: event.kind === 'checkin.answered' ? atMs : before.answeredAtMs!,
          answeredBy: event.by,
          ...(event.enteredBy && { enteredBy: event.enteredBy }),
          earlier: before.answer
            ? [
                ...before.earlier,
                { answer: before.answer, atMs: before.answeredAtMs!, by: before.answeredBy! },
              ]
            : before.earlier,
        }
      }
      case 'checkin.fell-overdue':
        return { ...state!, status: 'overdue' }
      case 'checkin.missed':
        return { ...state!, status: 'missed' }
      case 'checkin.excused':
        return { ...state!, status: 'excused', excuse: { reason: event.reason, by: event.by } }
      case 'checkin.handed-over':
        return { ...state!, substitute: event.to }
    }
  },
  columns: (state) => ({
    day: state.day,
    duty: state.duty,
    unit: state.unit,
    responsible: responsible(state),
    status: state.status,
  }),
}

/** Who answers now: the substitute while there is one, else the owner. */
export const responsible = (state: Checkin): string => state.substitute ?? state.owner

export const isAnswered = (state: Checkin): boolean => state.status === 'done' || state.status === 'late'

/** Stable ids: day, duty, unit. They fit into a sentence and into a button. */
export const checkinId = (day: Day, duty: string, unit: string): string => `${day}.${duty}.${unit}`

export const open =
  (opened: Omit<CheckinEvent & { kind: 'checkin.opened' }, 'kind'>) =>
  (state: Checkin | undefined): CheckinEvent[] =>
    state ? [] : [{ kind: 'checkin.opened', ...opened }]

/**
 * An answer, early enough, late or a correction. `graceMs` is how long the platform was away meanwhile: nobody is late
 * for that (design §1.2). Late is marked late, not refused; after midnight the day is closed
 * (handbook §5.2). The same answer again changes nothing.
 */
export const answer =
  (given: CheckinAnswer, by: string, enteredBy: string | undefined, nowMs: number, graceMs = 0) =>
  (state: Checkin | undefined): CheckinEvent[] => {
    if (!state) throw new Refusal('no-checkin', '没有找到这张签到,发送 /今日 看看今天要做什么。')
    if (nowMs >= dayEnd(state))
      throw new Refusal(
        'day-closed',
        `${sayDay(state.day)}的签到已于当日24:00截止,不能再改。需要说明请联系安全办公室。`,
      )
    if (nowMs < state.opensAtMs) throw new Refusal('not-open', `还没到时间,${timeOf(state.opensAtMs)}开始。`)
    const checked = checkNumbers(given, state.expected)
    const entered = enteredBy && enteredBy !== by ? { enteredBy } : {}
    if (!state.answer)
      return [
        { kind: 'checkin.answered', answer: checked, by, ...entered, late: nowMs > state.dueAtMs + graceMs },
      ]
    if (sameAnswer(state.answer, checked)) return []
    return [{ kind: 'checkin.corrected', answer: checked, by, ...entered }]
  }

/** Time's doing: 15 minutes past due (ESC-DAILY). */
export const fallOverdue = (state: Checkin | undefined): CheckinEvent[] =>
  state?.status === 'open' ? [{ kind: 'checkin.fell-overdue' }] : []

/** Time's doing: the day is over without an answer. */
export const miss = (state: Checkin | undefined): CheckinEvent[] =>
  state?.status === 'open' || state?.status === 'overdue' ? [{ kind: 'checkin.missed' }] : []

/** Excused needs a reason and somebody allowed (design §5); an answered one stays answered. */
export const excuse =
  (reason: string, by: string) =>
  (state: Checkin | undefined): CheckinEvent[] => {
    if (!reason.trim()) throw new Refusal('no-reason', '请写明免报的理由。')
    return state?.status === 'open' || state?.status === 'overdue'
      ? [{ kind: 'checkin.excused', reason, by }]
      : []
  }

/** The substitute takes over what is still open. */
export const handOver =
  (to: string) =>
  (state: Checkin | undefined): CheckinEvent[] =>
    state && !isAnswered(state) && state.status !== 'missed' && responsible(state) !== to
      ? [{ kind: 'checkin.handed-over', to }]
      : []

export const dayEnd = (state: Checkin): number => instantOf(state.day, '24:00')

function checkNumbers(given: CheckinAnswer, expected: number | undefined): CheckinAnswer {
  const counts: [string, number | undefined][] = [
    ['实到人数', given.present],
    ['因病缺勤人数', given.absentSick],
    ['其他缺勤人数', given.absentOther],
    ['未联系上人数', given.absentUnreached],
    ['有症状人数', given.symptoms],
  ]
  for (const [label, count] of counts) {
    if (count === undefined) continue
    if (!Number.isInteger(count) || count < 0) throw new Refusal('bad-number', `${label}要填不小于0的整数。`)
    if (expected !== undefined && count > expected)
      throw new Refusal('bad-number', `${label}不能超过应到人数${expected}。`)
  }
  if (expected === undefined) return given
  if (given.normal) return { normal: true, present: expected }
  const absent = (given.absentSick ?? 0) + (given.absentOther ?? 0) + (given.absentUnreached ?? 0)
  if (absent > expected) throw new Refusal('bad-number', `缺勤人数合计${absent},超过了应到人数${expected}。`)
  return { ...given, present: expected - absent }
}

const sameAnswer = (one: CheckinAnswer, other: CheckinAnswer): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort())
