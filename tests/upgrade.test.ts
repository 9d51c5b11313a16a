import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hazard } from '../src/hazards/evolve.ts'
import type { HazardEvent } from '../src/hazards/hazard.ts'
import type { Incident } from '../src/incidents/incident.ts'
import { compareRows, rebuild } from '../src/log/rebuild.ts'
import { recordUntilDone } from '../src/log/record.ts'
import { verifyLog } from '../src/log/verify.ts'
import { beginWork } from '../src/log/work.ts'
import { nouns } from '../src/nouns.ts'
import type { Database } from '../src/store/database.ts'
import { openFile } from '../src/store/file.ts'
import { migrate } from '../src/store/migrate.ts'
import { readMigrations } from '../src/store/migrations-on-disk.ts'
import { rowsVersion, upgrade } from '../src/upgrade.ts'
import { setAside } from './stories/school-day.ts'
import { openWorld, sampleSchool } from './world.ts'

const KEPT = new URL('fixtures/school-of-version-3.jsonl.gz', import.meta.url)
const files = () => readMigrations(new URL('../migrations/', import.meta.url).pathname)

let folder: string
let db: Database
const path = (name: string) => join(folder, name)

/** A school's morning as version 3 of the schema left it: 4 hazards, a minor and a serious incident under way. */
async function keptDatabase(): Promise<void> {
  await migrate(db, (await files()).slice(0, 3), 0)
  const lines = gunzipSync(await readFile(KEPT))
    .toString()
    .split('\n')
  await db.write(
    lines.map((line) => {
      const [table, row] = JSON.parse(line) as [
        string,
        Record<string, string | number | null | { hex: string }>,
      ]
      const names = Object.keys(row)
      return {
        sql: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        args: Object.values(row).map((value) =>
          typeof value === 'object' && value !== null
            ? Uint8Array.from(Buffer.from(value.hex, 'hex'))
            : value,
        ),
      }
    }),
  )
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upgrade-'))
  db = openFile(path('old.db'))
  await keptDatabase()
})

afterEach(async () => {
  await db.close()
  await rm(folder, { recursive: true })
})

async function differences(): Promise<string[]> {
  const fresh = openFile(path('fresh.db'))
  await migrate(fresh, await files(), 0)
  await rebuild(nouns, db, fresh)
  const { differences: found, rows } = await compareRows(nouns, db, fresh)
  await fresh.close()
  expect(rows).toBeGreaterThan(90)
  return found
}

test('a database of an older version: its rows are what its log says once it is upgraded, its seals hold', async () => {
  await upgrade(db, await files(), 1)
  expect(await differences()).toEqual([])
  expect((await verifyLog(db)).faults).toEqual([])
})

test('an upgrade that ended between the tables and the rows goes on the next time', async () => {
  await migrate(db, await files(), 1)
  await db.write([{ sql: "UPDATE hazards SET state = '{}' WHERE id = '1'", args: [] }])
  expect(await upgrade(db, await files(), 2)).toEqual([])
  expect(await differences()).toEqual([])
})

test('bots that write beside it lose nothing: a newer row stays, what was logged meanwhile is read', async () => {
  await migrate(db, await files(), 1)
  let accepted = 0
  const writing = (async () => {
    for (let turn = 0; turn < 60; turn++) {
      const { repeat } = await recordUntilDone(
        db,
        `beside:${turn}`,
        () => beginWork(db, 2 + turn, 'G01'),
        async (work) => {
          const said: HazardEvent = { kind: 'hazard.controlled', control: `第 ${turn} 次`, by: 'G01' }
          await work.change(hazard, String((turn % 4) + 1), () => [said])
          return {}
        },
      )
      if (!repeat) accepted += 1
    }
  })()
  await Promise.all([writing, upgrade(db, await files(), 1)])
  expect(accepted).toBe(60)
  expect(await differences()).toEqual([])
  expect(await rowsVersion(db)).toBe((await files()).length)
})

test('what was under way climbs: a serious incident nobody answered is told again', async () => {
  await upgrade(db, await files(), 1)
  await db.close()
  const world = await openWorld({
    at: '2026-09-01 09:50',
    school: sampleSchool(),
    databaseUrl: `file:${path('old.db')}`,
  })
  await world.at('09:55')
  const told = world.unread().map(({ name, got }) => `${name} ${got.title}`)
  expect(told.some((line) => line.startsWith('钟砚舟'))).toBe(true)
  const row = await world.town.db.get<{ state: string }>(
    "SELECT state FROM incidents WHERE level = 'serious'",
  )
  expect((JSON.parse(row!.state) as Incident).status).toBe('reported')
  const ladders = await world.town.db.all<{ id: string }>(
    "SELECT id FROM ladders WHERE id GLOB 'hazard/*' OR id GLOB 'incident/*' ORDER BY id",
  )
  expect(ladders.map(({ id }) => id)).toEqual([
    'hazard/1',
    'hazard/2',
    'hazard/3',
    'hazard/4',
    'incident/1',
    'incident/2',
  ])
  setAside(world)
  await world.close()
  db = openFile(path('old.db'))
})
