import * as z from 'zod'
import { HOUR_MS, MINUTE_MS } from '../time.ts'

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
/** Where a window begins or ends. */
export const edge = z.object({
  offset: z.string().transform((written, ctx): DayOffset => {
    const offset = parseOffset(written)
    if (!offset) ctx.addIssue({ code: 'custom', message: OFFSET_HINT })
    return offset ?? z.NEVER
  }),
  at,
})

const BEFORE = /^-PT(\d{1,4})([MH])$/
/** `open`, so long before the end, or at an hour of a day counted from the nominal one. */
export const reminder = z
  .object({ offset: z.string(), at: at.optional() })
  .transform((given, ctx): Reminder => {
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

type Edge = z.output<typeof edge>
/** Whatever the calendar: so many workdays take at least as many days. Where it depends, the calendar is asked. */
export function closesBeforeItOpens(
  { offset: open, at: opensAt }: Edge,
  { offset: due, at: dueAt }: Edge,
): boolean {
  if (open.amount === due.amount) return opensAt >= dueAt
  const earliestOpen = open.unit === 'D' || open.amount >= 0
  const latestDue = due.unit === 'D' || due.amount <= 0
  return open.amount > due.amount && (open.unit === due.unit || (earliestOpen && latestDue))
}
