import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refusal } from '../../src/refusal.ts'
import * as wishes from '../../src/sweeps/sweep.ts'
import { codeOf } from '../refused.ts'

const text = fc.constantFrom('灯坏了', '灯坏了。', '门没锁', '插座黑了')
const wish: fc.Arbitrary<wishes.Decide> = fc.oneof(
  text.map((said) => wishes.note({ about: `hazard/${said.length}`, text: said }, 9)),
  fc.constantFrom('p1', 'p2').map((photo) => wishes.picture([photo], 9)),
  fc.constantFrom<'said' | 'silence'>('said', 'silence').map(wishes.end),
  fc.constant(wishes.cutShort(['还有一条'])),
  fc.constant(wishes.moved('7', 'hazard/8')),
)

test('in whatever order: what is over stays over, pictures wait only for words, nothing noted is lost', () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 20 }), (said) => {
      const at = { id: '1', atMs: 0, actor: null }
      let state = wishes
        .begin(
          1,
          'T31',
          9,
        )(undefined)
        .reduce<wishes.Sweep | undefined>((now, event) => wishes.sweep.evolve(now, event, at), undefined)!
      for (const decide of said) {
        const before = state
        try {
          for (const event of decide(state)) state = wishes.sweep.evolve(state, event, at)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        expect(state.items.length).toBeGreaterThanOrEqual(before.items.length)
        if (before.status === 'over') expect(state.status).toBe('over')
        if (state.items.length > before.items.length) expect(state.waiting).toEqual([])
        if (wishes.picturesGoTo(state)) expect(state.waiting).toEqual([])
      }
    }),
    { numRuns: 1000 },
  )
})

test('the same words but for blanks and marks are noted once', () => {
  const about = { items: [{ about: 'hazard/1', text: '三楼 灯坏了。' }] } as wishes.Sweep
  expect(wishes.notedAs(about, '三楼灯坏了')).toBeDefined()
  expect(wishes.notedAs(about, '三楼门坏了')).toBeUndefined()
})

test('a number is given once, and a walk that is over takes no more', () => {
  const at = { id: '1', atMs: 0, actor: null }
  const begun = wishes.begin(1, 'T31', 9)
  const open = wishes.sweep.evolve(undefined, begun(undefined)[0]!, at)
  const over = wishes.sweep.evolve(open, { kind: 'sweep.ended', why: 'said' }, at)
  expect(codeOf(() => begun(open))).toBe('number-taken')
  for (const wish of [
    wishes.note({ about: 'hazard/1', text: '灯坏了' }, 9),
    wishes.picture(['p1'], 9),
    wishes.cutShort(['还有一条']),
  ]) {
    expect(codeOf(() => wish(open))).toBeUndefined()
    expect(codeOf(() => wish(over))).toBe('sweep-over')
    expect(codeOf(() => wish(undefined))).toBe('sweep-over')
  }
})
