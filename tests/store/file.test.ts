import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeEach, expect, test } from 'vitest'
import { DatabaseDown, Taken } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { spawnChild } from './child.ts'
import { keep, onDisk, openWithTable } from './kept.ts'

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'file-'))
  path = join(dir, 'a.db')
  return () => rm(dir, { recursive: true })
})

test('writes of one turn share a commit, each with its own outcome', async () => {
  await (await openWithTable(path)).close()
  const db = openFile(path)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 64 }, (_, i) => db.write([keep('me', i >> 1)])),
  )
  expect(db.commits).toBe(1)
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(32)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Taken)
  expect(await onDisk(path)).toHaveLength(32)
  await db.close()
})

/** Commits in the log of a file: frames whose header says how large the database is after them (sqlite.org/walformat). */
async function commitsInLog(): Promise<number> {
  const log = await readFile(`${path}-wal`)
  const frameBytes = 24 + log.readUInt32BE(8)
  const salts = log.subarray(16, 24)
  let commits = 0
  for (let at = 32; at + frameBytes <= log.length; at += frameBytes)
    if (salts.equals(log.subarray(at + 8, at + 16)) && log.readUInt32BE(at + 4) !== 0) commits++
  return commits
}

test('64 busy workers need one commit per round, and the file agrees with the counter', async () => {
  const db = await openWithTable(path)
  let next = 0
  const worker = async () => {
    while (next < 640) await db.write([keep('me', next++)])
  }
  await Promise.all(Array.from({ length: 64 }, worker))
  expect(await commitsInLog()).toBe(db.commits)
  expect(db.commits - 1).toBe(640 / 64)
  expect(await onDisk(path)).toHaveLength(640)
  await db.close()
})

test('more than fits one commit is still all written', async () => {
  const db = await openWithTable(path)
  await Promise.all(Array.from({ length: 1300 }, (_, i) => db.write([keep('me', i)])))
  expect(db.commits - 1).toBe(3)
  expect(await onDisk(path)).toHaveLength(1300)
  await db.close()
})

test('closing finishes what was accepted', async () => {
  const db = await openWithTable(path)
  const writing = db.write([keep('me', 1)])
  await db.close()
  expect(await onDisk(path)).toEqual(['me 1'])
  await writing
})

test('a statement that ends the transaction for everybody acknowledges nothing that is not there', async () => {
  const db = await openWithTable(path)
  await db.write([keep('me', 0)])
  const tyrant = { sql: "INSERT OR ROLLBACK INTO kept (who, i) VALUES ('me', 0)", args: [] }
  const outcomes = await Promise.allSettled([
    db.write([keep('me', 1)]),
    db.write([tyrant]),
    db.write([keep('me', 2)]),
  ])
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ reason: { message: expect.stringContaining('savepoint') } })
  await db.write([keep('me', 3)])
  expect(await onDisk(path)).toEqual(['me 0', 'me 3'])
  await db.close()
})

test('a full database is DatabaseDown for the whole commit, and works when there is room again', async () => {
  const db = await openWithTable(path)
  await db.write([keep('me', 0)])
  await db.get('PRAGMA max_page_count = 10')
  // Several rows and a key: SQLite undoes this statement alone and leaves the transaction open.
  const heavy = {
    sql: "INSERT INTO kept SELECT 'heavy', value, zeroblob(50000) FROM json_each('[1,2]')",
    args: [],
  }
  const outcomes = await Promise.allSettled([
    db.write([keep('me', 1)]),
    db.write([heavy]),
    db.write([keep('me', 2)]),
  ])
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: expect.any(DatabaseDown) })
  await db.write([keep('me', 3)])
  expect(await db.get('PRAGMA max_page_count'), 'the same connection').toEqual({ max_page_count: 10 })
  await db.get('PRAGMA max_page_count = 10000')
  await db.write([heavy])
  expect(await onDisk(path)).toEqual(['heavy 1', 'heavy 2', 'me 0', 'me 3'])
  await db.close()
})

test('a disk that refuses to write: everybody acknowledged is there, the next write works', async () => {
  await (await openWithTable(path)).close()
  const child = spawnChild('full-process.ts', [path], 2000)
  const said = JSON.parse((await child.line()) ?? '{}') as {
    acknowledged: number[]
    failed: number
    down: boolean
    reopened: boolean
  }
  expect(said.failed).toBe(8)
  expect(said.down).toBe(true)
  expect(said.reopened, 'a failing disk may have left a stale handle').toBe(true)
  expect((await onDisk(path)).sort()).toEqual(said.acknowledged.map((i) => `full ${i}`).sort())
})

test('only so many prepared statements are kept', async () => {
  const db = await openWithTable(path)
  for (let i = 0; i < 2000; i++) await db.get(`SELECT ${i}`)
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  await nextTurn()
  const { n } = (await db.get<{ n: number }>('SELECT count(*) AS n FROM sqlite_stmt'))!
  expect(n).toBeLessThan(300)
  await db.close()
})

test('synchronous is FULL unless told otherwise, foreign keys are on', async () => {
  const full = openFile(path)
  const normal = openFile(path, { synchronous: 'NORMAL' })
  expect(await full.get('PRAGMA synchronous')).toEqual({ synchronous: 2 })
  expect(await normal.get('PRAGMA synchronous')).toEqual({ synchronous: 1 })
  expect(await full.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 })
  await full.close()
  await normal.close()
})

test('a file that cannot be opened is DatabaseDown', async () => {
  await expect(openFile(join(dir, 'nowhere/a.db')).get('SELECT 1')).rejects.toBeInstanceOf(DatabaseDown)
})
