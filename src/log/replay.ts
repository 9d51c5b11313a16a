import type { Database } from '../store/database.ts'
import type { Happening, LoggedEvent, Noun } from './noun.ts'

type Kept = Pick<LoggedEvent, 'id' | 'version' | 'kind' | 'at' | 'actor' | 'data'>

/** An event as `evolve` wants it; undefined when its content was erased. */
export const eventOf = (row: Pick<LoggedEvent, 'kind' | 'data'>): Happening | undefined =>
  row.data === null ? undefined : { kind: row.kind, ...(JSON.parse(row.data) as object) }

/**
 * States of a noun as they stood at an instant, straight from the log: the same `evolve` as the live bot.
 * `ids` limits the read to ids from (inclusive) … to (exclusive) in text order.
 */
export async function statesAsOf<S, E extends Happening>(
  db: Database,
  noun: Noun<S, E>,
  atMs: number,
  ids?: { from: string; to: string },
): Promise<S[]> {
  const range = ids ? 'AND id >= ? AND id < ?' : ''
  const rows = await db.all<Kept>(
    `SELECT id, version, kind, at, actor, data FROM events WHERE noun = ? ${range} AND at <= ? ORDER BY id, version`,
    [noun.name, ...(ids ? [ids.from, ids.to] : []), atMs],
  )
  const states = new Map<string, S>()
  for (const row of rows) {
    const event = eventOf(row)
    if (event)
      states.set(
        row.id,
        noun.evolve(states.get(row.id), event as E, { id: row.id, atMs: Number(row.at), actor: row.actor }),
      )
  }
  return [...states.values()]
}
