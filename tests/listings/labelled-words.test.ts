import { expect, test } from 'vitest'
import { labelledWords } from '../../src/bot/labelled-words.ts'

const LABELS = { 编号: 'no', 责任单位: 'unit', 责任人: 'person', 完成时限: 'deadline' } as const

test('each part by its label, with or without a colon, in any order', () => {
  const whole = { no: '区教安督〔2026〕3号', unit: '棠梨小学', person: '贺栎生', deadline: '10月30日' }
  for (const words of [
    '编号：区教安督〔2026〕3号 责任单位：棠梨小学 责任人：贺栎生 完成时限：10月30日',
    '完成时限 10月30日，责任人 贺栎生，责任单位 棠梨小学，编号 区教安督〔2026〕3号',
    '编号:区教安督〔2026〕3号;责任单位:棠梨小学;责任人:贺栎生;完成时限:10月30日。',
  ])
    expect(labelledWords(words, LABELS)).toEqual(whole)
})

test('a label inside a word is none, an empty part is missing, loose words are nobody’s', () => {
  expect(labelledWords('主要责任人：贺栎生', LABELS)).toEqual({})
  expect(labelledWords('责任人： 编号：3号', LABELS)).toEqual({ no: '3号' })
  expect(labelledWords('很急 编号：3号', LABELS)).toEqual({ no: '3号' })
  expect(labelledWords('', LABELS)).toEqual({})
})
