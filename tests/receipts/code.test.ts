import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createReceiptCodes, holdsCode, readCode, sayCode } from '../../src/receipts/code.ts'
import { createTries } from '../../src/receipts/tries.ts'

const HOUR = 3_600_000

test('a post has one code, another post, another secret another one; each reads back however it is typed', async () => {
  const codes = createReceiptCodes('secret')
  await fc.assert(
    fc.asyncProperty(fc.string(), async (post) => {
      const code = await codes.codeFor(post)
      expect(code).toMatch(/^[2-9AC-HJKMNPQRTVWXY]{10}$/)
      expect(await createReceiptCodes('secret').codeFor(post)).toBe(code)
      expect(await createReceiptCodes('other').codeFor(post)).not.toBe(code)
      expect(await codes.codeFor(`${post}.`)).not.toBe(code)
      for (const typed of [
        sayCode(code),
        code.toLowerCase(),
        ` ${[...code].join(' ')}\n`,
        `${code.slice(0, 4)}—${code.slice(4)}`,
      ])
        expect(readCode(typed)).toBe(code)
    }),
    { numRuns: 60 },
  )
})

test('what is kept of a code is neither the code nor the same under another secret', async () => {
  const code = await createReceiptCodes('secret').codeFor('post')
  const hash = await createReceiptCodes('secret').hashOf(code)
  expect(hash).toMatch(/^[0-9a-f]{32}$/)
  expect(await createReceiptCodes('other').hashOf(code)).not.toBe(hash)
})

test('anything else is no code, whatever its length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 5000 }), (typed) => {
      const read = readCode(typed)
      expect(read === undefined || /^[2-9A-Y]{10}$/.test(read)).toBe(true)
    }),
  )
  for (const typed of ['', '0123456789', 'ABCDEFGHIJ', '234567', 'ACDEFGHJKMN'])
    expect(readCode(typed)).toBeUndefined()
})

test('wrong tries are forgiven after an hour', () => {
  const tries = createTries()
  for (const at of [0, 1, 2]) tries.wrong(at)
  expect(tries.areTooMany(3, 10)).toBe(true)
  expect(tries.areTooMany(4, 10)).toBe(false)
  expect(tries.areTooMany(3, HOUR)).toBe(false)
})

test.each([
  ['GT86G-MM7EG', true],
  ['我的码 gt86g mm7eg，有结果吗', true],
  ['ＧＴ８６Ｇ—ＭＭ７ＥＧ', true],
  ['码：GT86GMM7EG', true],
  ['GT 86 GM M7 EG', true],
  ['电话 2345678999', false],
  ['灭火器 MFZ4 压力不够', false],
  ['p1a2c3d4e5f6a7b8', false],
  ['GTRGAMMTEG', true],
  ['gtrga-mmteg', true],
  ['department', false],
  ['/hazard water meter broken', false],
  ['', false],
])('%s holds a code: %s', (words, holds) => {
  expect(holdsCode(words)).toBe(holds)
})
