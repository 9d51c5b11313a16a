import type { Database } from '../store/database.ts'
import type { Outages } from './outage.ts'

/** The platform's outages so far; undefined when there never was one. */
export async function outagesOf(db: Database): Promise<Outages | undefined> {
  const row = await db.get<{ state: string }>("SELECT state FROM outages WHERE id = 'platform'")
  return row && (JSON.parse(row.state) as Outages)
}
