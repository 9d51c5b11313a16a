import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { statesOf } from '../log/replay.ts'
import type { Database } from '../store/database.ts'

/**
 * The hazards that were open at `asOfMs` or came to their end after `sinceMs`, as they stood at `asOfMs`. What ended before
 * is not read, however long the school has kept its ledger; what nobody touched since is as its row says.
 */
export async function hazardsAsOf(db: Database, sinceMs: number, asOfMs: number): Promise<Hazard[]> {
  const rows = await db.all<{ id: string; state: string }>(
    `SELECT id, state FROM hazards WHERE id IN (SELECT id FROM hazards INDEXED BY hazards_board
       WHERE reported_at <= ? AND (closed_at IS NULL OR closed_at > ?)) ORDER BY id`,
    [asOfMs, sinceMs],
  )
  const touched = await db.all<{ id: string }>(
    `SELECT DISTINCT id FROM events INDEXED BY events_of_hazards WHERE noun = 'hazard' AND at > ?`,
    [asOfMs],
  )
  const since = new Set(touched.map(({ id }) => id))
  const changed = rows.map(({ id }) => id).filter((id) => since.has(id))
  const were = new Map((await statesOf(db, hazard, asOfMs, changed)).map((about) => [about.id, about]))
  return rows.flatMap(({ id, state }) =>
    since.has(id) ? (were.get(id) ?? []) : (JSON.parse(state) as Hazard),
  )
}
