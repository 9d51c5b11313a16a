import { expect, test } from 'vitest'
import { readRuleWish } from '../../src/bot/rule-words.ts'

const TODAY = '2026-11-22'
const wish = (words: string) => {
  const { number, value, from } = readRuleWish(words, TODAY)
  return [number.key, value, from]
}

test.each([
  ['一般隐患整改 5', ['hazard.general.rectify_days', 5, undefined]],
  ['一般隐患整改5天', ['hazard.general.rectify_days', 5, undefined]],
  ['一般隐患整改期限改为五个工作日', ['hazard.general.rectify_days', 5, undefined]],
  ['一般隐患整改期限：５', ['hazard.general.rectify_days', 5, undefined]],
  ['一般整改 十二', ['hazard.general.rectify_days', 12, undefined]],
  ['hazard.verify_days 3', ['hazard.verify_days', 3, undefined]],
  ['验收期限 三天 从 2026-12-01 起', ['hazard.verify_days', 3, '2026-12-01']],
  ['验收期限3从12月1日起', ['hazard.verify_days', 3, '2026-12-01']],
  ['验收期限 3 从1月4日开始生效', ['hazard.verify_days', 3, '2027-01-04']],
  ['验收期限 3 从明天起', ['hazard.verify_days', 3, '2026-11-23']],
  ['验收期限 3 从今天起', ['hazard.verify_days', 3, undefined]],
  ['较大隐患管控 90分钟', undefined],
  ['较大隐患管控 1小时', ['hazard.larger.control', 1, undefined]],
  ['重大隐患管控 15 分钟', ['hazard.major.control', 15, undefined]],
] as const)('%s', (words, read) => {
  if (read) expect(wish(words)).toEqual(read)
  else expect(() => wish(words)).toThrow(/单位是小时/)
})

test.each([
  '验收期限 3 从 2026-02-30 起',
  '验收期限 3 从 2030-01-01 起',
  '验收期限',
  '验收期限 3 从下雨那天起',
])('%s is refused with a sentence', (words) => {
  expect(() => wish(words)).toThrow(/。$/)
})
