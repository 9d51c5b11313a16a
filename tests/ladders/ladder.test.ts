import { expect, test } from 'vitest'
import { climb, type Ladder, ladder, lastRepeat, raiseAnew } from '../../src/ladders/ladder.ts'

const at = { id: 'incident/1', atMs: 0, actor: null }

function taking(...steps: [string, number][]): Ladder {
  let state: Ladder = { id: at.id, sinceMs: 0, taken: {}, nextMs: 0 }
  for (const [key, atMs] of steps)
    for (const event of climb([{ key, atMs }], null)(state)) state = ladder.evolve(state, event, at)
  return state
}

test('of a step that repeats the first time and the last are kept, however often it came', () => {
  const repeats = Array.from({ length: 200 }, (_, index): [string, number] => [`6 up ×${index + 1}`, index])
  const state = taking(['6 up', 5], ['7 other', 6], ...repeats)
  expect(state.taken).toEqual({ '6 up': 5, '7 other': 6, '6 up ×200': 199 })
  expect(lastRepeat(state.taken, '6 up')).toEqual({ count: 200, atMs: 199 })
  expect(lastRepeat(state.taken, '7 other')).toEqual({ count: 0, atMs: 6 })
  expect(lastRepeat(state.taken, '8 never')).toBeUndefined()
})

test('begun anew it has taken nothing', () => {
  const [event] = raiseAnew({ sinceMs: 9, fromMs: 3, nextMs: 9 })()
  const state = ladder.evolve(taking(['6 up', 5]), event!, at)
  expect(state).toEqual({ id: at.id, sinceMs: 9, fromMs: 3, nextMs: 9, taken: {} })
})
