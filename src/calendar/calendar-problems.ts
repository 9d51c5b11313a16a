import type { Day } from '../time.ts'
import { DAY_MS, daysBetween, yearOf } from '../time.ts'
import { FIXED_HOLIDAYS, type HolidayOverride, type HolidayTable } from './holidays.ts'
import type { SchoolCalendar } from './school-calendar.ts'

interface Span {
  name: string
  start: Day
  end: Day
}

const LONGEST_TERM_DAYS = 250
const LONGEST_HOLIDAY_DAYS = 31

/** What is wrong with a school's own dates, in Chinese sentences; empty when they can be used. */
export function calendarProblems(calendar: SchoolCalendar): string[] {
  const { terms, holidays, closures, exam_periods } = calendar
  return [
    ...spanProblems('学期', terms, LONGEST_TERM_DAYS),
    ...overlapProblems('学期', terms),
    ...repeated(terms.map((t) => t.id)).map((id) => `学期编号「${id}」重复`),
    ...spanProblems('放假', holidays, LONGEST_HOLIDAY_DAYS),
    ...makeupProblems(holidays, calendar.makeup_workdays),
    ...spanProblems('停课', closures, LONGEST_TERM_DAYS),
    ...spanProblems('考试', exam_periods, LONGEST_HOLIDAY_DAYS),
    ...timetableProblems(calendar),
    ...extraDayProblems(calendar),
    ...hourProblems(calendar),
  ]
}

/** What is wrong with a year's table; a table must be the whole year, because it replaces the whole year. */
export function tableProblems(table: HolidayTable | HolidayOverride): string[] {
  const spans = spanProblems(`${table.year} 年放假`, table.holidays, LONGEST_HOLIDAY_DAYS)
  if (spans.length > 0) return spans
  const missing = FIXED_HOLIDAYS.flatMap(({ name, monthDays }) =>
    monthDays
      .slice(0, 1)
      .map((monthDay) => `${table.year}-${monthDay}`)
      .filter((day) => !table.holidays.some((h) => h.start <= day && day <= h.end))
      .map((day) => `${table.year} 年的放假安排缺少 ${day}（${name}），请填写全年的安排`),
  )
  const makeup = table.makeupWorkdays.map((m) => m.date)
  const strangers = [...table.holidays.flatMap((h) => [h.start, h.end]), ...makeup]
    .filter((day) => Math.abs(yearOf(day) - table.year) > 1)
    .map((day) => `${table.year} 年的放假安排里有别的年份的日期 ${day}`)
  return [...missing, ...strangers, ...makeupProblems(table.holidays, makeup)]
}

function spanProblems(what: string, spans: readonly Span[], longestDays: number): string[] {
  return spans.flatMap(({ name, start, end }) => {
    if (end < start) return [`${what}「${name}」的结束日期 ${end} 早于开始日期 ${start}`]
    const days = daysBetween(start, end) + 1
    return days > longestDays ? [`${what}「${name}」长达 ${days} 天，请核对 ${start} 和 ${end}`] : []
  })
}

function overlapProblems(what: string, spans: readonly Span[]): string[] {
  const inOrder = spans.filter((s) => s.start <= s.end).toSorted((a, b) => (a.start < b.start ? -1 : 1))
  return inOrder.slice(1).flatMap((later, i) => {
    const earlier = inOrder[i]
    return earlier && later.start <= earlier.end
      ? [
          `${what}「${earlier.name}」（至 ${earlier.end}）与「${later.name}」（自 ${later.start}）日期重叠，请改其中一个的日期`,
        ]
      : []
  })
}

function makeupProblems(holidays: readonly Span[], makeupDays: readonly Day[]): string[] {
  const inside = makeupDays.flatMap((day) => {
    const holiday = holidays.find((h) => h.start <= day && day <= h.end)
    return holiday ? [`调休上班日 ${day} 落在「${holiday.name}」假期里`] : []
  })
  return [...inside, ...repeated(makeupDays).map((day) => `调休上班日 ${day} 写了两次`)]
}

function timetableProblems({ followed_weekdays }: SchoolCalendar): string[] {
  return repeated(followed_weekdays.map((f) => f.date)).map((day) => `${day} 写了两次按周几课表上课`)
}

function extraDayProblems({ extra_school_days, closures }: SchoolCalendar): string[] {
  return extra_school_days.flatMap(({ date }) => {
    const closure = closures.find((c) => c.start <= date && date <= c.end)
    return closure ? [`${date} 既是加课日又在「${closure.name}」停课期间，请只保留一个`] : []
  })
}

function hourProblems({
  quiet_hours: quiet,
  working_hours: work,
  day_close: close,
}: SchoolCalendar): string[] {
  const problems: string[] = []
  if (!(quiet.until <= quiet.resume && quiet.resume < quiet.from))
    problems.push('免打扰时间要满足：结束 ≤ 恢复发送 < 开始，例如 07:00、07:30、20:00')
  if (work.from >= work.until) problems.push('工作时间的开始要早于结束')
  if (close < '12:00' || close >= quiet.from)
    problems.push(`当天汇总(day_close)要在 12:00 之后、${quiet.from} 免打扰开始之前，例如 18:00`)
  return problems
}

/** Each value that stands more than once, named once. */
export function repeated<T>(values: readonly T[]): T[] {
  const seen = new Set<T>()
  const twice = new Set<T>()
  for (const value of values) (seen.has(value) ? twice : seen).add(value)
  return [...twice]
}

/** Every day from `start` to `end`, both included. */
export function daysOfSpan(start: Day, end: Day): Day[] {
  const first = Date.parse(start)
  const length = Math.max(0, Math.round((Date.parse(end) - first) / DAY_MS) + 1)
  return Array.from({ length }, (_, i) => new Date(first + i * DAY_MS).toISOString().slice(0, 10))
}
