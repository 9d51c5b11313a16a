import { expect, test } from 'vitest'
import { type Ladder, ladder, move } from '../../src/ladders/ladder.ts'

test('a moved ladder forgets what comes again and owes nothing from before the move', () => {
  const before: Ladder = { id: 'duty/m', sinceMs: 0, taken: { notice: 10, reminder: 20 }, nextMs: 30 }
  const [event] = move(25, { notice: 10 }, 40)(before)
  const after = ladder.evolve(before, event!, { id: 'duty/m', atMs: 25, actor: 'P03' })
  expect(after).toEqual({ id: 'duty/m', sinceMs: 25, taken: { notice: 10 }, nextMs: 40 })
  expect(move(25, {}, 40)(undefined), 'nothing climbs').toEqual([])
})
