import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Double, double, join, notice, picture, tellApart } from '../../src/doubles/double.ts'
import { Refusal } from '../../src/refusal.ts'
import { codeOf } from '../refused.ts'

const given = { text: '插座没电了', reporter: 'T32', photos: [] as string[] } as unknown as Double['given']
const at = { id: '1', atMs: 0, actor: null }
const wish = fc.constantFrom(join('said'), join('silence'), join('graver'), tellApart('8'), picture('p1'))

test('however often it is answered: the same or another matter, never both ways again, and never asked anew', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 8 }), (said) => {
      let state = notice({ number: 1, of: '3', given, dueAtMs: 9 })(undefined).reduce<Double | undefined>(
        (now, event) => double.evolve(now, event, at),
        undefined,
      )!
      for (const decide of said) {
        const before = state
        try {
          for (const event of decide(state)) state = double.evolve(state, event, at)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        if (before.status !== 'asked') expect(state.status).not.toBe('asked')
        if (before.status === 'apart') expect(state).toEqual(before)
        expect(state.given.text).toBe('插座没电了')
      }
    }),
    { numRuns: 500 },
  )
})

test('a number is given once, and what nobody noticed is answered by nobody', () => {
  const noticed = notice({ number: 1, of: '3', given, dueAtMs: 9 })
  const [event] = noticed(undefined)
  expect(codeOf(() => noticed(double.evolve(undefined, event!, at)))).toBe('number-taken')
  expect(codeOf(() => join('said')(undefined))).toBe('no-double')
  expect(codeOf(() => tellApart('8')(undefined))).toBe('no-double')
})
