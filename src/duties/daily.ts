import { MINUTE_MS } from '../time.ts'
import { type Duty, duties } from './duty.ts'

/** The times and the people of a daily check-in, as the ladder of a school day wants them. */
export interface DailyDuty {
  id: string
  post: string
  coPosts: string[]
  excludePosts: string[]
  scope: 'class' | 'person'
  /** Wall-clock times of the school day, `HH:mm`. */
  opensAt: string
  dueAt: string
  /** Minutes before `dueAt` at which the duty itself reminds its owner. */
  remindMinutes: number[]
  /** The number of the rules it is asked by; none: those the school began with. */
  rules?: number
}

/** The one policy of the check-ins. */
export const DAILY_POLICY = 'ESC-DAILY'

/** The two daily check-ins of a school day; a homeroom teacher's class card covers the own post too (handbook §14.10). */
const DAILY = ['chk-homeroom-morning', 'chk-staff-daily']

/** The daily check-ins among a school's duties, at its own times and of its own posts; one switched off is not asked. */
export const dailyDutiesOf = (all: ReadonlyMap<string, Duty>, rules = 0): DailyDuty[] =>
  DAILY.flatMap((id) => {
    const duty = all.get(id)
    return duty?.defaultOn ? [{ ...dailyOf(duty), ...(rules > 0 && { rules }) }] : []
  })

const dailyOf = (duty: Duty): DailyDuty => ({
  id: duty.id,
  post: duty.post,
  coPosts: duty.coPosts,
  excludePosts: duty.excludePosts,
  scope: duty.scope === 'class' ? 'class' : 'person',
  opensAt: duty.dueWindow.open.at,
  dueAt: duty.dueWindow.due.at,
  remindMinutes: duty.reminders.flatMap((reminder) =>
    reminder.kind === 'before' ? [reminder.ms / MINUTE_MS] : [],
  ),
})

/**
 * What a school wants of its daily check-ins that the ladder of a school day does not do: said when the file is loaded,
 * so that nobody is shown a rule that is not kept.
 */
export const dailyProblems = (all: ReadonlyMap<string, Duty>): string[] =>
  DAILY.flatMap((id) =>
    problemsOf(all.get(id)!, duties.get(id)!).map((problem) => `职责「${id}」：${problem}`),
  )

function problemsOf(own: Duty, stock: Duty): string[] {
  const differs = (what: 'recurrence' | 'scope' | 'policy') =>
    JSON.stringify(own[what]) !== JSON.stringify(stock[what])
  const { open, due } = own.dueWindow
  return [
    ...(differs('recurrence') ? ['周期(recurrence)不能改，它每个上课日一次'] : []),
    ...(differs('scope') ? ['范围(scope)不能改'] : []),
    ...(differs('policy') ? [`升级策略(escalation_policy)要用 ${stock.policy}`] : []),
    ...(open.offset.amount !== 0 || due.offset.amount !== 0 ? ['时间窗(due_window)要在当天，天数写 0D'] : []),
    ...(own.reminders.some(({ kind }) => kind === 'day')
      ? ['提醒(reminders)只能写 open 或 -PT15M 这样的提前量']
      : []),
  ]
}
