import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { openRemote } from '../../src/store/remote.ts'
import { type Sqld, startSqld } from '../sqld.ts'

/** The same cases for a file and for a real server. `open` opens the same database each time. */
export function describeBoth(cases: (kind: 'file' | 'remote', open: () => Database) => void): void {
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
  describe('a file database', () => cases('file', () => openFile(join(dir, 'a.db'))))
  // Patient, because a busy machine now and then stands still for seconds.
  describe('a remote database', () =>
    cases('remote', () => openRemote(sqld.url, undefined, { timeoutMs: 25_000 })))
}

/** What a rejected promise was rejected with. */
export const reason = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'it worked',
    (error: unknown) => error,
  )
