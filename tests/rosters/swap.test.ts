import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  askSwap,
  expireSwap,
  type Swap,
  type SwapEvent,
  swap,
  volunteer,
  withdrawSwap,
} from '../../src/rosters/swap.ts'
import { codeOf } from '../refused.ts'

const TODAY = '2026-09-01'
const asked = { seat: '校门口', day: '2026-09-03', asker: 'T14', others: ['T12', 'T13'] }
const evolve = (events: SwapEvent[], state?: Swap): Swap =>
  events.reduce<Swap | undefined>(
    (now, event) => swap.evolve(now, event, { id: '1', atMs: 0, actor: null }),
    state,
  )!
const open = evolve(askSwap(asked, TODAY)(undefined))

test('asked for a day to come, of somebody', () => {
  expect(codeOf(() => askSwap({ ...asked, day: TODAY }, TODAY)(undefined))).toBe('too-late')
  expect(codeOf(() => askSwap({ ...asked, day: '2026-08-31' }, TODAY)(undefined))).toBe('past')
  expect(codeOf(() => askSwap({ ...asked, others: [] }, TODAY)(undefined))).toBe('nobody-to-ask')
  expect(codeOf(() => askSwap(asked, TODAY)(open))).toBe('already-asked')
})

test('the first gets it, twice is harmless, the second hears that it is taken', () => {
  const taken = evolve(volunteer('T12', true, TODAY)(open), open)
  expect(taken).toMatchObject({ status: 'agreed', volunteer: 'T12' })
  expect(volunteer('T12', true, TODAY)(taken)).toEqual([])
  expect(codeOf(() => volunteer('T13', true, TODAY)(taken))).toBe('taken')
  expect(codeOf(() => volunteer('T99', true, TODAY)(open))).toBe('not-asked')
  expect(codeOf(() => volunteer('T14', true, TODAY)(open))).toBe('own-swap')
  expect(codeOf(() => volunteer('T12', true, '2026-09-03')(open))).toBe('over')
  expect(codeOf(() => withdrawSwap('T14')(taken))).toBe('taken')
})

test('a turn that is no longer the asker’s is given to nobody', () => {
  const ended = evolve(volunteer('T12', false, TODAY)(open), open)
  expect(ended).toMatchObject({ status: 'expired', why: 'turn-gone' })
  expect(ended.volunteer).toBeUndefined()
})

test('whatever happens in whatever order, it is agreed at most once and an end is an end', () => {
  const step = fc.record({
    does: fc.constantFrom('take', 'drop', 'expire'),
    who: fc.constantFrom('T12', 'T13', 'T14', 'T99'),
    theirs: fc.boolean(),
    today: fc.constantFrom(TODAY, '2026-09-02', '2026-09-03'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
      let now = open
      const kinds: string[] = []
      for (const { does, who, theirs, today } of steps) {
        const before = now
        codeOf(() => {
          const events =
            does === 'take'
              ? volunteer(who, theirs, today)(now)
              : does === 'drop'
                ? withdrawSwap(who)(now)
                : expireSwap('its-day')(now)
          kinds.push(...events.map(({ kind }) => kind))
          now = evolve(events, now)
        })
        if (before.status !== 'asked') expect(now).toEqual(before)
      }
      expect(kinds.length).toBeLessThanOrEqual(1)
      if (now.status === 'agreed') expect(asked.others).toContain(now.volunteer)
    }),
  )
})
