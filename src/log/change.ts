import type { Statement } from '../store/database.ts'
import type { Happening, Noun } from './noun.ts'
import { hashContent, newSalt } from './seal-hash.ts'

/** A record inside a work: as it was stored, what has happened to it since, and how it stands after that. */
export interface Change {
  noun: Noun<never, never>
  id: string
  version: number
  events: Happening[]
  state: unknown
}

/** The events of a change and the row after them. */
export function changeStatements(
  { noun, id, events, version: before, state }: Change,
  cause: string,
  nowMs: number,
  actor: string | null,
): Statement[] {
  if (events.length === 0) return []
  const logged = events.map(({ kind, ...fields }, order) => {
    const version = before + order + 1
    const data = JSON.stringify(fields)
    const salt = newSalt()
    const hash = hashContent(salt, { noun: noun.name, id, version, kind, at: nowMs, actor, cause, data })
    return {
      sql: 'INSERT INTO events (noun, id, version, kind, at, actor, cause, data, salt, hash) VALUES (?,?,?,?,?,?,?,?,?,?)',
      args: [noun.name, id, version, kind, nowMs, actor, cause, data, salt, hash],
    }
  })
  return [...logged, rowStatement(noun, id, before + events.length, state as never)]
}

/** The row of a noun after its events, never an older one over a newer; the same statement live and rebuilt. */
export function rowStatement<S, E extends Happening>(
  noun: Noun<S, E>,
  id: string,
  version: number,
  state: S,
): Statement {
  const columns = { id, version, state: JSON.stringify(state), ...noun.columns(state) }
  return { sql: upsertOf(noun.table, Object.keys(columns)), args: Object.values(columns) }
}

/** By table and columns: the same text each time, so that it is put together and prepared once. */
const upserts = new Map<string, string>()

function upsertOf(table: string, names: string[]): string {
  const key = `${table} ${names.join(' ')}`
  const known = upserts.get(key)
  if (known !== undefined) return known
  const changes = names.slice(1).map((name) => `${name} = excluded.${name}`)
  const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})
          ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')} WHERE excluded.version >= ${table}.version`
  upserts.set(key, sql)
  return sql
}
