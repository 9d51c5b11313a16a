import { expect, test } from 'vitest'
import { dutiesWith, stockEntry } from '../../src/duties/duty.ts'
import { Refusal } from '../../src/refusal.ts'

const KEY = 'chk-homeroom-morning'
const refused = (change: Record<string, unknown>): string => {
  try {
    dutiesWith([{ id: KEY, ...change }])
    return ''
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.message
  }
}
const form = (change: object) => {
  const [first, ...rest] = stockEntry(KEY)!.form as object[]
  return [{ ...first, ...change }, ...rest]
}

const WRONG: [string, Record<string, unknown>, RegExp][] = [
  ['a title longer than a card’s line', { title_zh: '晨'.repeat(31) }, /名称\(title_zh\)太长，最多 30 个字/],
  ['a title of brackets', { title_zh: '（晨检）' }, /名称\(title_zh\)除去括号里的话，至少写两个字/],
  ['a title of two lines', { title_zh: '晨检\n午检' }, /名称\(title_zh\)里有换行或看不见的字符，请写成一行/],
  [
    'a label too long',
    { form: form({ label_zh: '很'.repeat(31) }) },
    /form 第 1 行：栏名\(label_zh\)太长，最多 30 个字/,
  ],
  ['a field no platform takes', { form: form({ key: '应到' }) }, /编号\(key\)要用英文字母开头的短编号/],
  [
    'two fields of one key',
    { form: [...form({}), ...form({})].slice(0, 9) },
    /表单\(form\)里有两栏编号\(key\)相同/,
  ],
  ['an option twice', { form: form({ options: ['好', '好'] }) }, /选项\(options\)里有重复的选项，请只留一个/],
  ['an option too long', { form: form({ options: ['好'.repeat(21)] }) }, /太长，最多 20 个字/],
  ['words without an end', { note: '说'.repeat(301) }, /说明\(note\)太长，最多 300 个字/],
]

test.each(WRONG)('%s is refused with how to mend it', (_name, change, said) => {
  expect(refused(change)).toMatch(said)
})

test('words a card can show are taken', () => {
  expect(refused({ title_zh: '晨检（三楼）', note: '到岗后十分钟内' })).toBe('')
})
