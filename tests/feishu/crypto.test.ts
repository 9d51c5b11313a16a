import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decrypt, fromBase64Url, sameSecret, sign, toBase64Url } from '../../src/platforms/feishu/crypto.ts'
import { seal } from './envelopes.ts'

test('the public test vector decrypts', () => {
  expect(decrypt('test key', 'P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=')).toBe('hello world')
})

test('whatever is encrypted decrypts to itself, Chinese and emoji included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (text, key) => {
      expect(decrypt(key, seal(key, text))).toBe(text)
    }),
    { numRuns: 50 },
  )
  expect(decrypt('k', seal('k', '三楼走廊灯不亮 🚨'.repeat(500)))).toContain('🚨')
})

test('another key, a cut text and a text that is not base64 all throw', () => {
  const sealed = seal('k', 'hello')
  expect(() => decrypt('other', sealed)).toThrow()
  expect(() => decrypt('k', sealed.slice(0, 20))).toThrow()
  expect(() => decrypt('k', '%%%')).toThrow()
})

test('the signature is the SHA-256 of timestamp, nonce, key and the bytes as they came', () => {
  const body = new TextEncoder().encode('{ "encrypt" :\t"\\u4e2d\\/" , "n": 1.0 }\n')
  expect(sign('1700000000', 'n', 'k', body)).toMatch(/^[0-9a-f]{64}$/)
  const again = new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(body))))
  expect(sign('1700000000', 'n', 'k', again)).not.toBe(sign('1700000000', 'n', 'k', body))
  const known = sign('a', 'b', 'c', new Uint8Array())
  expect(known).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad') // SHA-256 of "abc"
})

test('secrets are the same only when every character is', () => {
  expect(sameSecret('abc', 'abc')).toBe(true)
  for (const wrong of ['', 'ab', 'abd', 'abcabc', 'ABC']) expect(sameSecret(wrong, 'abc')).toBe(false)
  expect(sameSecret('x', '')).toBe(false)
})

test('any text survives a component name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(toBase64Url(text)).toMatch(/^[A-Za-z0-9_-]*$/)
      expect(fromBase64Url(toBase64Url(text))).toBe(text)
    }),
  )
  expect(fromBase64Url('!')).toBeUndefined()
  expect(fromBase64Url('_w')).toBeUndefined()
})
