import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import LibSql from 'libsql'
import { beforeEach, expect, test } from 'vitest'
import { DatabaseDown, Taken } from '../../src/store/database.ts'
import { type FileDatabase, type FileOptions, openFile } from '../../src/store/file.ts'
import { type Child, spawnChild } from './child.ts'

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'file-'))
  path = join(dir, 'a.db')
  return () => rm(dir, { recursive: true })
})

const KEPT = 'CREATE TABLE kept (who TEXT NOT NULL, i INTEGER NOT NULL, ballast BLOB, PRIMARY KEY (who, i))'
const keep = (who: string, i: number) => ({ sql: 'INSERT INTO kept (who, i) VALUES (?, ?)', args: [who, i] })
async function openWithTable(options: FileOptions = {}): Promise<FileDatabase> {
  const db = openFile(path, options)
  await db.write([{ sql: KEPT, args: [] }])
  return db
}
/** What somebody sees who opens the file anew. */
async function onDisk(): Promise<string[]> {
  const fresh = openFile(path)
  const rows = await fresh.all<{ key: string }>("SELECT who || ' ' || i AS key FROM kept ORDER BY who, i")
  await fresh.close()
  return rows.map((row) => row.key)
}
async function lockedBy(mode: 'IMMEDIATE' | 'EXCLUSIVE'): Promise<Child & { release(): Promise<void> }> {
  const child = spawnChild('lock-process.ts', [path, mode])
  expect(await child.line()).toBe('held')
  const release = async () => {
    child.say('enough')
    expect(await child.line()).toBe('released')
    await child.ended
  }
  return { ...child, release }
}

test('writes of one turn share a commit, each with its own outcome', async () => {
  const db = await openWithTable()
  const before = db.commits
  const outcomes = await Promise.allSettled(
    Array.from({ length: 64 }, (_, i) => db.write([keep('me', i >> 1)])),
  )
  expect(db.commits - before).toBe(1)
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(32)
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Taken)
  expect(await onDisk()).toHaveLength(32)
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
  const db = await openWithTable()
  let next = 0
  const worker = async () => {
    while (next < 640) await db.write([keep('me', next++)])
  }
  await Promise.all(Array.from({ length: 64 }, worker))
  expect(await commitsInLog()).toBe(db.commits)
  expect(db.commits - 1).toBe(640 / 64)
  expect(await onDisk()).toHaveLength(640)
  await db.close()
})

test('more than fits one commit is still all written', async () => {
  const db = await openWithTable()
  await Promise.all(Array.from({ length: 1300 }, (_, i) => db.write([keep('me', i)])))
  expect(await onDisk()).toHaveLength(1300)
  await db.close()
})

test('closing finishes what was accepted', async () => {
  const db = await openWithTable()
  const writing = db.write([keep('me', 1)])
  await db.close()
  await writing
  expect(await onDisk()).toEqual(['me 1'])
})

test('a statement that ends the transaction for everybody acknowledges nothing that is not there', async () => {
  const db = await openWithTable()
  await db.write([keep('me', 0)])
  const tyrant = { sql: "INSERT OR ROLLBACK INTO kept (who, i) VALUES ('me', 0)", args: [] }
  const outcomes = await Promise.allSettled([
    db.write([keep('me', 1)]),
    db.write([tyrant]),
    db.write([keep('me', 2)]),
  ])
  expect(outcomes.map((o) => o.status)).toEqual(['rejected', 'rejected', 'rejected'])
  await db.write([keep('me', 3)])
  expect(await onDisk()).toEqual(['me 0', 'me 3'])
  await db.close()
})

test('while another process holds the lock our writes wait, and all that are acknowledged are there', async () => {
  const waits: number[] = []
  let held = await Promise.resolve<Awaited<ReturnType<typeof lockedBy>> | undefined>(undefined)
  const db = await openWithTable({
    async wait(ms) {
      waits.push(ms)
      if (waits.length === 5) await held?.release()
    },
  })
  await db.get('SELECT 1')
  held = await lockedBy('IMMEDIATE')
  await Promise.all(Array.from({ length: 20 }, (_, i) => db.write([keep('me', i)])))
  await db.write([keep('me', 20)])
  expect(waits).toHaveLength(5)
  expect(await onDisk()).toHaveLength(1 + 21)
  await db.close()
})

test('a lock met by a prepared statement does not swallow later writes', async () => {
  let held = await Promise.resolve<Awaited<ReturnType<typeof lockedBy>> | undefined>(undefined)
  const db = await openWithTable({ wait: async () => held?.release() })
  const sql = "INSERT INTO kept (who, i) VALUES ('read', 1) RETURNING i"
  held = await lockedBy('IMMEDIATE')
  expect(await db.all(sql)).toEqual([{ i: 1 }])
  for (const i of [1, 2, 3]) await db.write([keep('write', i)])
  await db.all("INSERT INTO kept (who, i) VALUES ('read', 2)")
  expect(await onDisk()).toEqual(['lock 0', 'read 1', 'read 2', 'write 1', 'write 2', 'write 3'])
  await db.close()
})

test('patience ends in DatabaseDown, one write at a time, and the database works afterwards', async () => {
  const waited: number[] = []
  let late: Promise<unknown> | undefined
  const db = await openWithTable({
    patienceMs: 100,
    async wait(ms) {
      waited.push((waited.at(-1) ?? 0) + ms)
      // Whoever comes late has patience of its own.
      if (waited.at(-1)! > 50) late ??= db.write([keep('late', 1)])
      if (waited.at(-1)! > 120) await held.release()
    },
  })
  const held = await lockedBy('IMMEDIATE')
  await expect(db.write([keep('me', 1)])).rejects.toBeInstanceOf(DatabaseDown)
  expect(waited).toContain(100)
  await late
  await db.write([keep('me', 2)])
  expect(await onDisk()).toEqual(['late 1', 'lock 0', 'me 2'])
  await db.close()
})

test('a file locked against readers too: reads, writes and the very first call wait or give up', async () => {
  // Not through `openFile`: a closed connection keeps its share of the file until its statements are collected.
  const maker = new LibSql(path)
  maker.exec(`PRAGMA journal_mode = WAL; ${KEPT}`)
  maker.close()
  const held = await lockedBy('EXCLUSIVE')
  const hasty = openFile(path, { patienceMs: 50, wait: async () => {} })
  await expect(hasty.get('SELECT 1 FROM kept')).rejects.toBeInstanceOf(DatabaseDown)
  await expect(hasty.write([keep('me', 1)])).rejects.toBeInstanceOf(DatabaseDown)
  const patient = openFile(path, { wait: () => held.release() })
  expect(await patient.all('SELECT i FROM kept')).toEqual([{ i: 0 }])
  await hasty.write([keep('me', 2)])
  expect(await onDisk()).toEqual(['lock 0', 'me 2'])
  await hasty.close()
  await patient.close()
})

test('a full database is DatabaseDown for the whole commit, and works when there is room again', async () => {
  const db = await openWithTable()
  await db.write([keep('me', 0)])
  await db.get('PRAGMA max_page_count = 10')
  const heavy = { sql: "INSERT INTO kept VALUES ('heavy', 1, zeroblob(100000))", args: [] }
  const outcomes = await Promise.allSettled([
    db.write([keep('me', 1)]),
    db.write([heavy]),
    db.write([keep('me', 2)]),
  ])
  for (const outcome of outcomes) expect(outcome).toMatchObject({ reason: expect.any(DatabaseDown) })
  await db.write([keep('me', 3)])
  await db.get('PRAGMA max_page_count = 10000')
  await db.write([heavy])
  expect(await onDisk()).toEqual(['heavy 1', 'me 0', 'me 3'])
  await db.close()
})

test('a disk that refuses to write: everybody acknowledged is there, the next write works', async () => {
  await (await openWithTable()).close()
  const child = spawnChild('full-process.ts', [path], 2000)
  const said = JSON.parse((await child.line()) ?? '{}') as {
    acknowledged: number[]
    failed: number
    down: boolean
  }
  expect(said.failed).toBe(8)
  expect(said.down).toBe(true)
  expect((await onDisk()).sort()).toEqual(said.acknowledged.map((i) => `full ${i}`).sort())
})

test('a file that cannot be opened is DatabaseDown', async () => {
  await expect(openFile(join(dir, 'nowhere/a.db')).get('SELECT 1')).rejects.toBeInstanceOf(DatabaseDown)
})
