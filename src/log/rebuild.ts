import type { Database, Statement } from '../store/database.ts'
import type { Happening, LoggedEvent, Noun } from './noun.ts'
import { eventOf } from './replay.ts'
import { rowStatement } from './work.ts'

/** A noun with its types set aside: the log knows none of them by name. */
export type AnyNoun = Noun<unknown, Happening>

const BATCH = 500

/**
 * Writes every noun's rows anew from the events alone into `into`, whose tables exist and are empty (design §3.4).
 * @returns how many events were replayed.
 */
export async function rebuild(nouns: AnyNoun[], from: Database, into: Database): Promise<number> {
  const byName = new Map(nouns.map((noun) => [noun.name, noun]))
  const states = new Map<
    string,
    { noun: Noun<unknown, Happening>; id: string; version: number; state: unknown }
  >()
  let events = 0
  for (let after = 0; ; ) {
    const rows = await from.all<LoggedEvent>('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT 5000', [
      after,
    ])
    if (rows.length === 0) break
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
      events += 1
    }
  }
  const statements: Statement[] = [...states.values()].map(({ noun, id, version, state }) =>
    rowStatement(noun, id, version, state),
  )
  for (let at = 0; at < statements.length; at += BATCH) await into.write(statements.slice(at, at + BATCH))
  return events
}

/** All rows of all nouns as text, in a fixed order: two databases with the same rows give the same text. */
export async function rowsAsText(nouns: AnyNoun[], db: Database): Promise<string> {
  const parts: string[] = []
  for (const noun of nouns) {
    const rows = await db.all(`SELECT * FROM ${noun.table} ORDER BY id`)
    parts.push(`# ${noun.table}`, ...rows.map((row) => JSON.stringify(row)))
  }
  return parts.join('\n')
}
