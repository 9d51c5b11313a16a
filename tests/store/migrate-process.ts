import { migrate } from '../../src/store/migrate.ts'
import { readMigrations } from '../../src/store/migrations-on-disk.ts'
import { openDatabase } from '../../src/store/open.ts'

/** `migrate-process.ts URL DIR`: says `ready`, migrates at the first line it hears, says which files it applied. */
const [, , url = '', dir = ''] = process.argv
const files = await readMigrations(dir)
console.log('ready')
process.stdin.once('data', async () => {
  const db = openDatabase(url)
  console.log(JSON.stringify(await migrate(db, files, 1_790_000_000_000)))
  await db.close()
  process.exit(0)
})
