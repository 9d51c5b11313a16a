import fc from 'fast-check'
import { expect, test } from 'vitest'
import { copyName } from '../../src/photos/copies.ts'
import { cover, lookAt, REMOVABLE_MS, remove, uncover } from '../../src/photos/decide.ts'
import { everyCell, type Mask, readMask, sayGrid, TALL, WIDE } from '../../src/photos/mask.ts'
import { attach, type Photo, type PhotoEvent, photo, receive } from '../../src/photos/photo.ts'
import { Refusal } from '../../src/refusal.ts'

type Decide = (state: Photo | undefined) => PhotoEvent[]
interface Wish {
  name: string
  decide: (nowMs: number) => Decide
}

const who = fc.constantFrom('T31', 'G01')
const mask: fc.Arbitrary<Mask> = fc
  .record({
    grid: fc.constantFrom(WIDE, TALL),
    cells: fc.uniqueArray(fc.nat({ max: 107 }), { minLength: 1 }),
  })
  .map(({ grid, cells }) => ({ ...grid, cells: cells.sort((one, other) => one - other) }))
const received = { sender: 'T31', messageId: 'om_1', mime: 'image/jpeg', bytes: 9, sha256: 'aa' }

const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.constant({ name: 'receive', decide: () => receive(received) }),
  fc.constant({ name: 'attach', decide: () => attach('hazard/1') }),
  fc.tuple(mask, who).map(([to, by]) => ({ name: 'cover', decide: () => cover(to, by) })),
  fc.tuple(mask, who).map(([to, by]) => ({ name: 'replace', decide: () => cover(to, by, true) })),
  who.map((by) => ({ name: 'uncover', decide: () => uncover(by) })),
  fc
    .tuple(fc.constantFrom('', ' ', '传错了'), who)
    .map(([why, by]) => ({ name: 'remove', decide: (nowMs: number) => remove(why, by, nowMs) })),
  who.map((by) => ({ name: 'look', decide: () => lookAt(by) })),
)
const lives = fc.array(fc.tuple(wish, fc.nat({ max: 9 * 3_600_000 })), { maxLength: 14 })

/** Lives it through; calls back with the state before and after whatever was not refused. */
function live(
  steps: [Wish, number][],
  seen: (step: {
    name: string
    before: Photo | undefined
    after: Photo
    atMs: number
    events: PhotoEvent[]
  }) => void,
): void {
  let state: Photo | undefined
  let atMs = 0
  for (const [{ name, decide }, later] of steps) {
    atMs += later
    const before = state
    try {
      const events = decide(atMs)(before)
      for (const event of events) state = photo.evolve(state, event, { id: 'p1', atMs, actor: null })
      if (state) seen({ name, before, after: state, atMs, events })
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal)
      expect(state).toBe(before)
    }
  }
}

test('whatever becomes of a picture, its original and its past stay what they were', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      live(steps, ({ before, after }) => {
        if (!before) return
        for (const part of ['sender', 'sha256', 'bytes', 'receivedAtMs'] as const)
          expect(after[part]).toEqual(before[part])
        expect(after.looks ?? []).toEqual(expect.arrayContaining(before.looks ?? []))
        if (before.removed) expect(after).toEqual({ ...before, looks: after.looks, about: after.about })
      })
    }),
  )
})

test('a copy that shows something else has another name, and a name never comes back', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const shown = new Map<string, string>()
      live(steps, ({ after }) => {
        const cells = JSON.stringify([after.mask?.columns, after.mask?.cells])
        expect(shown.get(copyName(after)) ?? cells).toBe(cells)
        shown.set(copyName(after), cells)
      })
    }),
  )
})

test('who only covers uncovers nothing; the same again changes nothing', () => {
  fc.assert(
    fc.property(lives, mask, (steps, more) => {
      live(steps, ({ after }) => {
        if (after.removed) return
        const again = cover(
          more,
          'T31',
        )(after).reduce<Photo>(
          (state, event) => photo.evolve(state, event, { id: 'p1', atMs: 1, actor: null }),
          after,
        )
        const kept = after.mask && sayGrid(after.mask) === sayGrid(more) ? after.mask.cells : []
        expect(again.mask!.cells).toEqual(expect.arrayContaining([...kept, ...more.cells]))
        expect(cover(more, 'G01')(again)).toEqual([])
      })
    }),
  )
})

/** Which of 36 × 36 squares are covered: both grids lie on their lines. */
const covered = ({ columns, rows, cells }: Mask): boolean[] =>
  Array.from({ length: 36 * 36 }, (_, square) => {
    const column = Math.floor(((square % 36) * columns) / 36)
    return cells.includes(Math.floor((Math.floor(square / 36) * rows) / 36) * columns + column)
  })

test('who only covers makes no point of the picture visible again, whichever grid he was shown', () => {
  const whole = fc.constantFrom(WIDE, TALL).map((grid) => ({ ...grid, cells: everyCell(grid) }))
  fc.assert(
    fc.property(fc.oneof(mask, whole), fc.array(mask, { minLength: 1, maxLength: 4 }), (first, more) => {
      const steps = [receive(received), cover(first, 'G01', true), ...more.map((each) => cover(each, 'T31'))]
      let before: Photo | undefined
      let atMs = 0
      for (const decide of steps) {
        const after = decide(before).reduce<Photo | undefined>(
          (state, event) => photo.evolve(state, event, { id: 'p1', atMs: atMs++, actor: null }),
          before,
        )
        const now = after?.mask && covered(after.mask)
        if (before?.mask) covered(before.mask).forEach((was, at) => void (was && expect(now![at]).toBe(true)))
        before = after
      }
    }),
  )
})

test('it is removed within a day, with a reason, or not at all', () => {
  fc.assert(
    fc.property(lives, (steps) => {
      live(steps, ({ before, after, atMs }) => {
        if (!after.removed || before?.removed) return
        expect(after.removed.reason.trim()).not.toBe('')
        expect(atMs - after.receivedAtMs).toBeLessThanOrEqual(REMOVABLE_MS)
      })
    }),
  )
})

test.each([
  ['3', [2]],
  ['1-3,5', [0, 1, 2, 4]],
  ['5、1-2', [0, 1, 4]],
  ['108', [107]],
  ['106-999', [105, 106, 107]],
  ['全部', everyCell(WIDE)],
])('「%s」 names cells', (words, cells) => expect(readMask(words, '12x9').cells).toEqual(cells))
test.each(['', ' ', '0', '109', '-3', '3-1', 'a', '1;DROP', '9'.repeat(4000)])('「%s」 names none', (words) =>
  expect(() => readMask(words, '')).toThrow(Refusal),
)
test('the grid is the one that was shown', () => {
  expect(readMask('1', '9x12')).toEqual({ columns: 9, rows: 12, cells: [0] })
  expect(readMask('1', '1000000x9')).toEqual({ ...WIDE, cells: [0] })
})
