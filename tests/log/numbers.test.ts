import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Noun } from '../../src/log/noun.ts'
import { record, recordUntilDone } from '../../src/log/record.ts'
import { beginWork, type Work } from '../../src/log/work.ts'
import type { Database } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'

interface Note {
  number: number
  by: string
}
type Written = { kind: 'note.written' } & Note

/** A noun with numbers, as hazards and incidents are. */
const note: Noun<Note, Written> = {
  name: 'note',
  table: 'hazards',
  evolve: (_, { number, by }) => ({ number, by }),
  columns: ({ number }) => ({ number }),
}

let db: Database
beforeEach(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'numbers-'))
  db = openFile(join(dir, 'a.db'))
  const tables = [
    'CREATE TABLE events (seq INTEGER PRIMARY KEY, noun, id, version, kind, at, actor, cause, data, salt, hash)',
    'CREATE UNIQUE INDEX events_version ON events (noun, id, version)',
    'CREATE TABLE causes (key TEXT PRIMARY KEY, at, answer)',
    'CREATE TABLE inbox (key TEXT PRIMARY KEY)',
    'CREATE TABLE hazards (id TEXT PRIMARY KEY, version, state, number INTEGER UNIQUE)',
  ]
  await db.write(tables.map((sql) => ({ sql, args: [] })))
  return async () => {
    await db.close()
    await rm(dir, { recursive: true })
  }
})

const begin = () => beginWork(db, 1, null)

async function write(work: Work, by: string): Promise<object> {
  const number = await work.nextNumber('hazards')
  await work.change(note, String(number), (state) => {
    if (state) throw new Error(`number ${number} is ${state.by}'s`)
    return [{ kind: 'note.written', number, by }]
  })
  return {}
}

const numbers = () => db.all<{ number: number }>('SELECT number FROM hazards ORDER BY number')

test('a number somebody else takes between reading and deciding is a lost race, not an answer', async () => {
  const slow = begin()
  const number = await slow.nextNumber('hazards')
  await recordUntilDone(db, 'fast', begin, (work) => write(work, 'fast'))
  await slow.change(note, String(number), (state) => {
    expect(state).toBeUndefined()
    return [{ kind: 'note.written', number, by: 'slow' }]
  })
  expect(await record(db, 'slow', slow)).toEqual({ outcome: 'conflict' })
  await recordUntilDone(db, 'slow', begin, (work) => write(work, 'slow'))
  expect(await numbers()).toEqual([{ number: 1 }, { number: 2 }])
})

test('a number that was only looked up leaves no gap', async () => {
  await recordUntilDone(db, 'one', begin, async (work) => {
    expect(await work.state(note, '9999')).toBeUndefined()
    return write(work, 'one')
  })
  expect(await numbers()).toEqual([{ number: 1 }])
})

test('one work may make several, and a burst of works loses no number and nobody', async () => {
  await recordUntilDone(db, 'both', begin, async (work) => {
    await write(work, 'first')
    return write(work, 'second')
  })
  const burst = Array.from({ length: 60 }, (_, n) =>
    recordUntilDone(db, `burst ${n}`, begin, (work) => write(work, `burst ${n}`)),
  )
  await Promise.all(burst)
  expect(await numbers()).toEqual(Array.from({ length: 62 }, (_, n) => ({ number: n + 1 })))
})
