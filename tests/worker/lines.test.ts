import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createConsoleLog } from '../../src/console-lines.ts'

const written = (data: object): string => {
  let line = ''
  createConsoleLog((text) => {
    line = text
  })('said', data)
  return line
}

test('what names a person or carries a secret is cut at the top and one level down', () => {
  const secret = fc.constantFrom('token', 'secret', 'mobile', 'text')
  const value = fc.string({ minLength: 3 }).map((text) => `»${text}«`)
  fc.assert(
    fc.property(secret, value, (key, said) => {
      const line = written({ [key]: said, inner: { [key]: said, kept: 1 } })
      expect(JSON.parse(line)).toEqual({ event: 'said', [key]: '…', inner: { [key]: '…', kept: 1 } })
    }),
  )
})

test('a large integer of the database does not lose the line', () => {
  expect(JSON.parse(written({ seq: 9_007_199_254_740_993n, list: ['text'] }))).toEqual({
    event: 'said',
    seq: '9007199254740993',
    list: ['text'],
  })
})
