import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { SCHEMA_VERSION } from '../../src/store/schema-version.ts'

test('the version a Worker asks for is that of the last migration', async () => {
  const files = await readMigrations(join(import.meta.dirname, '../../migrations'))
  expect(Number.parseInt(files.at(-1)!.name, 10)).toBe(SCHEMA_VERSION)
  expect(files).toHaveLength(SCHEMA_VERSION)
})
