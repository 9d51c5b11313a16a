import type { Instance } from '../src/instances/instance.ts'
import type { Database } from '../src/store/database.ts'
import type { World } from './world.ts'

/** What a record's row says now; undefined when there is no such record. */
export async function findState<T>(db: Database, table: string, id: string): Promise<T | undefined> {
  const row = await db.get<{ state: string }>(`SELECT state FROM ${table} WHERE id = ?`, [id])
  return row && (JSON.parse(row.state) as T)
}

/** The same of a record that must be there. */
export async function stateOf<T>(db: Database, table: string, id: string): Promise<T> {
  const state = await findState<T>(db, table, id)
  if (state === undefined) throw new Error(`there is no ${id} in ${table}`)
  return state
}

export const instanceOf = ({ town }: World, id: string): Promise<Instance> =>
  stateOf<Instance>(town.db, 'duty_instances', id)
