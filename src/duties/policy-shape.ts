import * as z from 'zod'
import type { Words } from '../shape-problems.ts'
import { parseAt, parseRepeat } from './step-at.ts'

/** Titles of cards and lines of lists are made of it. */
const LONGEST_NAME = 20
/** A ladder of more steps would be a flood; the catalogue's longest has ten. */
const MOST_STEPS = 20
const MOST_ROLES = 12

const text = z.string().trim().min(1)

const inGrammar = (parse: (written: string) => unknown) => (written: string) => {
  try {
    parse(written)
    return true
  } catch {
    return false
  }
}

const step = z.object({
  at: z.string().refine(inGrammar(parseAt), {
    error: '要写成 due+PT15M（截止后 15 分钟）、due-1WD@15:00（前 1 个工作日 15:00）这样的时间',
  }),
  condition: text,
  to: z.array(text).max(MOST_ROLES).default([]),
  message: text,
  repeat: z
    .string()
    .refine(inGrammar(parseRepeat), { error: '要写成 PT15M（每 15 分钟）或 daily@09:00 这样的间隔' })
    .optional(),
  set_status: text.optional(),
  set_flag: text.optional(),
  suggest: text.optional(),
})

/** One escalation policy as the catalogue writes it; what it says beside its rules is left out. */
export const policyShape = z.object({
  id: text,
  name_zh: text.max(LONGEST_NAME),
  respects_quiet_hours: z.enum(['respect', 'ignore', 'ignore_until_controlled', 'ignore_on_shift']),
  steps: z.array(step).min(1).max(MOST_STEPS),
})

/** A policy in the catalogue's words. */
export type WrittenPolicy = z.output<typeof policyShape>

export const POLICY_WORDS: Words = {
  id: '编号(id)',
  name_zh: '名称(name_zh)',
  respects_quiet_hours: '安静时段(respects_quiet_hours)',
  steps: '步骤(steps)',
  at: '时间(at)',
  condition: '条件(condition)',
  to: '收信人(to)',
  message: '消息(message)',
  repeat: '重复(repeat)',
}
