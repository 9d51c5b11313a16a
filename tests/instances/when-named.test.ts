import { expect, test } from 'vitest'
import { dayFirst, monthNamed } from '../../src/instances/when-named.ts'

const TODAY = '2026-09-15'

test('a day at the head of the words is a day, and what follows stays words', () => {
  for (const [words, day, rest] of [
    ['2026-09-01 正常', '2026-09-01', '正常'],
    ['２０２６年９月１日 正常', '2026-09-01', '正常'],
    ['9月1日正常', '2026-09-01', '正常'],
    ['12月31号 正常', '2026-12-31', '正常'],
    ['昨天 正常', '2026-09-14', '正常'],
    ['今天的 正常', '2026-09-15', '正常'],
    ['正常', undefined, '正常'],
    ['昨天正常', undefined, '昨天正常'],
    ['36.5', undefined, '36.5'],
    ['2026-09-01正常', '2026-09-01', '正常'],
    ['3-5 人没到', undefined, '3-5 人没到'],
  ] as const)
    expect(dayFirst(words, TODAY), words).toEqual({ day, rest })
  expect(dayFirst('12月31日 正常', '2026-01-05').day).toBe('2025-12-31')
  for (const words of ['2026-02-30 正常', '13月1日 正常', '9月31日'])
    expect(() => dayFirst(words, TODAY), words).toThrow('这一天')
})

test('a month by its name, and nothing else', () => {
  expect(monthNamed('', TODAY)).toBeUndefined()
  expect(monthNamed('2026-08', TODAY)).toBe('2026-08')
  expect(monthNamed('8月', TODAY)).toBe('2026-08')
  expect(monthNamed('12月份', TODAY)).toBe('2025-12')
  expect(monthNamed('2026年8月', TODAY)).toBe('2026-08')
  for (const words of ['13月', '0月', '上个月的', '2026-13'])
    expect(() => monthNamed(words, TODAY)).toThrow('哪个月')
})
