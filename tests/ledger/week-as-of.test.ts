import { afterAll, beforeAll, expect, test } from 'vitest'
import { hazard } from '../../src/hazards/evolve.ts'
import { statesAsOf } from '../../src/log/replay.ts'
import { hazardsAsOf } from '../../src/reports/hazards-as-of.ts'
import type { Database } from '../../src/store/database.ts'
import { DAY_MS, instantOf } from '../../src/time.ts'
import { makeUpHazards } from './many-hazards.ts'
import { schoolInMemory } from './school-in-memory.ts'

const NOW_MS = instantOf('2026-12-09', '10:30')
let db: Database

beforeAll(async () => {
  const school = await schoolInMemory()
  db = school.db
  await makeUpHazards(db, school.directory, { from: 1, count: 300, nowMs: NOW_MS, days: 120 })
})
afterAll(() => db.close())

test('a week now and long ago: the same as replaying every hazard ever logged, without those that ended before', async () => {
  for (const days of [0, 1, 8, 30, 90]) {
    const asOfMs = NOW_MS - days * DAY_MS
    const sinceMs = asOfMs - 7 * DAY_MS
    const replayed = (await statesAsOf(db, hazard, asOfMs)).filter(
      ({ closedAtMs }) => closedAtMs === undefined || closedAtMs > sinceMs,
    )
    const read = await hazardsAsOf(db, sinceMs, asOfMs)
    expect(read.length).toBeGreaterThan(10)
    const byNumber = (all: typeof read) => all.toSorted((one, other) => one.number - other.number)
    expect(byNumber(read)).toEqual(byNumber(replayed))
  }
})
