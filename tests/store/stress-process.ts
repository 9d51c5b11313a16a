import { Taken } from '../../src/store/database.ts'
import { openFile } from '../../src/store/file.ts'

/**
 * `stress-process.ts PATH WHO N`: N writes by 20 workers, each a row and the counter; every third wants a key the other
 * process wants too, every seventh is refused for a broken statement, every fifth reads in between. Says as JSON what
 * was acknowledged.
 */
const [, , path = '', who = '', count = ''] = process.argv
const db = openFile(path)
const acknowledged: string[] = []
let taken = 0
let broken = 0

async function one(i: number): Promise<void> {
  const key = i % 3 === 0 ? `both ${i}` : `${who} ${i}`
  const statements = [
    { sql: 'UPDATE counter SET n = n + 1', args: [] },
    { sql: 'INSERT INTO stress (key, who) VALUES (?, ?)', args: [key, who] },
    ...(i % 7 === 0
      ? [{ sql: 'INSERT INTO stress (key, who) VALUES (?, NULL)', args: [`${key} again`] }]
      : []),
  ]
  try {
    await db.write(statements)
    acknowledged.push(key)
  } catch (error) {
    if (error instanceof Taken) taken++
    else if (/NOT NULL/.test((error as Error).message)) broken++
    else throw error
  }
  if (i % 5 === 0) await db.get('SELECT count(*) AS n FROM stress')
}

let next = 0
const worker = async () => {
  while (next < Number(count)) await one(next++)
}
await Promise.all(Array.from({ length: 20 }, worker))
await db.close()
console.log(JSON.stringify({ acknowledged, taken, broken }))
