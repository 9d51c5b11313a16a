import * as z from 'zod'
import type { Words } from '../shape-problems.ts'
import { HOUR_MS, MINUTE_MS } from '../time.ts'
import { type Recurrence, recurrenceShape } from './recurrence-shape.ts'
import { recurrenceProblems } from './recurrence-words.ts'

/** A number of statutory workdays or calendar days: `-3WD`, `+1D`. */
export interface DayOffset {
  amount: number
  unit: 'WD' | 'D'
}

/** When the owner is reminded; `label` is the catalogue's own text. */
export type Reminder = { label: string } & (
  | { kind: 'open' }
  | { kind: 'before'; ms: number }
  | { kind: 'day'; offset: DayOffset; at: string }
)

const text = z.string().trim().min(1)
/** What cards show in one line (feishu.md §14): short enough for a phone, without a break. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((words) => !/\p{Cc}/u.test(words), { error: '里有换行或看不见的字符，请写成一行' })
/** Cards leave out what stands in brackets. */
const title = line(30).refine((words) => words.replace(/[（(].*?[）)]/gu, '').trim().length >= 2, {
  error: '除去括号里的话，至少写两个字',
})
const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length
const texts = z.array(text).default([])
const at = z.string().refine((time) => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time), {
  error: '要写成 07:30 这样的时间',
})

const OFFSET = /^([+-]?\d{1,3})(WD|D)$/
/** A year: the calendar knows no more of the ones beyond, and a duty falls due at least once in it. */
const MOST = { WD: 250, D: 366 }
function parseOffset(written: string): DayOffset | undefined {
  const [, amount, of] = OFFSET.exec(written) ?? []
  const unit = of === 'WD' ? 'WD' : 'D'
  if (amount === undefined || Math.abs(Number(amount)) > MOST[unit]) return undefined
  return { amount: Number(amount), unit }
}

const OFFSET_HINT =
  '要写成 0D、-3WD（提前 3 个工作日）、+1D（推后 1 天）这样的天数，最多一年（250WD 或 366D）'
const edge = z.object({
  offset: z.string().transform((written, ctx): DayOffset => {
    const offset = parseOffset(written)
    if (!offset) ctx.addIssue({ code: 'custom', message: OFFSET_HINT })
    return offset ?? z.NEVER
  }),
  at,
})

const BEFORE = /^-PT(\d{1,4})([MH])$/
const reminder = z.object({ offset: z.string(), at: at.optional() }).transform((given, ctx): Reminder => {
  const label = given.at ? `${given.offset}@${given.at}` : given.offset
  if (given.offset === 'open') return { label, kind: 'open' }
  const [, amount, unit] = BEFORE.exec(given.offset) ?? []
  if (amount) return { label, kind: 'before', ms: Number(amount) * (unit === 'H' ? HOUR_MS : MINUTE_MS) }
  const offset = parseOffset(given.offset)
  if (offset && given.at) return { label, kind: 'day', offset, at: given.at }
  const message = offset ? '缺少时间(at)' : `${OFFSET_HINT}，或 open、-PT30M`
  ctx.addIssue({ code: 'custom', path: ['offset'], message })
  return z.NEVER
})

const recurrence = z.unknown().transform((json, ctx): Recurrence => {
  const read = recurrenceShape.safeParse(json)
  if (read.success) return read.data
  for (const problem of recurrenceProblems(json))
    ctx.addIssue({ code: 'custom', message: `里：${problem.replace(/^:/, '')}` })
  return z.NEVER
})

const FIELD_TYPES = [
  'choice',
  'multiline',
  'table',
  'number',
  'text',
  'photo',
  'attendance',
  'points',
] as const
const field = z
  .object({
    // Platforms take ASCII names only (feishu.md §14.6).
    key: z.string().refine((key) => /^[A-Za-z][A-Za-z0-9_]{0,39}$/.test(key), {
      error: '要用英文字母开头的短编号',
    }),
    label_zh: line(30).min(1),
    type: z.enum(FIELD_TYPES),
    required: z.boolean().default(false),
    options: z
      .array(line(20).min(1))
      .min(1)
      .max(20)
      .refine(distinct, { error: '里有重复的选项，请只留一个' })
      .optional(),
    unit: text.optional(),
    show_if: text.optional(),
  })
  .transform(({ label_zh: label, show_if: showIf, ...rest }) => ({ ...rest, label, showIf }))

const SCOPES = ['school', 'department', 'grade', 'class', 'person', 'shift', 'all_staff'] as const
const EVENT_SCOPES = ['activity', 'incident', 'sanction', 'hazard', 'task'] as const
const KINDS = ['meeting', 'report', 'patrol', 'checkin', 'drill', 'training', 'letter', 'inspection'] as const
const EVIDENCE = ['text', 'photo', 'attendance', 'file', 'checklist', 'number', 'signature'] as const
const evidenceTypes = z.array(z.enum([...EVIDENCE, 'receipt', 'location', 'points'])).default([])

/** One duty as the catalogue writes it; a school's own duty needs the first eight and may leave out the rest. */
export const dutyShape = z
  .object({
    id: text,
    title_zh: title,
    post: text,
    scope: z.enum([...SCOPES, ...EVENT_SCOPES]),
    kind: z.enum([...KINDS, 'assessment', 'reporting']),
    recurrence,
    due_window: z.object({ open: edge, due: edge }),
    escalation_policy: text,
    co_posts: texts,
    exclude_posts: texts,
    roster_places: texts,
    two_receivers: z.boolean().default(false),
    confirm_only: z.boolean().default(false),
    cadence_zh: line(100).default(''),
    reminders: z.array(reminder).default([]),
    evidence: z
      .object({
        required: evidenceTypes,
        optional: evidenceTypes,
        min_photos: z.number().int().min(0).default(0),
        zero_report: z.boolean().default(false),
      })
      .prefault({}),
    seed_rows: texts,
    basis: texts,
    default_on: z.boolean().default(true),
    tier: z.enum(['core', 'extended', 'event']).default('core'),
    form: z
      .array(field)
      .max(15)
      .refine((fields) => distinct(fields.map(({ key }) => key)), {
        error: '里有两栏编号(key)相同，请改一个',
      })
      .default([]),
    note: line(300).default(''),
    /** Yearly counts: duties whose every attendance, or being done, by the person is one more; without it only what is told. */
    counts: z.object({ duties: z.array(text).min(1), by: z.enum(['attended', 'done']) }).optional(),
  })
  .refine(({ due_window: { open, due } }) => !closesBeforeItOpens(open, due), {
    path: ['due_window'],
    error: '的开始要早于截止',
  })
  .refine(({ counts, recurrence }) => !counts || recurrence.type === 'count_in_period', {
    path: ['counts'],
    error: '只用于按次数算的职责（count_in_period），请去掉',
  })

type Edge = z.output<typeof edge>
/** Whatever the calendar: so many workdays take at least as many days. Where it depends, the calendar is asked. */
function closesBeforeItOpens({ offset: open, at: opensAt }: Edge, { offset: due, at: dueAt }: Edge): boolean {
  if (open.amount === due.amount) return opensAt >= dueAt
  const earliestOpen = open.unit === 'D' || open.amount >= 0
  const latestDue = due.unit === 'D' || due.amount <= 0
  return open.amount > due.amount && (open.unit === due.unit || (earliestOpen && latestDue))
}

export const DUTY_WORDS: Words = {
  id: '编号(id)',
  title_zh: '名称(title_zh)',
  post: '责任岗位(post)',
  co_posts: '参与岗位(co_posts)',
  scope: '范围(scope)',
  kind: '类别(kind)',
  recurrence: '周期(recurrence)',
  due_window: '时间窗(due_window)',
  open: '开始(open)',
  due: '截止(due)',
  offset: '天数(offset)',
  at: '时间(at)',
  reminders: '提醒(reminders)',
  evidence: '凭证(evidence)',
  required: '必交凭证(required)',
  escalation_policy: '升级策略(escalation_policy)',
  form: '表单(form)',
  key: '编号(key)',
  label_zh: '栏名(label_zh)',
  options: '选项(options)',
  cadence_zh: '周期说明(cadence_zh)',
  note: '说明(note)',
  type: '类型(type)',
  tier: '层级(tier)',
  counts: '自动计入(counts)',
  duties: '职责(duties)',
  by: '算谁的(by)',
}
