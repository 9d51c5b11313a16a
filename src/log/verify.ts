import type { Database } from '../store/database.ts'
import type { LoggedEvent } from './noun.ts'
import { chain, hashContent, toHex } from './seal-hash.ts'

export interface Verified {
  events: number
  erased: number
  seals: number
  /** Sentences about what does not fit; empty when nothing was changed quietly. */
  faults: string[]
}

/** Recomputes every content hash and every link from the rows; trusts nothing but arithmetic. */
export async function verifyLog(db: Database): Promise<Verified> {
  const result: Verified = { events: 0, erased: 0, seals: 0, faults: [] }
  const seals = await db.all<{ number: number; up_to: number; hash: Uint8Array }>(
    'SELECT number, up_to, hash FROM seals ORDER BY number',
  )
  let previous: Uint8Array = new Uint8Array(32)
  let after = 0
  for (const seal of seals) {
    const rows = await eventsBetween(db, after, Number(seal.up_to))
    checkContents(rows, result)
    const hash = chain(
      previous,
      rows.map((row) => row.hash),
    )
    if (toHex(hash) !== toHex(seal.hash))
      result.faults.push(`seal ${seal.number}: events ${after + 1}–${seal.up_to} are not what was sealed`)
    previous = seal.hash
    after = Number(seal.up_to)
    result.seals += 1
  }
  checkContents(await eventsBetween(db, after, Number.MAX_SAFE_INTEGER), result)
  return result
}

const eventsBetween = (db: Database, after: number, upTo: number): Promise<LoggedEvent[]> =>
  db.all<LoggedEvent>('SELECT * FROM events WHERE seq > ? AND seq <= ? ORDER BY seq', [after, upTo])

function checkContents(rows: LoggedEvent[], result: Verified): void {
  for (const row of rows) {
    result.events += 1
    if (row.data === null || row.salt === null) {
      result.erased += 1
      continue
    }
    const { noun, id, kind, actor, cause, data } = row
    const hash = hashContent(row.salt, {
      noun,
      id,
      version: Number(row.version),
      kind,
      at: Number(row.at),
      actor,
      cause,
      data,
    })
    if (toHex(hash) !== toHex(row.hash))
      result.faults.push(`event ${row.seq} (${kind} of ${noun} ${id}): its content was changed`)
  }
}
