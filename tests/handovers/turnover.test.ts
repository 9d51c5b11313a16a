import { expect, test, vi } from 'vitest'
import { expectRowsAreTheEvents } from '../rebuilt.ts'
import { live } from './turnover.ts'

// Hundreds of days of a whole school are lived through here.
vi.setConfig({ testTimeout: 180_000 })

/** `peers.md` M13: no duty is ever ownerless, looked at whenever anything may have changed, with 30 % turnover and more. */
test.each([
  [1, '2026-08-31', '2027-01-22', 24],
  [2, '2026-09-01', '2026-09-18', 30],
  [3, '2026-09-28', '2026-10-16', 40],
])(
  'seed %i, %s to %s, %i changes: every open item has a living owner, rebuild equals live',
  async (seed, from, to, changes) => {
    const { db, changed, handovers, ownerless, misplaced, looks } = await live(seed, from, to, changes)
    expect(ownerless.slice(0, 10)).toEqual([])
    expect(misplaced).toEqual([])
    expect(changed).toBe(changes)
    expect(looks).toBeGreaterThan(changes * 10)
    expect(handovers.done).toBeGreaterThan(0)
    await expectRowsAreTheEvents(db)
    await db.close()
  },
)
