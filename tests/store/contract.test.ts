import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, Taken, type Value } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { openRemote } from '../../src/store/remote.ts'
import { type Sqld, startSqld } from '../sqld.ts'

let dir: string
let sqld: Sqld
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'store-'))
  sqld = await startSqld()
})
afterAll(async () => {
  await sqld.stop()
  await rm(dir, { recursive: true })
})

const kinds: ['file' | 'remote', () => Database][] = [
  ['file', () => openFile(join(dir, 'contract.db'))],
  ['remote', () => openRemote(sqld.url)],
]

const tables = [
  'DROP TABLE IF EXISTS answers',
  'DROP TABLE IF EXISTS people',
  'CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, any_value)',
  `CREATE TABLE answers (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people DEFERRABLE INITIALLY DEFERRED,
     day TEXT NOT NULL CHECK (day <> ''), said TEXT)`,
  'CREATE UNIQUE INDEX one_answer ON answers (person, day)',
  'CREATE UNIQUE INDEX no_shouting ON answers (lower(said))',
]
const plain = (sql: string) => ({ sql, args: [] })
const person = (id: number, name: string) => ({
  sql: 'INSERT INTO people (id, name) VALUES (?, ?)',
  args: [id, name] as Value[],
})
const answerOf = (who: number, day: string, said: string | null = null) => ({
  sql: 'INSERT INTO answers (person, day, said) VALUES (?, ?, ?)',
  args: [who, day, said] as Value[],
})
const reason = (work: Promise<unknown>) =>
  work.then(
    () => 'it worked',
    (error: unknown) => error,
  )

describe.each(kinds)('a %s database', (kind, open) => {
  let db: Database
  const names = async () =>
    (await db.all<{ name: string }>('SELECT name FROM people ORDER BY id')).map((r) => r.name)
  beforeEach(async () => {
    db = open()
    await db.write(tables.map(plain))
    return () => db.close()
  })

  test('says its kind', () => expect(db.kind).toBe(kind))

  test('gives back what was put in, as plain objects', async () => {
    const values: [Value, string][] = [
      ['值班：张老师 👩‍🏫 "\'\\\n', 'text'],
      ['', 'text'],
      [null, 'null'],
      [0, 'integer'],
      [-7, 'integer'],
      [1_790_000_000_123, 'integer'],
      [Number.MAX_SAFE_INTEGER, 'integer'],
      [9_223_372_036_854_775_807n, 'integer'],
      [-9_223_372_036_854_775_808n, 'integer'],
      [1.5, 'real'],
      [-1e300, 'real'],
      [new Uint8Array([0, 1, 255]), 'blob'],
      [new Uint8Array(), 'blob'],
    ]
    for (const [value, type] of values) {
      const insert =
        'INSERT INTO people (any_value) VALUES (?) RETURNING any_value AS v, typeof(any_value) AS type'
      const [[row] = []] = await db.write([{ sql: insert, args: [value] }])
      expect(row).toStrictEqual({ v: value, type })
    }
    const rows = await db.all<{ any_value: Value }>('SELECT any_value FROM people ORDER BY id')
    expect(rows).toStrictEqual(values.map(([value]) => ({ any_value: value })))
  })

  test('a part of a larger buffer is stored as that part', async () => {
    const part = new Uint8Array([9, 1, 2, 3, 9]).subarray(1, 4)
    expect(await db.get('SELECT hex(?) AS hex, ? AS back', [part, part])).toStrictEqual({
      hex: '010203',
      back: new Uint8Array([1, 2, 3]),
    })
  })

  test('small bigints come back as numbers', async () => {
    expect(await db.get('SELECT ? AS n', [5n])).toStrictEqual({ n: 5 })
  })

  test.each([
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1n << 63n],
    ['a\0b'],
    [undefined],
    [true],
    [new Date(0)],
  ])('refuses %s without harm', async (value) => {
    const args = [value as Value]
    expect(await reason(db.write([person(1, '张'), { sql: 'SELECT ?', args }]))).toBeInstanceOf(Error)
    expect(await reason(db.all('SELECT ?', args))).toBeInstanceOf(Error)
    expect(await names()).toEqual([])
  })

  test('get gives the first row or undefined', async () => {
    await db.write([person(1, '张'), person(2, '李')])
    expect(await db.get('SELECT name FROM people ORDER BY id DESC')).toStrictEqual({ name: '李' })
    expect(await db.get('SELECT name FROM people WHERE id = ?', [3])).toBeUndefined()
  })

  test('a write returns the rows of each statement in order', async () => {
    const rows = await db.write([
      person(1, '张'),
      { sql: "INSERT INTO people (name) VALUES ('李'), ('王') RETURNING id, name", args: [] },
      { sql: 'UPDATE people SET name = ? WHERE id = ?', args: ['章', 1] },
      { sql: 'SELECT name FROM people WHERE id = ?', args: [1] },
    ])
    expect(rows).toStrictEqual([
      [],
      [
        { id: 2, name: '李' },
        { id: 3, name: '王' },
      ],
      [],
      [{ name: '章' }],
    ])
    expect(await db.write([])).toEqual([])
  })

  test('more rows than one page of the driver', async () => {
    const count =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n'
    for (const n of [99, 100, 101, 1000]) expect(await db.all(count, [n])).toHaveLength(n)
  })

  test('all statements or none', async () => {
    expect(await reason(db.write([person(1, '张'), plain('INSERT INTO nowhere VALUES (1)')]))).toMatchObject({
      message: expect.stringContaining('no such table: nowhere'),
    })
    expect(await names()).toEqual([])
  })

  test('a unique key that exists is Taken and says whose', async () => {
    await db.write([person(1, '张'), answerOf(1, '2026-09-01', 'Done')])
    const taken = async (work: Promise<unknown>) => {
      const error = await reason(work)
      expect(error).toBeInstanceOf(Taken)
      return (error as Taken).table
    }
    expect(await taken(db.write([person(1, '李')]))).toBe('people')
    expect(await taken(db.write([person(2, '李'), person(3, '张')]))).toBe('people')
    expect(await taken(db.write([person(2, '李'), answerOf(1, '2026-09-01')]))).toBe('answers')
    expect(await taken(db.write([person(2, '李'), answerOf(2, '2026-09-01', 'DONE')]))).toBe('no_shouting')
    expect(await names()).toEqual(['张'])
  })

  test('other refusals are not Taken', async () => {
    await db.write([person(1, '张')])
    for (const [statement, says] of [
      [answerOf(1, ''), 'CHECK'],
      [answerOf(9, '2026-09-01'), 'FOREIGN KEY'],
      [plain('INSERT INTO answers (person) VALUES (1)'), 'NOT NULL'],
    ] as const) {
      const error = await reason(db.write([statement]))
      expect(error).not.toBeInstanceOf(Taken)
      expect((error as Error).message).toContain(says)
    }
    expect(await db.all('SELECT * FROM answers')).toEqual([])
  })

  test('neighbours of a refused write are not refused', async () => {
    await db.write([person(1, '张')])
    const outcomes = await Promise.allSettled([
      db.write([person(2, '李'), answerOf(2, '2026-09-01')]),
      db.write([person(3, '王'), person(1, '又一个张')]),
      db.write([plain('not sql')]),
      db.write([person(4, '赵')]),
      db.write([person(4, '钱')]),
      db.write([answerOf(1, '2026-09-01')]),
    ])
    expect(outcomes.map((o) => o.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(await names()).toEqual(['张', '李', '赵'])
    expect(await db.all('SELECT person FROM answers ORDER BY person')).toEqual([{ person: 1 }, { person: 2 }])
  })

  test('a constraint that shows only at the commit refuses its own write alone', async () => {
    const outcomes = await Promise.allSettled([
      db.write([person(1, '张')]),
      db.write([answerOf(77, '2026-09-01')]),
      db.write([person(2, '李')]),
    ])
    expect(outcomes.map((o) => o.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await names()).toEqual(['张', '李'])
    expect(await db.all('SELECT * FROM answers')).toEqual([])
  })

  test('64 writes at once are all there', async () => {
    await Promise.all(Array.from({ length: 64 }, (_, i) => db.write([person(i + 1, `第${i + 1}人`)])))
    expect(await db.get('SELECT count(*) AS n FROM people')).toEqual({ n: 64 })
  })

  test('a closed database says so', async () => {
    const other = open()
    await other.get('SELECT 1')
    await other.close()
    expect(await reason(other.get('SELECT 1'))).toMatchObject({ name: 'DatabaseDown' })
    expect(await reason(other.write([person(1, '张')]))).toMatchObject({ name: 'DatabaseDown' })
  })
})
