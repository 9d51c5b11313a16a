import { type Database, Taken } from './database.ts'
import { splitStatements } from './statements.ts'

/** `name` such as `0001_lay_the_log.sql`; its number says the order. */
export interface Migration {
  name: string
  sql: string
}

const VERSIONS = `CREATE TABLE IF NOT EXISTS schema_versions (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL)`

/**
 * Applies what is missing, in order, each file in one atomic write together with its row in `schema_versions`;
 * returns the names this call applied. Safe when several processes start at once: the row goes first, so whoever
 * comes second finds it taken before touching a table. A file that fails leaves nothing of itself behind and stops
 * the rest. Throws too when a number is used twice or was applied under another name.
 * Files are split by `splitStatements`; they cannot hold what SQLite refuses in a transaction (VACUUM, most PRAGMAs).
 */
export async function migrate(db: Database, files: Migration[], nowMs: number): Promise<string[]> {
  const ordered = inOrder(files)
  await db.write([{ sql: VERSIONS, args: [] }])
  const applied: string[] = []
  for (const { number, name, sql } of ordered) {
    const before = await db.get<{ name: string }>('SELECT name FROM schema_versions WHERE number = ?', [
      number,
    ])
    if (before && before.name !== name)
      throw new Error(
        `migration ${number} is ${name} here but was applied as ${before.name}: never rename one`,
      )
    if (!before && (await apply(db, number, name, sql, nowMs))) applied.push(name)
  }
  return applied
}

/** The highest number applied; 0 for a database nobody has migrated. */
export async function schemaVersion(db: Database): Promise<number> {
  const table = await db.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_versions'")
  if (!table) return 0
  const row = await db.get<{ number: number | null }>('SELECT max(number) AS number FROM schema_versions')
  return row?.number ?? 0
}

/** False when another process was first. */
async function apply(db: Database, number: number, name: string, sql: string, nowMs: number) {
  const row = {
    sql: 'INSERT INTO schema_versions (number, name, applied_at) VALUES (?, ?, ?)',
    args: [number, name, nowMs],
  }
  try {
    await db.write([row, ...splitStatements(sql).map((statement) => ({ sql: statement, args: [] }))])
    return true
  } catch (error) {
    if (error instanceof Taken && error.table === 'schema_versions') return false
    throw error
  }
}

function inOrder(files: Migration[]) {
  const numbered = files.map((file) => ({ ...file, number: numberOf(file.name) }))
  numbered.sort((a, b) => a.number - b.number)
  for (const [i, { number, name }] of numbered.entries())
    if (numbered[i - 1]?.number === number)
      throw new Error(`migrations ${numbered[i - 1]?.name} and ${name} share a number`)
  return numbered
}

function numberOf(name: string): number {
  const digits = /^(\d+)_\w+\.sql$/.exec(name)?.[1]
  if (digits === undefined || Number(digits) === 0)
    throw new Error(`${name}: a migration is named like 0001_lay_the_log.sql`)
  return Number(digits)
}
