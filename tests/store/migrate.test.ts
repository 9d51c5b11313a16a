import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { type Migration, migrate, schemaVersion } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { openDatabase } from '../../src/store/open.ts'
import { splitStatements } from '../../src/store/statements.ts'
import { type Sqld, startSqld } from '../sqld.ts'
import { spawnChild } from './child.ts'

const NOW = 1_790_000_000_000
const FILES: Migration[] = [
  { name: '0002_add_answers.sql', sql: 'CREATE TABLE answers (id INTEGER);\nINSERT INTO log VALUES (2);' },
  {
    name: '0001_lay_the_log.sql',
    sql: '-- 日志\nCREATE TABLE log (n INTEGER);\nINSERT INTO log VALUES (1);\n',
  },
]

let dir: string
let sqld: Sqld
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'migrate-'))
})
afterAll(() => rm(dir, { recursive: true }))

describe.each(['file', 'remote'] as const)('migrating a %s database', (kind) => {
  let url: string
  let db: Database
  let count = 0
  beforeEach(async () => {
    if (kind === 'remote') sqld = await startSqld()
    url = kind === 'remote' ? sqld.url : `file:${join(dir, `new/${count++}/a.db`)}`
    db = openDatabase(url)
    return async () => {
      await db.close()
      if (kind === 'remote') await sqld.stop()
    }
  })

  test('applies what is missing, in order, once', async () => {
    expect(await schemaVersion(db)).toBe(0)
    expect(await migrate(db, FILES.slice(1), NOW)).toEqual(['0001_lay_the_log.sql'])
    expect(await schemaVersion(db)).toBe(1)
    expect(await migrate(db, FILES, NOW + 1)).toEqual(['0002_add_answers.sql'])
    expect(await migrate(db, FILES, NOW + 2)).toEqual([])
    expect(await schemaVersion(db)).toBe(2)
    expect(await db.all('SELECT n FROM log')).toEqual([{ n: 1 }, { n: 2 }])
    expect(await db.all('SELECT * FROM schema_versions')).toEqual([
      { number: 1, name: '0001_lay_the_log.sql', applied_at: NOW },
      { number: 2, name: '0002_add_answers.sql', applied_at: NOW + 1 },
    ])
  })

  test('a file that fails leaves nothing of itself', async () => {
    const bad = {
      name: '0003_break.sql',
      sql: 'CREATE TABLE half (id INTEGER);\nINSERT INTO nowhere VALUES (1);',
    }
    await expect(migrate(db, [...FILES, bad], NOW)).rejects.toThrow('nowhere')
    expect(await schemaVersion(db)).toBe(2)
    expect(await db.get("SELECT name FROM sqlite_master WHERE name = 'half'")).toBeUndefined()
  })

  test('refuses a renamed file, a number used twice, a name without a number', async () => {
    await migrate(db, FILES, NOW)
    const named = (name: string) => [{ name, sql: '' }]
    await expect(migrate(db, named('0001_other.sql'), NOW)).rejects.toThrow('never rename')
    await expect(migrate(db, [...FILES, ...named('02_again.sql')], NOW)).rejects.toThrow('share a number')
    await expect(migrate(db, named('first.sql'), NOW)).rejects.toThrow('named like')
  })

  test('processes that start at once apply each file once', async () => {
    const files = join(dir, `files-${kind}`)
    await mkdir(files)
    for (let n = 1; n <= 12; n++) {
      const sql = `CREATE TABLE t${n} (id INTEGER);\nINSERT INTO t${n} VALUES (${n});\n`
      await writeFile(join(files, `${String(n).padStart(4, '0')}_make_t.sql`), sql)
    }
    const children = [1, 2, 3].map(() => spawnChild('migrate-process.ts', [url, files]))
    for (const child of children) expect(await child.line()).toBe('ready')
    for (const child of children) child.say('go')
    const applied = await Promise.all(
      children.map(async (c) => JSON.parse((await c.line()) ?? 'null') as string[]),
    )
    expect(applied.flat().sort()).toEqual((await readdir(files)).sort())
    expect(await schemaVersion(db)).toBe(12)
    for (let n = 1; n <= 12; n++) expect(await db.all(`SELECT id FROM t${n}`)).toEqual([{ id: n }])
  })
})

test('the migrations of the product apply', async () => {
  const db = openDatabase(`file:${join(dir, 'product.db')}`)
  const files = await readMigrations(join(import.meta.dirname, '../../migrations'))
  expect(await migrate(db, files, NOW)).toEqual(files.map((file) => file.name))
  await db.close()
})

test('statements end at a semicolon that is not inside anything', () => {
  const trigger = `CREATE TRIGGER keep BEFORE UPDATE ON t BEGIN
  SELECT CASE WHEN new.a > 1 THEN raise(ABORT, 'no; END;') END;
  UPDATE t SET a = 1;
END`
  const statements = [
    "INSERT INTO t VALUES ('a;\n--b''', \"c;\", [d;], `e;`)",
    '/* one; */ SELECT 1 -- two;\n + 1',
    trigger,
    'CREATE TABLE 表 (值 TEXT)',
  ]
  const text = `-- first;\n\n${statements.join(';\n--> next\n')};\n;; -- the end`
  expect(splitStatements(text).map((s) => s.replace(/^(--.*\s*)+/, ''))).toEqual(statements)
  expect(splitStatements('SELECT 1; SELECT 2')).toEqual(['SELECT 1', 'SELECT 2'])
  expect(
    splitStatements('create temp trigger x after insert on t begin select 1; end; select 2'),
  ).toHaveLength(2)
  expect(splitStatements(' -- nothing\n/* at all */ ;')).toEqual([])
})

test('an address of another kind is refused', () => {
  for (const url of ['postgres://x', 'data/x.db', 'file:', ''])
    expect(() => openDatabase(url)).toThrow('DATABASE_URL')
})
