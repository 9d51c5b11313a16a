import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type Day, instantOf, MINUTE_MS, sayDay, timeOf } from '../time.ts'
import { type CheckinAnswer, checkAnswer, sameAnswer } from './checkin-answer.ts'

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
  /** Of a year whose days off are not settled yet (CAL-17). */
  provisional?: true
  status: 'open' | 'overdue' | 'done' | 'late' | 'missed' | 'excused'
  answer?: CheckinAnswer
  answeredAtMs?: number
  /** When the answer that counts was given, if it is a correction. */
  correctedAtMs?: number
  /** Whose answer it is, and who typed it for people without the app. */
  answeredBy?: string
  enteredBy?: string
  /** Answers given before the one that counts, oldest first: a correction never erases (design §1.3). */
  earlier: { answer: CheckinAnswer; atMs: number; by: string }[]
  excuse?: { reason: string; by: string }
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
      provisional?: true
    }
  | {
      kind: 'checkin.answered'
      answer: CheckinAnswer
      by: string
      enteredBy?: string
      late: boolean
      /** When it was said, where that is earlier than when it reached us. */
      saidAtMs?: number
      /** How long nobody was there meanwhile; `late` was judged by the due time plus this. */
      graceMs?: number
    }
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
        const first = event.kind === 'checkin.answered'
        return {
          ...kept,
          status: first ? (event.late ? 'late' : 'done') : before.status,
          answer: event.answer,
          answeredAtMs: first ? (event.saidAtMs ?? atMs) : before.answeredAtMs!,
          ...(!first && { correctedAtMs: atMs }),
          answeredBy: event.by,
          ...(event.enteredBy && { enteredBy: event.enteredBy }),
          earlier: before.answer ? [...before.earlier, givenBefore(before)] : before.earlier,
        }
      }
      case 'checkin.fell-overdue':
        return { ...state!, status: 'overdue' }
      case 'checkin.missed':
        return { ...state!, status: 'missed' }
      case 'checkin.excused':
        return { ...state!, status: 'excused', excuse: { reason: event.reason, by: event.by } }
      case 'checkin.handed-over': {
        const { substitute: _, ...own } = state!
        return event.to === own.owner ? own : { ...own, substitute: event.to }
      }
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

const givenBefore = (before: Checkin) => ({
  answer: before.answer!,
  atMs: before.correctedAtMs ?? before.answeredAtMs!,
  by: before.answeredBy!,
})

/** Who answers now: the substitute while there is one, else the owner. */
export const responsible = (state: Checkin): string => state.substitute ?? state.owner

/** Still to be answered today. */
export const isWaiting = (state: Checkin): boolean => state.status === 'open' || state.status === 'overdue'

export const isAnswered = (state: Checkin): boolean => state.status === 'done' || state.status === 'late'

/** Stable ids: day, duty, unit. They fit into a sentence and into a button. */
export const checkinId = (day: Day, duty: string, unit: string): string => `${day}.${duty}.${unit}`

export const open =
  (opened: Omit<CheckinEvent & { kind: 'checkin.opened' }, 'kind'>) =>
  (state: Checkin | undefined): CheckinEvent[] =>
    state ? [] : [{ kind: 'checkin.opened', ...opened }]

/** When an answer was said, when it reached us, and for how long nobody was there in between. */
export interface AnswerTime {
  saidMs: number
  nowMs: number
  graceMs: number
}

/**
 * An answer, early enough, late or a correction. Lateness is judged by when it was said, less the time the platform or
 * the bot was away (design §1.2); late is marked late, not refused; after midnight the day is closed (handbook §5.2).
 * The same answer again changes nothing.
 */
export const answer =
  (given: CheckinAnswer, by: string, enteredBy: string | undefined, when: AnswerTime) =>
  (state: Checkin | undefined): CheckinEvent[] => {
    if (!state) throw new Refusal('no-checkin', '没有找到这张签到，发送 /今日 看看今天要做什么。')
    const saidMs = Math.min(when.nowMs, Math.max(when.saidMs, state.opensAtMs))
    if (saidMs >= dayEnd(state) || state.status === 'missed')
      throw new Refusal(
        'day-closed',
        `${sayDay(state.day)}的签到已于当日24:00截止，不能再改。要说明请联系安全办公室。`,
      )
    if (saidMs < state.opensAtMs)
      throw new Refusal('not-open', `还没到时间，${timeOf(state.opensAtMs)}开始。`)
    if (state.status === 'excused') throw new Refusal('excused', `${sayDay(state.day)}您免报，不用签到。`)
    const checked = checkAnswer(given, state.expected)
    const entered = enteredBy && enteredBy !== by ? { enteredBy } : {}
    if (!state.answer) {
      const { graceMs } = when
      const said = when.nowMs - saidMs >= MINUTE_MS ? { saidAtMs: saidMs } : {}
      const late = saidMs > state.dueAtMs + graceMs
      return [
        {
          kind: 'checkin.answered',
          answer: checked,
          by,
          ...entered,
          late,
          ...said,
          ...(graceMs > 0 && { graceMs }),
        },
      ]
    }
    if (sameAnswer(state.answer, checked)) return []
    return [{ kind: 'checkin.corrected', answer: checked, by, ...entered }]
  }

/** Time's doing: 15 minutes past due (ESC-DAILY). */
export const fallOverdue = (state: Checkin | undefined): CheckinEvent[] =>
  state?.status === 'open' ? [{ kind: 'checkin.fell-overdue' }] : []

/** Time's doing: the day is over without an answer. */
export const miss = (state: Checkin | undefined): CheckinEvent[] =>
  state && isWaiting(state) ? [{ kind: 'checkin.missed' }] : []

/** Excused needs a reason and somebody allowed (design §5); an answered one stays answered. */
export const excuse =
  (reason: string, by: string) =>
  (state: Checkin | undefined): CheckinEvent[] => {
    if (!reason.trim()) throw new Refusal('no-reason', '请写明免报的理由。')
    return state && isWaiting(state) ? [{ kind: 'checkin.excused', reason, by }] : []
  }

/** The substitute takes over what is still open; handing it to the owner gives it back. */
export const handOver =
  (to: string) =>
  (state: Checkin | undefined): CheckinEvent[] =>
    state && isWaiting(state) && responsible(state) !== to ? [{ kind: 'checkin.handed-over', to }] : []

export const dayEnd = (state: Checkin): number => instantOf(state.day, '24:00')
