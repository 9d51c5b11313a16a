import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { recordUntilDone } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import { loadSchool } from '../../src/people/load-school.ts'
import { comeBack, leave, person } from '../../src/people/person.ts'
import { directoryReader } from '../../src/people/read-directory.ts'
import type { Database } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { instantOf } from '../../src/time.ts'
import { quietSchool } from '../world.ts'

const WHO = quietSchool().staff[5]!.id
const NOW_MS = instantOf('2026-09-01', '08:00')
let db: Database
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'directory-'))
  db = openFile(join(folder, 'a.db'))
  await migrate(db, await readMigrations(new URL('../../migrations/', import.meta.url).pathname), NOW_MS)
  await loadSchool(db, quietSchool(), NOW_MS)
  return async () => {
    await db.close()
    await rm(folder, { recursive: true })
  }
})

const change = (cause: string, doIt: typeof leave | typeof comeBack) =>
  recordUntilDone(
    db,
    cause,
    () => beginWork(db, NOW_MS, null),
    async (work) => {
      await work.change(person, WHO, doIt)
      return {}
    },
  )

test('who asks after a change sees it, and all who ask at once share one reading of the school', async () => {
  const read = directoryReader(db)
  const before = await read()
  expect(before.person(WHO)?.active).toBe(true)
  await change('gone', leave)
  const [first, ...others] = await Promise.all(Array.from({ length: 20 }, read))
  expect(first?.person(WHO)?.active).toBe(false)
  expect(others.filter((each) => each !== first)).toEqual([])
  expect(await read()).toBe(first)
})

test('twenty changes, each seen by whoever asks once it is made, whatever was being read meanwhile', async () => {
  const [ours, theirs] = [directoryReader(db), directoryReader(db)]
  for (let turn = 0; turn < 20; turn++) {
    const asking = ours()
    await change(`turn ${turn}`, turn % 2 === 0 ? leave : comeBack)
    const seen = await Promise.all([ours(), theirs(), ours()])
    expect(seen.map((directory) => directory.person(WHO)?.active)).toEqual(Array(3).fill(turn % 2 === 1))
    await asking
  }
})

test('a school that cannot be read is not remembered: the next who asks reads again', async () => {
  const read = directoryReader(db)
  await db.write([{ sql: "UPDATE schools SET id = 'away'", args: [] }])
  await expect(read()).rejects.toThrow('还没有载入学校资料')
  await db.write([{ sql: "UPDATE schools SET id = 'school'", args: [] }])
  expect((await read()).people.length).toBeGreaterThan(60)
})
