import * as z from 'zod'
import { type Recurrence, recurrenceShape } from './recurrence-shape.ts'
import { recurrenceProblems } from './recurrence-words.ts'
import { closesBeforeItOpens, edge, reminder } from './window-shape.ts'

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
