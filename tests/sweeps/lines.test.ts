import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from '../../src/sweeps/lines.ts'
import { places, type Sentence, school } from '../reading/school.ts'

const texts = (raw: string) => linesOf(raw, places).map(({ text }) => text)

test.each([
  ['三(2)班插座没电了\n操场单杠底座松了', ['三(2)班插座没电了', '操场单杠底座松了']],
  ['1.三(2)班插座没电了 2.操场单杠底座松了', ['三(2)班插座没电了', '操场单杠底座松了']],
  ['①三(2)班插座没电了②操场单杠底座松了', ['三(2)班插座没电了', '操场单杠底座松了']],
  ['三(2)班插座没电了；操场单杠底座松了', ['三(2)班插座没电了', '操场单杠底座松了']],
  // Only one of the parts says where: one matter, told in two breaths.
  ['三(2)班插座没电了；窗户也坏了', ['三(2)班插座没电了；窗户也坏了']],
  ['三(2)班插座没电了\n昨天就这样\n麻烦看看', ['三(2)班插座没电了，昨天就这样，麻烦看看']],
  [
    '刚才走了一圈\n三(2)班插座没电了\n操场单杠底座松了',
    ['刚才走了一圈，三(2)班插座没电了', '操场单杠底座松了'],
  ],
  ['留样冰箱温度升到9.5度了', ['留样冰箱温度升到9.5度了']],
  ['3.2班插座没电了', ['3.2班插座没电了']],
  ['你好\n在吗', ['你好，在吗']],
])('%s', (raw, expected) => {
  expect(texts(raw)).toEqual(expected)
})

test('a heading is the place of what stands below it, unless that names its own', () => {
  expect(linesOf('三(2)班：\n插座没电了\n操场单杠底座松了', places)).toEqual([
    { text: '插座没电了', place: '三(2)班' },
    { text: '操场单杠底座松了' },
  ])
})

test('a line of normality is no matter', () => {
  expect(linesOf('1. 三(2)班插座没电了\n2. 三楼一切正常', places)).toEqual([
    { text: '三(2)班插座没电了' },
    { text: '三楼一切正常', normal: true },
  ])
})

test('each of the forty reports of the sample school is one matter', () => {
  for (const { text } of school.reports as Sentence[]) expect(texts(text), text).toHaveLength(1)
})

test('whatever is typed: something comes of it, nothing twice, and every letter said is in it', () => {
  const word = fc.constantFrom(
    '三(2)班',
    '插座没电了',
    '一切正常',
    '；',
    '\n',
    '1.',
    '2、',
    ' ',
    '好的',
    '：',
    '-',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 14 }), (words) => {
      const raw = words.join('')
      const lines = linesOf(raw, places)
      expect(lines.length).toBeGreaterThan(0)
      const letters = (text: string) =>
        [...text]
          .filter((letter) => /\p{Script=Han}/u.test(letter))
          .sort()
          .join('')
      const headings = new Set(lines.flatMap(({ place }) => (place ? [place] : [])))
      const said = letters(raw)
      const kept = letters(lines.map(({ text }) => text).join(''))
      // A heading stands once above its lines; everything else is kept letter by letter.
      if (headings.size === 0 && !/三\(2\)班.*：/s.test(raw)) expect(kept).toBe(said)
    }),
    { numRuns: 500 },
  )
})
