import { DatabaseDown } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'

/** `full-process.ts PATH`: eight writes at a time until the disk refuses one, then small ones; says as JSON what happened. */
const db = openFile(process.argv[2] ?? '')
// A setting of this one connection: gone once it has been replaced.
await db.get('PRAGMA cache_size = 777')
const acknowledged: number[] = []
const write = async (i: number, bytes: number) => {
  await db.write([
    { sql: 'INSERT INTO kept (who, i, ballast) VALUES (?, ?, ?)', args: ['full', i, new Uint8Array(bytes)] },
  ])
  acknowledged.push(i)
}
let failures: unknown[] = []
let i = 0
while (failures.length === 0 && i < 4000) {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => write(i++, 30_000)))
  failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
}
await write(i++, 1)
const setting = await db.get<{ cache_size: number }>('PRAGMA cache_size')
await db.close()
console.log(
  JSON.stringify({
    acknowledged,
    failed: failures.length,
    down: failures.every((e) => e instanceof DatabaseDown),
    reopened: setting?.cache_size !== 777,
  }),
)
