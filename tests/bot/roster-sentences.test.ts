import { expect, test } from 'vitest'
import { readReplace } from '../../src/bot/roster-sentences.ts'
import { Refusal } from '../../src/refusal.ts'
import { directoryWith } from '../rosters/school.ts'

const school = directoryWith()
const read = (words: string) => {
  const { from, to, person, insteadOf, seat, reason } = readReplace(words, school, '2026-09-01')
  return [from, to, person.name, insteadOf?.name, seat, reason]
}

test.each([
  ['9月3日 田芸归 外出开会', ['2026-09-03', '2026-09-03', '田芸归', undefined, undefined, '外出开会']],
  ['9月3日田芸归外出开会', ['2026-09-03', '2026-09-03', '田芸归', undefined, undefined, '外出开会']],
  ['田芸归 9月3日 请假看病', ['2026-09-03', '2026-09-03', '田芸归', undefined, undefined, '请假看病']],
  ['9月3日-5日 田芸归 培训', ['2026-09-03', '2026-09-05', '田芸归', undefined, undefined, '培训']],
  ['9月3日至9月5日 田芸归 培训', ['2026-09-03', '2026-09-05', '田芸归', undefined, undefined, '培训']],
  ['2026-09-03-2026-09-05 田芸归 培训', ['2026-09-03', '2026-09-05', '田芸归', undefined, undefined, '培训']],
  [
    '2026-09-03 至 2026-09-05 田芸归 培训',
    ['2026-09-03', '2026-09-05', '田芸归', undefined, undefined, '培训'],
  ],
  [
    '明天 请田芸归老师来替 来不及赶回',
    ['2026-09-02', '2026-09-02', '田芸归', undefined, undefined, '来不及赶回'],
  ],
  ['田芸归 发烧', ['2026-09-01', '2026-09-01', '田芸归', undefined, undefined, '发烧']],
  ['9月3日 校门口 田芸归 培训', ['2026-09-03', '2026-09-03', '田芸归', undefined, '校门口', '培训']],
  ['9月3日 值班领导 聂怀谷 开会', ['2026-09-03', '2026-09-03', '聂怀谷', undefined, 'duty_leader', '开会']],
  ['9月3日 田芸归替叶梅砚 生病', ['2026-09-03', '2026-09-03', '田芸归', '叶梅砚', undefined, '生病']],
  [
    '9月3日 田芸归 领导叫我开会',
    ['2026-09-03', '2026-09-03', '田芸归', undefined, undefined, '领导叫我开会'],
  ],
  [
    '9月3日 田芸归 和叶梅砚去听课',
    ['2026-09-03', '2026-09-03', '田芸归', undefined, undefined, '和叶梅砚去听课'],
  ],
  [
    '9月3日 田芸归，外出，下午回',
    ['2026-09-03', '2026-09-03', '田芸归', undefined, undefined, '外出，下午回'],
  ],
])('%s', (words, meant) => {
  expect(read(words)).toEqual(meant)
})

test.each(['9月3日 开会', '', '9月99日 田芸归 开会', '下个月 田芸归 开会'])(
  '「%s」 is asked again, never guessed',
  (words) => {
    expect(() => read(words)).toThrow(Refusal)
  },
)
