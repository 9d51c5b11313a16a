import fc from 'fast-check'
import { expect, test } from 'vitest'
import { report } from '../../src/hazards/decide.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import type { Hazard, HazardEvent } from '../../src/hazards/hazard.ts'
import { addByCode, answerReporter } from '../../src/hazards/talk.ts'
import { HOUR_MS } from '../../src/time.ts'
import { codeOf } from '../refused.ts'
import { REPORTED } from './made.ts'

const evolve = (state: Hazard | undefined, events: HazardEvent[], atMs = 0): Hazard =>
  events.reduce<Hazard | undefined>(
    (now, event) => hazard.evolve(now, event, { id: '1', atMs, actor: null }),
    state,
  )!
const { reporter: _, ...nobody } = REPORTED
const place = { kind: 'words', words: '仓库' } as const
const anonymous = () => evolve(undefined, report({ ...nobody, place, anonymous: true }, 'G01')(undefined))

test('whatever is said, every line stands in order, the reporter’s without a name, and no more than five an hour', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('answer' as const),
      text: fc.string({ maxLength: 20 }),
      minutes: fc.nat(90),
    }),
    fc.record({
      kind: fc.constant('add' as const),
      text: fc.string({ maxLength: 20 }),
      photos: fc.array(fc.constantFrom('p1', 'p2', 'p3'), { maxLength: 2 }),
      minutes: fc.nat(30),
    }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let state = anonymous()
      let atMs = 0
      for (const each of steps) {
        atMs += each.minutes * 60_000
        const decide =
          each.kind === 'answer' ? answerReporter(each.text, 'G01') : addByCode(each.text, each.photos, atMs)
        if (codeOf(() => decide(state)) === undefined) state = evolve(state, decide(state), atMs)
      }
      const talk = state.talk ?? []
      expect(talk.map((line) => line.atMs)).toEqual(talk.map((line) => line.atMs).sort((a, b) => a - b))
      expect(talk.every(({ text }) => text !== '')).toBe(true)
      for (const { atMs: end } of talk) {
        const within = talk.filter(
          (line) => line.by === undefined && line.atMs <= end && line.atMs > end - HOUR_MS,
        )
        expect(within.length).toBeLessThanOrEqual(5)
      }
      expect(new Set(state.photos.map(({ id }) => id)).size).toBe(state.photos.length)
      expect(state).not.toHaveProperty('reporter')
    }),
  )
})

test('a report with a name has nobody to answer by code; one that is over takes no more', () => {
  const named = evolve(undefined, report({ ...REPORTED, place }, 'G01')(undefined))
  expect(codeOf(() => answerReporter('好', 'G01')(named))).toBe('not-anonymous')
  expect(codeOf(() => answerReporter(' ', 'G01')(anonymous()))).toBe('no-text')
  const over = evolve(anonymous(), [{ kind: 'hazard.verified', by: 'G03' }, { kind: 'hazard.closed' }])
  expect(codeOf(() => addByCode('还在', [], 0)(over))).toBe('closed')
  expect(answerReporter('修好了', 'G01')(over)).toHaveLength(1)
  expect(answerReporter('修好了', 'G01')(evolve(over, answerReporter('修好了', 'G01')(over)))).toEqual([])
})
