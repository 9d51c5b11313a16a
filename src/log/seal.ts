import { type Database, Taken } from '../store/database.ts'
import { chain } from './seal-hash.ts'

const FIRST = new Uint8Array(32)
/** Events per link; a large backlog is sealed in several. */
const LINK_EVENTS = 2000

/**
 * Extends the seal chain over the events recorded since the last link (design §3.5). Two machines sealing at once make
 * one link: the number is unique.
 * @returns how many events were sealed.
 */
export async function sealNew(db: Database, nowMs: number): Promise<number> {
  let sealed = 0
  for (;;) {
    const last = await db.get<{ number: number; up_to: number; hash: Uint8Array }>(
      'SELECT number, up_to, hash FROM seals ORDER BY number DESC LIMIT 1',
    )
    const rows = await db.all<{ seq: number; hash: Uint8Array }>(
      'SELECT seq, hash FROM events WHERE seq > ? ORDER BY seq LIMIT ?',
      [Number(last?.up_to ?? 0), LINK_EVENTS],
    )
    if (rows.length === 0) return sealed
    const hash = chain(
      last?.hash ?? FIRST,
      rows.map((row) => row.hash),
    )
    try {
      await db.write([
        {
          sql: 'INSERT INTO seals (number, up_to, at, hash) VALUES (?, ?, ?, ?)',
          args: [Number(last?.number ?? 0) + 1, Number(rows.at(-1)!.seq), nowMs, hash],
        },
      ])
      sealed += rows.length
      if (rows.length < LINK_EVENTS) return sealed
    } catch (error) {
      if (error instanceof Taken) return sealed
      throw error
    }
  }
}
