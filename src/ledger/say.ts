import { hazardCategories } from '../duties/catalogue.ts'
import type { Severity } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { STATUS_NAME } from '../hazards/status.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { HOUR_MS, MINUTE_MS, sayDay } from '../time.ts'
import type { Age, LedgerFilter, Scope, State } from './filter.ts'
import { placeNamed } from './places.ts'
import { sayDepartment } from './scope.ts'

export const STATE_NAME: Record<State, string> = {
  open: '未销号',
  ...STATUS_NAME,
  any: '不限状态',
}

/** Beside a colour, for print and for who cannot tell red from green. */
export const SEVERITY_SIGN: Record<Severity, string> = { major: '重', larger: '较', general: '般' }

export const AGE_NAME: Record<Age, string> = {
  0: '0–1个工作日',
  1: '2–3个工作日',
  2: '4–7个工作日',
  3: '8–30个工作日',
  4: '30个工作日以上',
}

export const WEEK_NAME = { opened: '新增', closed: '销号', open: '周末未销号' }

export const sayScope = (directory: Directory, who: Person, scope: Scope): string =>
  scope === 'mine' ? '我的' : scope === 'all' ? '全部' : sayDepartment(directory, who)

/** What narrows the list, in short words; what is usual is not said. */
export function sayFilter(directory: Directory, filter: LedgerFilter): string[] {
  const { state, severity, category, place, department, age, from, to, week } = filter
  const short = (day: string) => sayDay(day).split(' ')[0]!
  return [
    state !== 'open' && !week && STATE_NAME[state],
    filter.overdue && '逾期',
    filter.urgent && '紧急',
    filter.repeat && '重复',
    severity && severityName[severity],
    category && (hazardCategories.get(category)?.name ?? category),
    place !== undefined && placeNamed(directory, place).name,
    department && directory.departmentName(department),
    age !== undefined && AGE_NAME[age],
    from && `${short(from)}起`,
    to && `${short(to)}止`,
    week && `${short(week.start)}那一周${WEEK_NAME[week.what]}`,
  ].filter((words) => typeof words === 'string')
}

/** How long something took, as people say it: `40 分钟`, `3.5 小时`, `2.1 天`; a dash for nothing. */
export function sayTook(ms: number | null): string {
  if (ms === null) return '—'
  const tenth = (value: number) => Math.round(value * 10) / 10
  if (ms < HOUR_MS) return `${Math.max(1, Math.round(ms / MINUTE_MS))} 分钟`
  return ms < 48 * HOUR_MS ? `${tenth(ms / HOUR_MS)} 小时` : `${tenth(ms / (24 * HOUR_MS))} 天`
}
