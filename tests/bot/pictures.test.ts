import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPictures } from '../../src/bot/pictures.ts'
import { record } from '../../src/log/record.ts'
import { beginWork } from '../../src/log/work.ts'
import type { Copies, Copy } from '../../src/photos/copies.ts'
import { cover } from '../../src/photos/decide.ts'
import { WIDE } from '../../src/photos/mask.ts'
import { photo, receive } from '../../src/photos/photo.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import type { Database } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { cardOf } from '../feishu/cards.ts'

let db: Database
/** Lets the picture be ready. */
let ready: (copy: Copy | undefined) => void
let uploads: string[]

beforeEach(async () => {
  db = openFile(':memory:')
  await migrate(db, await readMigrations(new URL('../../migrations/', import.meta.url).pathname), 0)
  await changed('a', receive({ sender: 'T1', messageId: 'om_1', mime: 'image/jpeg', bytes: 1, sha256: 'aa' }))
  uploads = []
})
afterEach(() => db.close())

async function changed(cause: string, decide: Parameters<typeof change>[1]): Promise<void> {
  const work = beginWork(db, 0, 'T1')
  await change(work, decide)
  await record(db, cause, work)
}
const change = (work: ReturnType<typeof beginWork>, decide: ReturnType<typeof cover>) =>
  work.change(photo, 'p1', decide)

const card = cardOf([{ kind: 'images', images: [{ photo: 'p1', alt: '整改前' }] }])
const COPY: Copy = { bytes: Uint8Array.of(1), mime: 'image/jpeg' }

function pictures() {
  const copy = new Promise<Copy | undefined>((resolve) => {
    ready = resolve
  })
  const copies: Pick<Copies, 'of'> = { of: () => copy }
  const platform: Pick<Platform, 'upload'> = {
    upload: async () => {
      uploads.push('upload')
      return `img_${uploads.length}`
    },
  }
  return createPictures(db, copies as Copies, platform as Platform, () => {})
}

test('a card does not wait longer than it has patience; the picture is made and uploaded once', async () => {
  const { contextFor } = pictures()
  const early = await contextFor(card, 1)
  expect([early.late, early.imageKey('p1')]).toEqual([true, undefined])
  const [one, other] = [contextFor(card), contextFor(card)]
  ready(COPY)
  for (const context of [await one, await other, await contextFor(card, 1)])
    expect([context.late, context.imageKey('p1')]).toEqual([false, 'img_1'])
  expect(uploads).toHaveLength(1)
  expect(early.imageKey('p1'), 'what was drawn is not what comes later').toBeUndefined()
})

test('what was covered has another key, and the card says so to whoever compares', async () => {
  const { contextFor, knownFor } = pictures()
  ready(COPY)
  const before = await contextFor(card)
  await changed('b', cover({ ...WIDE, cells: [0] }, 'T1'))
  expect((await knownFor(card)).imageKey('p1'), 'the old key is not used again').toBeUndefined()
  const after = await contextFor(card)
  expect([before.imageKey('p1'), after.imageKey('p1')]).toEqual(['img_1', 'img_2'])
  expect(after.copies).not.toBe(before.copies)
})

test('a picture nobody knows, or that cannot be shown, has none', async () => {
  const { contextFor } = pictures()
  ready(undefined)
  expect((await contextFor(card)).imageKey('p1')).toBeUndefined()
  const foreign = cardOf([{ kind: 'images', images: [{ photo: 'p2', alt: '' }] }])
  expect((await contextFor(foreign)).imageKey('p2')).toBeUndefined()
  expect(uploads).toEqual([])
})
