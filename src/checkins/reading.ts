import { readNumeral } from '../reading/numbers.ts'
import { Refusal } from '../refusal.ts'
import type { Checkin } from './checkin.ts'
import type { CheckinAnswer } from './checkin-answer.ts'
import { COUNTS, type CountName, countNames } from './checkin-answer.ts'

const LONGEST_NOTE = 500

/**
 * The answer a form says. `asked` are the fields that were on it: an empty one means none, and what was not asked stays
 * as it was answered before. Throws `Refusal` for a number that is none, or when nothing was said at all.
 */
export function readAnswer(
  text: (field: string) => string,
  asked: readonly (CountName | 'room' | 'note')[],
  about: Checkin,
): CheckinAnswer {
  const given: CheckinAnswer = about.answer && !about.answer.normal ? { ...about.answer } : { normal: false }
  delete given.present
  for (const name of countNames) {
    if (!asked.includes(name)) continue
    const count = readCount(text(name), name, about.expected)
    if (count === 0) delete given[name]
    else given[name] = count
  }
  if (asked.includes('room')) setWords(given, 'roomNote', text('room'))
  if (asked.includes('note')) setWords(given, 'note', text('note'))
  if (given.roomNote) given.room = 'problem'
  else delete given.room
  const { normal: _, matters: __, ...said } = given
  if (Object.keys(said).length === 0)
    throw new Refusal('nothing-said', '还没有填写。填一项人数或写一句说明；没有异常请点「全班正常」。')
  return given
}

function setWords(given: CheckinAnswer, name: 'roomNote' | 'note', words: string): void {
  if (words) given[name] = words.slice(0, LONGEST_NOTE)
  else delete given[name]
}

/** `3`, `３`, `三`, `3人`; empty is nobody. */
function readCount(words: string, name: CountName, expected: number | undefined): number {
  const plain = words
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[个名位]?(?:人|学生|同学)?$/, '')
  if (plain === '') return 0
  const count =
    /^\d{1,6}$/.test(plain) || plain === '零' ? Number(plain.replace('零', '0')) : readNumeral(plain)
  if (count === null || (expected !== undefined && count > expected))
    throw new Refusal(
      'bad-number',
      `${COUNTS[name]}人数「${words.slice(0, 12)}」不对，请填0到${expected ?? 99}之间的整数。`,
    )
  return count
}
