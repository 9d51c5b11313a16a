import { openFile } from '../../src/store/file.ts'

/** `endless-process.ts PATH ROUND`: writes with 20 workers until killed; says each key once its write is acknowledged. */
const [, , path = '', round = ''] = process.argv
const db = openFile(path)
let next = 0
const worker = async () => {
  for (;;) {
    const i = next++
    await db.write([
      { sql: 'INSERT INTO kept (who, i) VALUES (?, ?)', args: [round, i] },
      { sql: 'INSERT INTO shadow (who, i) VALUES (?, ?)', args: [round, i] },
    ])
    process.stdout.write(`${i}\n`)
  }
}
await Promise.all(Array.from({ length: 20 }, worker))
