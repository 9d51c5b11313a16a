import type { Database, Row } from '../store/database.ts'
import { rowStatement } from './change.ts'
import type { Happening, LoggedEvent, Noun } from './noun.ts'
import { eventOf } from './replay.ts'

/** A noun with its types set aside: the log knows none of them by name. */
export type AnyNoun = Noun<unknown, Happening>

const BATCH = 500

/**
 * Writes every noun's rows anew from the events alone into `into`, whose tables exist (design §3.4). `into` may be `from`
 * itself while others write there: a row that is newer already stays, and what was logged meanwhile is read until
 * nothing more has come.
 * @returns how many events were replayed.
 */
export async function rebuild(nouns: AnyNoun[], from: Database, into: Database): Promise<number> {
  const byName = new Map(nouns.map((noun) => [noun.name, noun]))
  const states = new Map<
    string,
    { noun: Noun<unknown, Happening>; id: string; version: number; state: unknown }
  >()
  let events = 0
  const touched = new Set<string>()
  for (let after = 0; ; ) {
    const rows = await from.all<LoggedEvent>('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT 5000', [
      after,
    ])
    if (rows.length === 0) {
      if (touched.size === 0) return events
      const statements = [...touched].map((key) => {
        const { noun, id, version, state } = states.get(key)!
        return rowStatement(noun, id, version, state)
      })
      for (let at = 0; at < statements.length; at += BATCH) await into.write(statements.slice(at, at + BATCH))
      touched.clear()
    }
    for (const row of rows) {
      const noun = byName.get(row.noun)
      const event = eventOf(row)
      after = Number(row.seq)
      if (!noun || !event) continue
      const key = `${row.noun}/${row.id}`
      const state = noun.evolve(states.get(key)?.state, event, {
        id: row.id,
        atMs: Number(row.at),
        actor: row.actor,
      })
      states.set(key, { noun, id: row.id, version: Number(row.version), state })
      touched.add(key)
      events += 1
    }
  }
}

/**
 * Where the rows of two databases differ: names rows and columns, never their content, so that it may go into a ticket.
 * `rows` is how many were compared.
 */
export async function compareRows(
  nouns: AnyNoun[],
  live: Database,
  rebuilt: Database,
): Promise<{ rows: number; differences: string[] }> {
  const [stored, made] = [await rowsOf(nouns, live), await rowsOf(nouns, rebuilt)]
  const differences: string[] = []
  for (const [key, row] of stored) {
    const anew = made.get(key)
    const columns = Object.keys(row).filter((column) => anew && anew[column] !== row[column])
    if (!anew) differences.push(`${key}: no event made this row`)
    else if (columns.length > 0) differences.push(`${key}: ${columns.join(', ')} not as the log says`)
  }
  for (const key of made.keys()) if (!stored.has(key)) differences.push(`${key}: the row is missing`)
  return { rows: stored.size, differences }
}

/** Every row of every noun under `table id`. */
async function rowsOf(nouns: AnyNoun[], db: Database): Promise<Map<string, Row>> {
  const all = new Map<string, Row>()
  for (const { table } of nouns)
    for (const row of await db.all<Row>(`SELECT * FROM ${table}`)) all.set(`${table} ${String(row.id)}`, row)
  return all
}
