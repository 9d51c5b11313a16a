import type { Database } from '../store/database.ts'
import type { Outages } from './outage.ts'

/** Ids of the two that can be away. */
export const PLATFORM = 'platform'
export const BOT = 'bot'

/** All outages so far, the platform's and our own; undefined when there never was one. */
export async function outagesOf(db: Database): Promise<Outages | undefined> {
  const rows = await db.all<{ state: string }>('SELECT state FROM outages')
  if (rows.length === 0) return undefined
  const states = rows.map((row) => JSON.parse(row.state) as Outages)
  const since = states.flatMap(({ sinceMs }) => (sinceMs === undefined ? [] : [sinceMs]))
  return {
    past: states.flatMap(({ past }) => past),
    ...(since.length > 0 && { sinceMs: Math.min(...since) }),
  }
}
