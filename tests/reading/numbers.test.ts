import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headcounts, readNumeral } from '../../src/reading/numbers.ts'
import { readReport } from '../../src/reading/reading.ts'
import { places } from './school.ts'

const DIGITS = '零一二三四五六七八九'
function chinese(n: number): string {
  const hundreds = Math.floor(n / 100)
  const tens = Math.floor((n % 100) / 10)
  const ones = n % 10
  const tail = `${tens > 0 ? `${tens === 1 && hundreds === 0 ? '' : DIGITS[tens]}十` : ''}${ones > 0 ? DIGITS[ones] : ''}`
  return hundreds === 0 ? tail : `${DIGITS[hundreds]}百${tens === 0 && ones > 0 ? '零' : ''}${tail}`
}

test('numerals read back what was written, in both scripts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), (n) => {
      expect(readNumeral(String(n))).toBe(n)
      expect(readNumeral(chinese(n))).toBe(n)
    }),
  )
  for (const words of ['', '百', '三二', '一个', 'x']) expect(readNumeral(words)).toBeNull()
})

describe('people are counted, other things are not', () => {
  test.each([
    ['4个孩子吐', [4]],
    ['两名学生', [2]],
    ['三四个孩子', [3]],
    ['十二位家长', [12]],
    ['好几个学生', [3]],
    ['俩娃', [2]],
    ['打了两个电话', []],
    ['第三个孩子', []],
    ['三个小时', []],
    ['两个班', []],
    ['三年级', []],
  ])('%s', (text, people) => {
    expect(headcounts(text).map((count) => count.people)).toEqual(people)
  })
})

describe('the sickness threshold (§6.4)', () => {
  test.each([
    ['三(2)有两个孩子发烧', 'minor'],
    ['三(2)有三个孩子发烧', 'serious'],
    ['三(2)有3名学生拉肚子', 'serious'],
    ['三(2)两个发烧,一个吐', 'serious'],
    ['三(2)有两个孩子发烧,其中一个吐', 'minor'],
    ['三(2)三个孩子没来,一个发烧', 'minor'],
    ['四十二个孩子里有一个发烧', 'minor'],
    ['两个孩子吃完午饭都吐了', 'serious'],
    ['一个孩子吃完午饭吐了', 'minor'],
    ['这三天陆续四个孩子发烧', 'minor'],
    ['这三天陆续五个孩子发烧', 'serious'],
    ['全班都在咳嗽发烧', 'serious'],
  ])('%s → %s', (text, level) => {
    expect(readReport(text, places)).toMatchObject({ kind: 'incident', level })
  })

  test('never less serious for one pupil more', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) => readReport(`三(2)有${chinese(n + 1)}个孩子发烧`, places).level,
    )
    expect(levels).toEqual(levels.map((_, n) => (n + 1 >= 3 ? 'serious' : 'minor')))
  })
})
