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
  return evolved(
    noun,
    await db.all<Kept>(
      `SELECT id, version, kind, at, actor, data FROM events WHERE noun = ? ${range} AND at <= ? ORDER BY id, version`,
      [noun.name, ...(ids ? [ids.from, ids.to] : []), atMs],
    ),
  )
}

/** The same for a few records, by their ids. */
export async function statesOf<S, E extends Happening>(
  db: Database,
  noun: Noun<S, E>,
  atMs: number,
  ids: readonly string[],
): Promise<S[]> {
  if (ids.length === 0) return []
  return evolved(
    noun,
    await db.all<Kept>(
      `SELECT id, version, kind, at, actor, data FROM events
       WHERE noun = ? AND id IN (SELECT value FROM json_each(?)) AND at <= ? ORDER BY id, version`,
      [noun.name, JSON.stringify(ids), atMs],
    ),
  )
}

function evolved<S, E extends Happening>(noun: Noun<S, E>, rows: readonly Kept[]): S[] {
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
