import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork, type Work } from '../../src/log/work.ts'
import { openWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld({ at: '2026-09-02 10:00' })
  world.everybodyReads(/./)
})
afterEach(() => world.close())

const owesAfter = async (cause: string, work: (work: Work) => void): Promise<boolean> => {
  const { db, now } = world.town
  const begin = () => beginWork(db, now(), null)
  const done = await recordUntilDone(db, cause, begin, async (begun) => {
    work(begun)
    return {}
  })
  return done.owes
}

test('the sender is woken for what somebody is owed, and not for nothing', async () => {
  expect(await owesAfter('nothing', () => {})).toBe(false)
  expect(await owesAfter('a card nobody has', (work) => work.touch('hazard/99'))).toBe(false)
  const owed = {
    once: 'woken:1',
    kind: 'send' as const,
    recipient: 'person:T31',
    show: { card: 'fixed' },
    urgency: 2 as const,
    notBeforeMs: Number.MAX_SAFE_INTEGER,
  }
  expect(await owesAfter('something', (work) => work.owe(owed))).toBe(true)
})
