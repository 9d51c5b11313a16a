import { expect, test } from 'vitest'
import { createSigner } from '../../src/pages/signed.ts'

const signer = createSigner('app secret')
const token = await signer.sign('session', { person: '张三', until: 1 })

test('what was signed is read, for its purpose and with its secret alone', async () => {
  expect(await signer.read('session', token)).toEqual({ person: '张三', until: 1 })
  expect(await createSigner('app secret').read('session', token)).toEqual({ person: '张三', until: 1 })
  expect(await signer.read('ticket', token)).toBeUndefined()
  expect(await createSigner('another').read('session', token)).toBeUndefined()
})

test('one changed character anywhere makes it nothing', async () => {
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === 'A' ? 'B' : 'A'
    const changed = token.slice(0, at) + other + token.slice(at + 1)
    const read = await signer.read('session', changed)
    // The last character of a MAC carries two bits that decode to nothing.
    if (at < token.length - 2) expect(read, `at ${at}`).toBeUndefined()
  }
})

test.each(['', '.', 'a.b', 'a.b.c', '%.%', `${token}.`, 'x'.repeat(100_000), undefined])(
  '%s is nothing',
  async (junk) => {
    expect(await signer.read('session', junk)).toBeUndefined()
  },
)
