import { expect, test } from 'vitest'
import { openTablet, renewTablet, revokeTablet, type Tablet, tablet } from '../../src/tablets/tablet.ts'

type Decide = ReturnType<typeof openTablet>
const after = (...decides: Decide[]): Tablet | undefined =>
  decides.reduce<Tablet | undefined>(
    (state, decide) =>
      decide(state).reduce<Tablet | undefined>(
        (before, event) => tablet.evolve(before, event, { id: '门岗', atMs: 7, actor: 'G03' }),
        state,
      ),
    undefined,
  )

test('a link is good in its own generation alone: renewed or taken down and hung again, it never comes back', () => {
  const open = openTablet('G03')
  const renew = renewTablet('G03')
  const revoke = revokeTablet('G01')
  expect(after(open)).toEqual({ id: '门岗', open: true, generation: 1, sinceMs: 7, by: 'G03' })
  expect(after(open, open)?.generation).toBe(1)
  expect(after(open, renew, renew)?.generation).toBe(3)
  expect(after(open, renew, revoke)).toMatchObject({ open: false, generation: 2, by: 'G01' })
  expect(after(open, revoke, open)).toMatchObject({ open: true, generation: 2 })
  expect(revoke(after(open, revoke))).toEqual([])
})

test('what does not hang is neither renewed nor taken down', () => {
  expect(() => renewTablet('G03')(undefined)).toThrow('没有在用的平板')
  expect(() => revokeTablet('G03')(undefined)).toThrow('没有在用的平板')
  expect(() => renewTablet('G03')(after(openTablet('G03'), revokeTablet('G03')))).toThrow('没有在用的平板')
})
