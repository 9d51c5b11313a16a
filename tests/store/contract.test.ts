import { beforeEach, expect, test } from 'vitest'
import { type Database, Taken, type Value } from '../../src/store/database.ts'
import { describeBoth, reason } from './kinds.ts'

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
describeBoth((kind, open) => {
  let db: Database
  const names = async () =>
    (await db.all<{ name: string }>('SELECT name FROM people ORDER BY id')).map((r) => r.name)
  beforeEach(async () => {
    db = open()
    await db.write(tables.map(plain))
    return () => db.close()
  })

  test('says its kind', () => expect(db.kind).toBe(kind))

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
      db.write([answerOf(1, '2026-09-01')]),
    ])
    expect(outcomes.map((o) => o.status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    expect(await names()).toEqual(['张', '李', '赵'])
    expect(await db.all('SELECT person FROM answers ORDER BY person')).toEqual([{ person: 1 }, { person: 2 }])
  })

  test('of two that want one key, one is first', async () => {
    const outcomes = await Promise.allSettled([db.write([person(1, '张')]), db.write([person(1, '李')])])
    expect(outcomes.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes).toContainEqual({ status: 'rejected', reason: expect.any(Taken) })
    expect(await names()).toEqual([outcomes[0]?.status === 'fulfilled' ? '张' : '李'])
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
