import { Refusal } from '../refusal.ts'
import type { RuleNumber } from '../template/numbers.ts'
import { numberNamed, readNumberFor } from '../template/read-number.ts'
import { addDays, type Day, isDay, sayDay } from '../time.ts'

/** What somebody wants a number of the rules to be; from now on unless a later day is said. */
export interface RuleWish {
  number: RuleNumber
  value: number
  from?: Day
}

/** Further ahead nobody remembers what was decided. */
const MOST_DAYS_AHEAD = 366

const USAGE = '请这样写：/规则 一般隐患整改期限 5，或 /规则 一般隐患整改期限 5 从 2026-12-01 起。'

/** Behind a number or a blank: a title may have the same letters in it (无消息自动结束). */
const FROM = /^(.*?[\s\d日天时钟])[从自]\s*(\S.*?)\s*(?:起|开始|生效)*$/u
/** A title may begin with a numeral (一般隐患…): what counts is the one at the end. */
const NAMED =
  /^(.+?)\s*(?:改为|改成|设为|[:=])?\s*([-−+]?(?:\d[\d.]*|[零〇一二两三四五六七八九十百]+)\s*(?:个?(?:工作)?(?:小时|日)|天|分钟?|[次条倍周])?)$/u
/** No number at all: the last word is what was meant to be one. */
const LAST_WORD = /^(.+?)\s+(\S+)$/u

/** `一般隐患整改 5`, `验收期限改为三天 从12月1日起`. @throws Refusal with what to write instead */
export function readRuleWish(words: string, today: Day): RuleWish {
  const said = words.normalize('NFKC').trim()
  const [, body = said, day] = FROM.exec(said) ?? []
  const wish = body.trim()
  const [, name = wish, value = ''] = NAMED.exec(wish) ?? LAST_WORD.exec(wish) ?? []
  return wishOf({ name, value }, day, today)
}

/** The same from the fields of the form. */
export const ruleWishOf = (key: string, value: string, from: string, today: Day): RuleWish => {
  if (key === '' || value === '') throw new Refusal('no-number', '请选一项，并写上要改成的数字。')
  return wishOf({ name: key, value }, from === '' ? undefined : from, today)
}

function wishOf(
  { name, value }: { name: string; value: string },
  day: string | undefined,
  today: Day,
): RuleWish {
  const number = numberNamed(name)
  if (value === '') throw new Refusal('no-number', `${number.title}改成多少？${USAGE}`)
  const from = day === undefined || day === '' ? undefined : dayFrom(day, today)
  return { number, value: readNumberFor(number, value), ...(from !== undefined && { from }) }
}

/** The day a rule begins; undefined for today. */
function dayFrom(words: string, today: Day): Day | undefined {
  if (/^(今天|现在|即日|即刻)/.test(words)) return undefined
  if (words === '明天') return addDays(today, 1)
  const day = dateOf(words, today)
  if (day === undefined)
    throw new Refusal('bad-day', `「${words.slice(0, 20)}」不是日期，请写成 2026-12-01 这样。`)
  if (day < today) throw new Refusal('past', `${sayDay(day)}已经过去了。规则不能往回改，请写今天以后的日期。`)
  if (day > addDays(today, MOST_DAYS_AHEAD)) throw new Refusal('too-far', `${day} 太远了，最多提前一年定。`)
  return day === today ? undefined : day
}

/** `2026-12-01`, `2026年12月1日`, `12月1日`: without a year the next one to come. */
function dateOf(words: string, today: Day): Day | undefined {
  const [, year, month = '', date = ''] =
    /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?$/.exec(words.trim()) ?? []
  const within = (of: string | number) => `${of}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const day = within(year ?? today.slice(0, 4))
  if (!isDay(day)) return undefined
  return year === undefined && day < today ? within(Number(today.slice(0, 4)) + 1) : day
}
