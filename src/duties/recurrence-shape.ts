import * as z from 'zod'
import { isDay } from '../time.ts'

/** How often a duty falls due: the catalogue's `recurrence`, in its own words (catalogue `meta.legend`, handbook §8). */

/** A whole number of a range; anything else can never fall due, and the hint says how to mend it. */
const whole = (min: number, max: number, hint: string) =>
  z.number().refine((n) => Number.isInteger(n) && n >= min && n <= max, { error: hint })
/** Counted from the front (1 …) or from the back (−1 …). */
const nthUpTo = (max: number, hint: string) =>
  z.number().refine((n) => Number.isInteger(n) && n !== 0 && Math.abs(n) <= max, { error: hint })

const weekday = whole(1, 7, '要写 1（周一）到 7（周日）')
const month = whole(1, 12, '要写 1 到 12')
const nthWeekday = nthUpTo(5, '要写 1 到 5（第几个）或 -1 到 -5（倒数第几个）')
const monthDay = z.string().refine((text) => isDay(`2024-${text}`), {
  error: '要写成 06-20 这样每年都有的日期（月-日）',
})
const clock = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const isTime = (text: string) => new RegExp(`^${clock}$`).test(text)
const isTimeSpan = (text: string) => {
  if (!new RegExp(`^${clock}-(?:${clock}|24:00)$`).test(text)) return false
  const [start = '', end = ''] = text.split('-')
  return start < end
}
const times = z
  .array(
    z.string().refine((text) => isTime(text) || isTimeSpan(text), {
      error: '要写成 07:20-07:40（先早后晚）或 07:00 这样的时间',
    }),
  )
  .min(1)
  .refine((all) => all.every((text, i) => i === 0 || (all[i - 1] ?? '') < text), {
    error: '要从早到晚排列，不能重复',
  })

const dayBasis = z.enum(['school_day', 'workday', 'calendar_day', 'holiday_day'])
const rolled = {
  day_basis: dayBasis,
  /** Which side is tried first; `none` keeps an invalid day, `skip` drops it. */
  shift: z.enum(['previous', 'next', 'none', 'skip']).default('previous'),
  fallback_basis: dayBasis.optional(),
}
/** CAL-8: a superior's date: the last workday on or before it; exclusive means strictly before. */
const superior = { hard_deadline: z.boolean().optional(), deadline_inclusive: z.boolean().optional() }

const daily = z
  .object({
    type: z.literal('daily'),
    day_basis: dayBasis,
    times: times.optional(),
    /** On days that are not school days. */
    other_times: times.optional(),
    rounds: z.object({ school_day: z.number(), other: z.number() }).optional(),
    /** Days off are added by the roster: nobody on it, nothing due. */
    holiday_basis: z.literal('roster').optional(),
  })
  .refine((d) => !d.rounds || d.rounds.school_day === d.times?.length, {
    path: ['rounds'],
    error: '要和 times 的个数一致：上课日每次巡查写一个时间',
  })
  .refine((d) => !d.rounds || d.rounds.other === (d.other_times?.length ?? 0), {
    path: ['rounds'],
    error: '要和 other_times 的个数一致：非上课日每次巡查写一个时间',
  })

const weekly = z.object({ type: z.literal('weekly'), weekday, ...rolled })
const weeklyLast = z.object({ type: z.literal('weekly_last_school_day'), ...rolled })
const monthlyWeekday = z.object({ type: z.literal('monthly_weekday'), nth: nthWeekday, weekday, ...rolled })
const monthlyWorkday = z.object({
  type: z.literal('monthly_workday'),
  nth: nthUpTo(23, '要写 1 到 23 或 -1 到 -23:一个月最多 23 个工作日'),
  month_offset: whole(0, 12, '要写 0（当月）到 12').default(0),
  ...rolled,
})
const monthlyDay = z.object({
  type: z.literal('monthly_day'),
  day: whole(1, 31, '要写 1 到 31（月末不足的按最后一天）'),
  ...rolled,
  ...superior,
})
const quarterlyWeekday = z.object({
  type: z.literal('quarterly_weekday'),
  month_of_quarter: whole(1, 3, '要写 1 到 3（季度的第几个月）'),
  nth: nthWeekday,
  weekday,
  ...rolled,
})
const quarterlyWorkday = z.object({
  type: z.literal('quarterly_workday'),
  nth: nthUpTo(66, '要写 1 到 66 或 -1 到 -66:一个季度最多 66 个工作日'),
  quarter_offset: whole(0, 4, '要写 0（当季）到 4').default(0),
  ...rolled,
})
const yearlyDate = z
  .object({
    type: z.literal('yearly_date'),
    month,
    day: whole(1, 31, '要写 1 到 31'),
    ...rolled,
    ...superior,
  })
  .refine(
    (d) =>
      d.month > 12 || isDay(`2024-${String(d.month).padStart(2, '0')}-${String(d.day).padStart(2, '0')}`),
    { path: ['day'], error: '在这个月里不存在，请核对月份和日期' },
  )
const yearlyDates = z.object({
  type: z.literal('yearly_dates'),
  dates: z
    .array(monthDay)
    .min(1)
    .refine((all) => new Set(all).size === all.length, { error: '不能重复' }),
  ...rolled,
  ...superior,
})
const yearlyWeekday = z.object({
  type: z.literal('yearly_weekday'),
  month,
  nth: nthWeekday,
  weekday,
  ...rolled,
})

const perTerm = z
  .object({
    type: z.literal('per_term'),
    anchor: z.enum(['term_start', 'term_end', 'autumn_start', 'spring_start']),
    offset: whole(-180, 180, '要写 -180 到 180:一个学期没有更多的日子'),
    unit: z.enum(['school_day', 'workday']),
  })
  .refine((t) => t.unit === 'workday' || t.anchor === 'term_end' || t.offset >= 0, {
    path: ['unit'],
    error: '要写 workday:开学前没有上课日',
  })
  .refine((t) => t.unit === 'workday' || t.anchor !== 'term_end' || t.offset <= 0, {
    path: ['unit'],
    error: '要写 workday:学期结束后没有上课日',
  })
const beforeHoliday = z.object({
  type: z.literal('before_holiday'),
  min_days: whole(3, 60, '要写 3 到 60:三天以上的假期才有节前安排').default(3),
  offset: whole(-20, 0, '要写 0（放假前最后一个上课日）或 -1 到 -20（再往前几天）').default(0),
  unit: z.enum(['school_day', 'workday']).default('school_day'),
})
const countInPeriod = z
  .object({
    type: z.literal('count_in_period'),
    min: whole(1, 366, '要写 1 到 366'),
    period: z.literal('calendar_year'),
    per: z.enum(['person', 'school', 'department', 'class']).default('person'),
    checkpoints: z.array(z.object({ date: monthDay, expected: whole(1, 366, '要写 1 到 366') })).default([]),
  })
  .refine((c) => c.checkpoints.every(({ expected }) => expected <= c.min), {
    path: ['checkpoints'],
    error: '里的次数不能多于全年要求的次数(min)',
  })
const onEvent = z.object({ type: z.literal('on_event'), event: z.string().trim().min(1) })

const single = [
  daily,
  weekly,
  weeklyLast,
  monthlyWeekday,
  monthlyWorkday,
  monthlyDay,
  quarterlyWeekday,
  quarterlyWorkday,
  yearlyDate,
  yearlyDates,
  yearlyWeekday,
  perTerm,
  beforeHoliday,
  countInPeriod,
  onEvent,
] as const
const combined = z.object({
  type: z.literal('combined'),
  parts: z.array(z.discriminatedUnion('type', single)).min(1),
})

export const recurrenceShape = z.discriminatedUnion('type', [...single, combined])

export type Recurrence = z.output<typeof recurrenceShape>
export type RecurrenceType = Recurrence['type']
export type RecurrenceOf<T extends RecurrenceType> = Extract<Recurrence, { type: T }>

export const RECURRENCE_TYPES: readonly string[] = [...single, combined].map((s) => s.shape.type.value)
