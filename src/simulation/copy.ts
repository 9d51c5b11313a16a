import { nouns } from '../nouns.ts'
import type { Database, Row } from '../store/database.ts'

/** Rows of one write: a whole school is a few thousand. */
const AT_ONCE = 200

/**
 * The rows of every noun, into an empty database of the same schema: the school as it stands, without its log and
 * without anything owed, so that what is played there says only what would come.
 */
export async function copySchool(from: Database, to: Database): Promise<void> {
  for (const { table } of nouns) {
    const rows = await from.all<Row>(`SELECT * FROM ${table}`)
    for (let first = 0; first < rows.length; first += AT_ONCE)
      await to.write(rows.slice(first, first + AT_ONCE).map((row) => insert(table, row)))
  }
}

const insert = (table: string, row: Row) => ({
  sql: `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
    .map(() => '?')
    .join(', ')})`,
  args: Object.values(row),
})
