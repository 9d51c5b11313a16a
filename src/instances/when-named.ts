import { Refusal } from '../refusal.ts'
import { addDays, type Day, dayOf, daysBetween, isDay } from '../time.ts'
import type { Instance } from './instance.ts'

/** Without a year only with 月 in it: 「3-5 人没到」 is no date. */
const DATE =
  /^(?:(\d{4})\s*[-/年.]\s*(?=\d{1,2}[-/月.])|(?=\d{1,2}月))(\d{1,2})[-/月.](\d{1,2})(?!\d)[日号]?\s*/
const NEAR: ReadonlyMap<string, number> = new Map([
  ['今天', 0],
  ['昨天', -1],
  ['前天', -2],
])
const WORD = /^(今天|昨天|前天)(?:的|[\s，,]|$)\s*/

/**
 * The day that words begin with, and the words after it: `2026-09-01 正常`, `9月1日 正常`, `昨天 正常`. Without a year, the
 * nearest one. @throws Refusal for a day that does not exist: kept as words it would be recorded for another.
 */
export function dayFirst(words: string, today: Day): { day: Day | undefined; rest: string } {
  const plain = words.normalize('NFKC')
  const near = WORD.exec(plain)
  if (near) return { day: addDays(today, NEAR.get(near[1]!)!), rest: plain.slice(near[0].length) }
  const date = DATE.exec(plain)
  if (!date) return { day: undefined, rest: words }
  const [all, year, month = '', dayOfMonth = ''] = date
  const inYear = (of: number): Day => `${of}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  const thisYear = Number(today.slice(0, 4))
  const years = year === undefined ? [thisYear, thisYear - 1, thisYear + 1] : [Number(year)]
  const [day] = years
    .map(inYear)
    .filter(isDay)
    .sort((one, other) => Math.abs(daysBetween(one, today)) - Math.abs(daysBetween(other, today)))
  if (day === undefined)
    throw new Refusal('no-such-day', `没有「${all.trim()}」这一天，请写成 9月1日 或 2026-09-01。`)
  return { day, rest: plain.slice(all.length) }
}

/**
 * The month that words name, `2026-08`, `2026年8月`, `8月`; without a year the last one that began. Empty words name none.
 * @throws Refusal for words that are no month.
 */
export function monthNamed(words: string, today: Day): string | undefined {
  const plain = words.normalize('NFKC').trim()
  if (plain === '') return undefined
  const [, year, month = ''] = /^(?:(\d{4})\s*[-/年.]\s*)?(\d{1,2})(?:月份?)?$/.exec(plain) ?? []
  const number = Number(month)
  if (number < 1 || number > 12)
    throw new Refusal('no-such-month', `没看懂「${words.slice(0, 12)}」是哪个月，请写成 8月 或 2026-08。`)
  const thisYear = Number(today.slice(0, 4))
  const of = year ?? (number > Number(today.slice(5, 7)) ? thisYear - 1 : thisYear)
  return `${of}-${String(number).padStart(2, '0')}`
}

/** Whether a day lies in the window it is owed in. */
export const isOwedOn = ({ period, opensAtMs, dueAtMs }: Instance, day: Day): boolean =>
  period === day || (dayOf(opensAtMs) <= day && day <= dayOf(dueAtMs - 1))
