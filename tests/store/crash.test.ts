import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openFile } from '../../src/store/file.ts'
import { spawnChild } from './child.ts'

let path: string
beforeEach(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'crash-'))
  path = join(dir, 'a.db')
  return () => rm(dir, { recursive: true })
})
async function prepare(...tables: string[]): Promise<void> {
  const db = openFile(path)
  await db.write(tables.map((sql) => ({ sql, args: [] })))
  await db.close()
}

test('two processes on one file: exactly what was acknowledged is stored', { timeout: 120_000 }, async () => {
  const table = 'CREATE TABLE stress (key TEXT PRIMARY KEY, who TEXT NOT NULL)'
  await prepare(table, 'CREATE TABLE counter (n INTEGER)', 'INSERT INTO counter VALUES (0)')
  const writers = ['left', 'right'].map((who) => ({
    who,
    child: spawnChild('stress-process.ts', [path, who, '600']),
  }))
  const reports = await Promise.all(
    writers.map(async ({ who, child }) => {
      const said = JSON.parse((await child.line()) ?? 'null') as Record<'taken' | 'broken', number> & {
        acknowledged: string[]
      }
      return { who, ...said }
    }),
  )
  const db = openFile(path)
  for (const { who, acknowledged, taken, broken } of reports) {
    expect(acknowledged.length + taken + broken).toBe(600)
    const stored = await db.all<{ key: string }>('SELECT key FROM stress WHERE who = ?', [who])
    expect(stored.map((row) => row.key).sort()).toEqual(acknowledged.sort())
  }
  const all = reports.flatMap((report) => report.acknowledged)
  // 200 shared keys each, 29 of them broken for both whoever comes first; nobody may win twice.
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((key) => key.startsWith('both'))).toHaveLength(200 - 29)
  expect(await db.get('SELECT n FROM counter')).toEqual({ n: all.length })
  await db.close()
})

test('kill -9 at any moment: every acknowledged write is there once and whole', {
  timeout: 120_000,
}, async () => {
  const columns = '(who TEXT NOT NULL, i INTEGER NOT NULL)'
  await prepare(`CREATE TABLE kept ${columns}`, `CREATE TABLE shadow ${columns}`)
  for (let round = 0; round < 8; round++) {
    const lastWords = Math.ceil(Math.random() * 3000)
    const child = spawnChild('endless-process.ts', [path, `round ${round}`])
    const said: number[] = []
    while (said.length < lastWords) said.push(Number(await child.line()))
    child.kill()
    said.push(...(await child.rest()).map(Number))
    await child.ended
    const db = openFile(path)
    for (const table of ['kept', 'shadow']) {
      const rows = await db.all<{ i: number }>(`SELECT i FROM ${table} WHERE who = ?`, [`round ${round}`])
      const stored = new Set(rows.map((row) => row.i))
      expect(stored.size, 'nothing twice').toBe(rows.length)
      expect(
        said.filter((i) => !stored.has(i)),
        `killed after ${lastWords}`,
      ).toEqual([])
    }
    const halves = await db.get('SELECT count(*) AS n FROM (SELECT * FROM kept EXCEPT SELECT * FROM shadow)')
    expect(halves).toEqual({ n: 0 })
    expect(await db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' })
    await db.close()
  }
})
