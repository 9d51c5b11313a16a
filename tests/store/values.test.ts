import { beforeEach, expect, test } from 'vitest'
import type { Database, Value } from '../../src/store/database.ts'
import { describeBoth, reason } from './kinds.ts'

describeBoth((_, open) => {
  let db: Database
  beforeEach(async () => {
    db = open()
    await db.write([
      { sql: 'DROP TABLE IF EXISTS things', args: [] },
      { sql: 'CREATE TABLE things (id INTEGER PRIMARY KEY, any_value)', args: [] },
    ])
    return () => db.close()
  })

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
        'INSERT INTO things (any_value) VALUES (?) RETURNING any_value AS v, typeof(any_value) AS type'
      const [[row] = []] = await db.write([{ sql: insert, args: [value] }])
      expect(row).toStrictEqual({ v: value, type })
    }
    const rows = await db.all<{ any_value: Value }>('SELECT any_value FROM things ORDER BY id')
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
    expect(
      await reason(
        db.write([
          { sql: 'INSERT INTO things (id) VALUES (1)', args: [] },
          { sql: 'SELECT ?', args },
        ]),
      ),
    ).toBeInstanceOf(Error)
    expect(await reason(db.all('SELECT ?', args))).toBeInstanceOf(Error)
    expect(await db.all('SELECT id FROM things')).toEqual([])
  })
})
