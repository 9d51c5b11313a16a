import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Database, DatabaseDown } from '../../src/store/database.ts'
import { openWorld, type World } from '../world.ts'

// The database is away for the length of one statement in the middle of sending: no card is given up for that.
let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

/** The next statement like this fails; the one after it works again. */
function failOnce(db: Database, like: RegExp): { failed(): boolean } {
  let failed = false
  const { get, write } = db
  const trips = (sql: string) => {
    if (failed || !like.test(sql)) return
    failed = true
    throw new DatabaseDown('away for a moment')
  }
  Object.assign(db, {
    async get(sql: string, args: never[]) {
      trips(sql)
      return get.call(db, sql, args)
    },
    async write(statements: { sql: string; args: never[] }[]) {
      for (const { sql } of statements) trips(sql)
      return write.call(db, statements)
    },
  } satisfies Partial<Record<keyof Database, unknown>>)
  return { failed: () => failed }
}

test.each([
  ['before the card is drawn', /SELECT max\(seq\) AS seq FROM events$/],
  ['after the card was sent', /INSERT INTO posts/],
  ['while what is due is taken in hand', /UPDATE outbox SET lease_until = \?, attempts/],
  ['while a sentence is recorded', /INSERT INTO causes/],
])('%s', async (_, like) => {
  const { town } = world
  const teacher = world.person('单念蘅')
  const fault = failOnce(town.db, like)
  await world.emulator.say(teacher.openId, '/隐患 走廊灯不亮')
  await town.settle()
  expect(fault.failed()).toBe(true)
  world.expectTrouble('send-failed')
  world.expectTrouble('work-off-failed')
  await town.moveTo(town.now() + 60_000)
  expect(teacher.readsAll().map(({ title }) => title)).toEqual([expect.stringContaining('隐患 1')])
  expect(await town.db.all('SELECT once FROM outbox WHERE state = 3')).toEqual([])
  world.everybodyReads(/隐患/)
})

test('a card that arrived and is not booked yet is pressed as what it is, a private one', async () => {
  const { town, emulator } = world
  const teacher = world.person('单念蘅')
  const fault = failOnce(town.db, /UPDATE outbox SET state/)
  await emulator.say(teacher.openId, '/帮助')
  await town.settle()
  expect(fault.failed()).toBe(true)
  world.expectTrouble('send-failed')
  const form = await teacher.presses('报隐患')
  expect(form.toast).toBeUndefined()
  expect(form.fields).toContain('text')
  teacher.readsAll()
})
