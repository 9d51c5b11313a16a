import { readNumeral } from '../reading/numbers.ts'
import { Refusal } from '../refusal.ts'
import { type RuleNumber, ruleNumbers, sayNumber } from './numbers.ts'

/** The number of a rule that words name: by key or title, by a part of it, by its characters in their order (`一般整改`). */
export function numberNamed(words: string): RuleNumber {
  const said = words.replace(/\s/g, '')
  const all = [...ruleNumbers]
  const ways: ((number: RuleNumber) => boolean)[] = [
    ({ key, title }) => key === said || title === said,
    ({ title }) => title.startsWith(said),
    ({ title }) => title.includes(said),
    ({ title }) => isWithin(said, title),
  ]
  for (const way of said.length < 2 ? ways.slice(0, 1) : ways) {
    const found = all.filter(way)
    if (found.length === 1) return found[0]!
    if (found.length > 1)
      throw new Refusal(
        'which-number',
        `有几项都像「${said}」：${found.map(({ title }) => title).join('、')}。请写完整的名称。`,
      )
  }
  throw new Refusal(
    'no-such-number',
    `没有「${said.slice(0, 20)}」这一项。发送 /规则 可以看到全部，例如：/规则 一般隐患整改期限 5。`,
  )
}

function isWithin(said: string, title: string): boolean {
  let at = 0
  for (const letter of title) if (letter === said[at]) at += 1
  return at === said.length
}

/** What people write behind a number, by the unit it is counted in. */
const SAID_UNITS: Record<string, RegExp> = {
  个工作小时: /^个?(?:工作)?小时$/,
  小时: /^个?小时$/,
  分钟: /^分钟?$/,
  个工作日: /^(?:个?工作日|天|日)$/,
  '': /^[天日次条倍周分钟个]+$/,
}

/**
 * A number as people write it, `5`, `三天`, `5个工作日`, within what a school and the law bear.
 * @throws Refusal with what is allowed
 */
export function readNumberFor(number: RuleNumber, words: string): number {
  const { title, unit, least, most, law } = number
  const said = words.normalize('NFKC').replace(/\s/g, '')
  const [, sign = '', figure = '', behind = ''] =
    /^([-−+]?)(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百]+)?(.*)$/u.exec(said) ?? []
  const value = figure.includes('.') ? Number.NaN : (readNumeral(figure) ?? Number(figure || Number.NaN))
  if (Number.isNaN(value) || (behind !== '' && !SAID_UNITS[unit]?.test(behind)))
    throw new Refusal(
      'bad-number',
      `「${words.trim().slice(0, 20)}」没看懂：${title}要写整数${unit && `，单位是${unit.replace(/^个/, '')}`}，例如 ${sayNumber(number, number.stock)}。`,
    )
  const exact = sign === '-' || sign === '−' ? -value : value
  if (exact > most && law !== undefined)
    throw new Refusal('looser', `${title}最长 ${sayNumber(number, most)}（${law}），不能放宽到 ${exact}。`)
  if (exact < least || exact > most)
    throw new Refusal(
      'out-of-bounds',
      `${title}要在 ${least} 到 ${sayNumber(number, most)}之间，写的是 ${exact}。`,
    )
  return exact
}
