import { readNumeral } from './numbers.ts'

/** A class as people write it, found in a line. */
export interface ClassMention {
  readonly at: number
  readonly end: number
  readonly words: string
  readonly grade: number
  readonly number: number
}

const GRADE = '[一二三四五六1-6]'
const NUMBER = '(?:[1-9]\\d?|十[一二三四五六七八九]?|二十|[一二三四五六七八九])'
/** 三(2)班, 三(2), 三〔2〕班, 三年级(二)班 */
const BRACKETED = `(${GRADE})\\s?(?:年级|年)?\\s?[(\\[〔【<]\\s?(${NUMBER})\\s?[)\\]〕】>]?\\s?班?`
/** 三2班, 三二班, 3.2班, 3-2班, 三年级2班, 三年2班 */
const PLAIN = `(${GRADE})\\s?(?:年级|年)?\\s?[.\\-·、]?\\s?(${NUMBER})\\s?班`
/** 302班, 302教室, and 302 alone when nothing near makes it a count or a measure. */
const DIGITS = '([1-6])0([1-9])\\s?(?:班|教室)?'
/** Not in the middle of another number or of 一年级一二班 (two classes at once). */
const APART = '(?<![a-z\\d.年级第十百(:一二三四五六七八九])'
const MENTION = new RegExp(
  `${APART}(?:${BRACKETED}|${PLAIN}|${DIGITS}(?!\\d|[.:]\\d|[元块个人名次度分号米年月日天张本斤克瓶:路]))`,
  'gu',
)

/** All classes mentioned, in order; whether the school has them is for the caller to say. */
export function classMentions(text: string): ClassMention[] {
  return [...text.matchAll(MENTION)].map((found) => {
    const grade = found[1] ?? found[3] ?? found[5]!
    const number = found[2] ?? found[4] ?? found[6]!
    return {
      at: found.index,
      end: found.index + found[0].length,
      words: found[0].trim(),
      grade: readNumeral(grade)!,
      number: readNumeral(number)!,
    }
  })
}

/** Grade and number of a class from its official name, e.g. 三(2)班; null for 向日葵班. */
export function classNumber(name: string): { grade: number; number: number } | null {
  const mention = classMentions(name.normalize('NFKC'))[0]
  return mention ? { grade: mention.grade, number: mention.number } : null
}
