import * as z from 'zod'
import { Refusal } from '../refusal.ts'
import { shapeProblems, type Words } from '../shape-problems.ts'
import { isDay, yearOf } from '../time.ts'
import type { HolidayOverride } from './holidays.ts'

/** The `calendar` part of the school file (handbook §8; shape of `people/sample-school.json`). */

const FIRST_YEAR = 2000
const LAST_YEAR = 2099

export const dayShape = z
  .string()
  .refine((text) => isDay(text), { error: '要写成 2026-09-01 这样真实存在的日期', abort: true })
  .refine((text) => yearOf(text) >= FIRST_YEAR && yearOf(text) <= LAST_YEAR, {
    error: `的年份要在 ${FIRST_YEAR} 到 ${LAST_YEAR} 之间`,
  })

/** `HH:mm`, 00:00–24:00. */
export const clockShape = z.string().refine((text) => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text), {
  error: '要写成 07:30 这样的时间',
})

const span = { start: dayShape, end: dayShape }
const name = z.string().trim().min(1)

/** A closure is one date or a span; both end up as a span. */
const closureShape = z
  .object({
    name: name.optional(),
    date: dayShape.optional(),
    start: dayShape.optional(),
    end: dayShape.optional(),
  })
  .refine((c) => c.date !== undefined || c.start !== undefined, {
    error: '要写明停课日期（date 或 start、end）',
  })
  .transform((c) => {
    const start = c.start ?? c.date ?? ''
    return { name: c.name ?? '停课', start, end: c.end ?? start }
  })

const namedDayShape = z.union([
  dayShape.transform((date) => ({ date, name: '加课' })),
  z.object({ date: dayShape, name: name.default('加课') }),
])

export const schoolCalendarShape = z.object({
  terms: z.array(z.object({ id: name, name, ...span })).default([]),
  holidays: z
    .array(
      z.object({
        name,
        ...span,
        status: z.enum(['official', 'provisional']).optional(),
        source: z.string().optional(),
      }),
    )
    .default([]),
  makeup_workdays: z.array(dayShape).default([]),
  followed_weekdays: z
    .array(z.object({ date: dayShape, weekday: z.int().min(1).max(7), note: z.string().optional() }))
    .default([]),
  /** An entry with `pupils_off: false` keeps school open on that June 1. */
  pupil_only_holidays: z
    .array(
      z.object({ date: dayShape, name: name.default('学生放假'), pupils_off: z.boolean().default(true) }),
    )
    .default([]),
  /** The first day staff are back; staff days run from it to the eve of the next term (CAL-4). */
  staff_return: z.array(dayShape).default([]),
  closures: z.array(closureShape).default([]),
  extra_school_days: z.array(namedDayShape).default([]),
  exam_periods: z.array(z.object({ name, ...span })).default([]),
  provisional_years: z.array(z.union([z.string(), z.number()]).transform(Number)).default([]),
  bell_times: z.record(z.string(), clockShape).default({}),
  /** Handbook §10.4 `[D]`: no messages from `from` to `until`; what waited is sent at `resume`. */
  quiet_hours: z
    .object({ from: clockShape, until: clockShape, resume: clockShape })
    .default({ from: '20:00', until: '07:00', resume: '07:30' }),
  /** Handbook §10.6 `[D]`: the hours a "working hour" is counted in. */
  working_hours: z.object({ from: clockShape, until: clockShape }).default({ from: '07:30', until: '17:30' }),
  /** Handbook §7 `[D]`: the digest of the day; a duty due in its last hour waits for the next one. */
  day_close: clockShape.default('18:00'),
})

export type SchoolCalendar = z.output<typeof schoolCalendarShape>
export type Term = SchoolCalendar['terms'][number]

export const CALENDAR_WORDS: Words = {
  id: '编号',
  name: '名称',
  start: '开始日期',
  end: '结束日期',
  date: '日期',
  weekday: '星期(1–7)',
  terms: '学期',
  holidays: '放假安排',
  makeup_workdays: '调休上班日',
  makeupWorkdays: '调休上班日',
  year: '年份',
  source: '来源',
  note: '说明',
}

const overrideShape = z.object({
  year: z.int().min(FIRST_YEAR).max(LAST_YEAR),
  holidays: z.array(z.object({ name, ...span })).min(1),
  makeupWorkdays: z.array(z.object({ date: dayShape, for: z.string().optional() })).default([]),
  source: z.string().default(''),
  note: name,
  date: dayShape,
})

/** Reads a holiday override file; throws `Refusal` naming every row that is wrong. */
export function parseHolidayOverride(json: unknown): HolidayOverride {
  const read = overrideShape.safeParse(json)
  if (read.success) return read.data
  throw badCalendar('放假安排', shapeProblems(read.error, json, CALENDAR_WORDS))
}

/** One refusal that names every problem of a file, so that it is put right in one go. */
export function badCalendar(what: string, problems: string[]): Refusal {
  return new Refusal('calendar-data', `${what}有 ${problems.length} 处要改：\n${problems.join('\n')}`)
}
