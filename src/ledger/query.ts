import * as z from 'zod'
import { hazardCategories } from '../duties/catalogue.ts'
import { SEVERITIES } from '../hazards/severity.ts'
import { isDay } from '../time.ts'
import { HAPPENINGS, type LedgerFilter, SCOPES, STATES } from './filter.ts'

const day = z.string().refine(isDay)
/** Neither a place nor a department has a control character in it, and no database keeps NUL. */
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}+$/u)
const yes = z.literal('1').transform(() => true as const)
const number = (most: number) => z.coerce.number().int().min(0).max(most)

/** Each field for itself: an address somebody shortened or made up narrows by what can be read of it. */
const fields = {
  scope: z.enum(SCOPES),
  state: z.enum(STATES),
  severity: z.enum(SEVERITIES),
  category: z.string().refine((id) => hazardCategories.has(id)),
  place: words(60),
  department: words(40),
  overdue: yes,
  urgent: yes,
  repeat: yes,
  age: number(4),
  from: day,
  to: day,
  week: day,
  what: z.enum(HAPPENINGS),
  page: number(100_000),
}

export interface LedgerQuery {
  filter: LedgerFilter
  /** From 1. */
  page: number
}

/** The filter of an address; `scope` is the given one unless the address names another. */
export function readQuery(params: URLSearchParams, scope: LedgerFilter['scope']): LedgerQuery {
  const given = Object.fromEntries(
    Object.entries(fields).flatMap(([name, shape]) => {
      const text = params.get(name)
      const read = text ? shape.safeParse(text) : undefined
      return read?.success ? [[name, read.data]] : []
    }),
  ) as Partial<LedgerFilter> & { page?: number; what?: (typeof HAPPENINGS)[number]; week?: unknown }
  const { page = 1, what, week, ...filter } = given
  return {
    filter: {
      scope,
      state: 'open',
      ...filter,
      ...(typeof week === 'string' && what && { week: { start: week, what } }),
    },
    page: Math.max(1, page),
  }
}

/** `scope=all&severity=larger`: what `readQuery` reads back. */
export function queryOf(filter: LedgerFilter, page = 1): string {
  const { week, state, ...rest } = filter
  const params = new URLSearchParams()
  const flat = {
    ...rest,
    ...(state !== 'open' && { state }),
    ...(week && { week: week.start, what: week.what }),
    ...(page > 1 && { page }),
  }
  for (const [name, value] of Object.entries(flat)) params.set(name, value === true ? '1' : String(value))
  return params.toString()
}
