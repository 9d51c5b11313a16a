import { expect, test } from 'vitest'
import { find, fresh, type Gap, type GapDay, gapDay } from '../../src/gaps/gap-day.ts'

const nobody: Gap = { kind: 'unreachable', who: 'W06' }
const unheld: Gap = { kind: 'unheld', who: 'duty_leader', of: '2026-09-01' }
const after = (state: GapDay | undefined, gaps: Gap[], atMs: number) =>
  find(
    gaps,
    atMs,
  )(state).reduce<GapDay | undefined>(
    (before, event) => gapDay.evolve(before, event, { id: '2026-09-01', atMs: 0, actor: null }),
    state,
  )

test('a gap met twice is one, and the card keeps its time', () => {
  const first = after(undefined, [nobody, nobody], 10)
  expect(first).toEqual({ id: '2026-09-01', atMs: 10, gaps: [nobody] })
  expect(find([nobody], 20)(first)).toEqual([])
  expect(after(first, [nobody, unheld], 20)).toEqual({ id: '2026-09-01', atMs: 10, gaps: [nobody, unheld] })
})

test('the same role on another day is another gap', () => {
  const first = after(undefined, [unheld], 10)
  expect(fresh([{ ...unheld, of: '2026-09-02' }], first)).toHaveLength(1)
})
