import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type Day, daysBetween, sayDay } from '../time.ts'

/**
 * A person is away and a substitute takes over. The substitute answers from the moment of the request, because the
 * class does not wait for an approval; the owner's record is excused only once an allowed person agreed (handbook §3).
 */
export interface Leave {
  id: string
  person: string
  firstDay: Day
  lastDay: Day
  substitute?: string
  reason: string
  status: 'asked' | 'granted' | 'refused' | 'withdrawn'
  askedAtMs: number
  decidedBy?: string
  /** Why it was refused, if a reason was given. */
  refusal?: string
}

/** Asked for is enough: the person is away before anybody has granted it. */
const COUNTING: readonly Leave['status'][] = ['asked', 'granted']

export const counts = (about: Leave): boolean => COUNTING.includes(about.status)

/** `counts` as a condition on the rows of `leaves`. */
export const COUNTS_SQL = `status IN (${COUNTING.map((status) => `'${status}'`).join(', ')})`

export const covers = (about: Leave, day: Day): boolean => about.firstDay <= day && day <= about.lastDay

export type LeaveEvent =
  | { kind: 'leave.asked'; person: string; firstDay: Day; lastDay: Day; substitute?: string; reason: string }
  | { kind: 'leave.granted'; by: string }
  | { kind: 'leave.refused'; by: string; reason: string }
  | { kind: 'leave.withdrawn'; by: string }

export const leave: Noun<Leave, LeaveEvent> = {
  name: 'leave',
  table: 'leaves',
  evolve(state, event, { id, atMs }) {
    switch (event.kind) {
      case 'leave.asked': {
        const { kind: _, ...asked } = event
        return { id, ...asked, status: 'asked', askedAtMs: atMs }
      }
      case 'leave.granted':
        return { ...state!, status: 'granted', decidedBy: event.by }
      case 'leave.refused':
        return {
          ...state!,
          status: 'refused',
          decidedBy: event.by,
          ...(event.reason && { refusal: event.reason }),
        }
      case 'leave.withdrawn':
        return { ...state!, status: 'withdrawn' }
    }
  },
  columns: (state) => ({
    person: state.person,
    first_day: state.firstDay,
    last_day: state.lastDay,
    status: state.status,
  }),
}

/** One term; nobody plans a leave further ahead than a year. */
const LONGEST_DAYS = 190
const FARTHEST_DAYS = 366

export const ask =
  (asked: Omit<LeaveEvent & { kind: 'leave.asked' }, 'kind'>, today: Day) =>
  (state: Leave | undefined): LeaveEvent[] => {
    if (state) throw new Refusal('already-asked', '这张假条已经提交过了。')
    if (asked.lastDay < asked.firstDay)
      throw new Refusal('days-reversed', '结束日期早于开始日期，请重新选择。')
    if (asked.lastDay < today)
      throw new Refusal('past', `${sayDay(asked.lastDay)}已经过去，不能补请。要说明请联系安全办公室。`)
    if (daysBetween(asked.firstDay, asked.lastDay) > LONGEST_DAYS)
      throw new Refusal('too-long', '一次最多请一个学期，请核对结束日期。')
    if (daysBetween(today, asked.firstDay) > FARTHEST_DAYS)
      throw new Refusal('too-far', `${asked.firstDay}太远了，请核对年份。`)
    if (asked.substitute === asked.person)
      throw new Refusal('own-substitute', '替岗人不能是本人，请另选一位。')
    if (!asked.reason.trim()) throw new Refusal('no-reason', '请写一句请假事由，例如「发烧就医」。')
    return [{ kind: 'leave.asked', ...asked }]
  }

/** Grants or refuses; deciding twice the same way is harmless. */
export const decideLeave =
  (verdict: 'granted' | 'refused', by: string, reason: string) =>
  (state: Leave | undefined): LeaveEvent[] => {
    if (!state) throw new Refusal('no-leave', '没有找到这张假条。')
    if (state.person === by) throw new Refusal('own-leave', '自己的假条要由别人批。')
    if (state.status === verdict) return []
    if (state.status !== 'asked')
      throw new Refusal('decided', `这张假条${STATUS_WORDS[state.status]}，不能再改。`)
    return [verdict === 'granted' ? { kind: 'leave.granted', by } : { kind: 'leave.refused', by, reason }]
  }

/** The person takes it back; a second time changes nothing. */
export const withdraw =
  (by: string) =>
  (state: Leave | undefined): LeaveEvent[] => {
    if (!state) throw new Refusal('no-leave', '没有找到这张假条。')
    if (state.person !== by) throw new Refusal('not-yours', '只有本人可以取消自己的假条。')
    if (state.status === 'refused') throw new Refusal('decided', '这张假条没有批准，不用取消。')
    return state.status === 'withdrawn' ? [] : [{ kind: 'leave.withdrawn', by }]
  }

export const STATUS_WORDS: Record<Leave['status'], string> = {
  asked: '待批准',
  granted: '已批准',
  refused: '未批准',
  withdrawn: '已取消',
}
