import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import LibSql from 'libsql'
import { beforeEach, expect, test } from 'vitest'
import { DatabaseDown } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { type Child, spawnChild } from './child.ts'
import { KEPT, keep, onDisk, openWithTable } from './kept.ts'

let path: string
beforeEach(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'locks-'))
  path = join(dir, 'a.db')
  return () => rm(dir, { recursive: true })
})

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

test('while another process holds the lock our writes wait, and all that are acknowledged are there', async () => {
  const waits: number[] = []
  let release = async () => {}
  const db = await openWithTable(path, {
    async wait(ms) {
      waits.push(ms)
      if (waits.length === 5) await release()
    },
  })
  await db.get('SELECT 1')
  release = (await lockedBy('IMMEDIATE')).release
  await Promise.all(Array.from({ length: 20 }, (_, i) => db.write([keep('me', i)])))
  await db.write([keep('me', 20)])
  expect(waits).toHaveLength(5)
  expect(await onDisk(path)).toHaveLength(1 + 21)
  await db.close()
})

test('a lock met by a prepared statement does not swallow later writes', async () => {
  const db = await openWithTable(path, { patienceMs: 100, wait: async () => {} })
  const held = await lockedBy('IMMEDIATE')
  await expect(db.all("INSERT INTO kept (who, i) VALUES ('me', 1) RETURNING i")).rejects.toBeInstanceOf(
    DatabaseDown,
  )
  await held.release()
  await db.all("INSERT INTO kept (who, i) VALUES ('me', 2)")
  for (const i of [3, 4]) await db.write([keep('me', i)])
  expect(await onDisk(path)).toEqual(['lock 0', 'me 2', 'me 3', 'me 4'])
  await db.close()
})

test('waiting for a lock does not use up the files a process may have open', async () => {
  let release = async () => {}
  let waits = 0
  const db = await openWithTable(path, {
    async wait() {
      if (++waits === 40) await release()
    },
  })
  release = (await lockedBy('IMMEDIATE')).release
  const openFiles = async () => (await readdir('/proc/self/fd')).length
  const before = await openFiles()
  expect(await db.all("INSERT INTO kept (who, i) VALUES ('me', 1) RETURNING i")).toEqual([{ i: 1 }])
  expect((await openFiles()) - before).toBeLessThan(10)
  await db.close()
})

test('patience ends in DatabaseDown, one write at a time, and the database works afterwards', async () => {
  const waited: number[] = []
  let late: Promise<unknown> | undefined
  const db = await openWithTable(path, {
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
  expect(await onDisk(path)).toEqual(['late 1', 'lock 0', 'me 2'])
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
  expect(await onDisk(path)).toEqual(['lock 0', 'me 2'])
  await hasty.close()
  await patient.close()
})
