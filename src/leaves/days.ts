import { Refusal } from '../refusal.ts'
import { addDays, type Day, daysBetween, isDay, weekdayOf, yearOf } from '../time.ts'

export interface Days {
  from: Day
  to: Day
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ['前天', -2],
  ['昨天', -1],
  ['今天', 0],
  ['今日', 0],
  ['明天', 1],
  ['明日', 1],
  ['后天', 2],
  ['大后天', 3],
])
const ONE_DAY =
  /大后天|[前昨今明后]天|[今明]日|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|(?<![\d-/.])\d{1,2}[-/]\d{1,2}(?![\d天个小时度周月/%])|(?:下周|下星期|这周|本周|周|星期)[一二三四五六日天]/g
/** Looks like a day, but is none we know: asking beats guessing. */
const DAYLIKE = /\d+[日号]|\d{1,2}月|[上下]个?(?:周|星期|月)|节|假期/

/**
 * The days a sentence names (`今天`, `9月3日`, `9月3日至9月5日`, `下周一`), and the sentence without them. No day named is
 * today. Throws `Refusal` for a day that does not exist or that we cannot read, never guesses another one.
 */
export function readDays(words: string, today: Day): Days & { rest: string } {
  const found = [...words.matchAll(ONE_DAY)].map((match) => match[0])
  const rest = words.replace(ONE_DAY, ' ')
  if (found.length > 2) throw notUnderstood(words)
  if (found.length === 0) {
    if (DAYLIKE.test(words)) throw notUnderstood(words)
    return { from: today, to: today, rest }
  }
  const [from, to = from] = found.map((word) => dayNamed(word, today))
  return { from: from!, to: to!, rest: rest.replace(/^\s*[从自]|\s[到至~—-]+\s/g, ' ') }
}

/** One day as people write it or as a form gives it. */
export function dayNamed(words: string, today: Day): Day {
  const word = words.trim()
  const ahead = WORDS.get(word)
  if (ahead !== undefined) return addDays(today, ahead)
  const week = /^(下)?(?:这|本)?(?:周|星期)([一二三四五六日天])$/.exec(word)
  if (week) return weekdayNamed('一二三四五六日'.indexOf(week[2]!.replace('天', '日')) + 1, week[1], today)
  const full = /^(\d{4})[-/.年](\d{1,2})[-/月](\d{1,2})/.exec(word)
  if (full) return real(`${full[1]}-${two(full[2]!)}-${two(full[3]!)}`, word)
  const short = /^(\d{1,2})[-/月](\d{1,2})/.exec(word)
  if (short) return nearest(`${two(short[1]!)}-${two(short[2]!)}`, today, word)
  throw notUnderstood(word)
}

const two = (digits: string) => digits.padStart(2, '0')

function real(day: string, word: string): Day {
  if (!isDay(day)) throw notUnderstood(word)
  return day
}

/** A day without its year is this year's, unless that lies half a year back: 1月5日 said in December is next January. */
function nearest(monthDay: string, today: Day, word: string): Day {
  const year = yearOf(today)
  const thisYear = `${year}-${monthDay}`
  const next = `${year + 1}-${monthDay}`
  if (isDay(thisYear) && daysBetween(thisYear, today) < 183) return thisYear
  return real(isDay(next) ? next : thisYear, word)
}

/** 周三 is the coming one, today included; 下周三 is next week's, weeks from Monday. */
function weekdayNamed(weekday: number, next: string | undefined, today: Day): Day {
  const monday = addDays(today, 1 - weekdayOf(today))
  if (next) return addDays(monday, 7 + weekday - 1)
  const day = addDays(monday, weekday - 1)
  return day < today ? addDays(day, 7) : day
}

const notUnderstood = (words: string) =>
  new Refusal('bad-day', `没看懂日期「${words.trim().slice(0, 20)}」，请写成「9月1日」或「2026-09-01」。`)
