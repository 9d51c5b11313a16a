import type { Place } from '../reading/places.ts'
import type { Database } from '../store/database.ts'

/** What the log says of one hazard at an instant, as far as warnings ask. */
export interface Traced {
  id: string
  number: number
  reportedAtMs: number
  place: Place | null
  category: string
  /** When it was closed; undefined while it is open. */
  closedAtMs?: number
  returns: number
  transfers: number
  reopens: number
}

interface Row {
  id: string
  number: number
  reported_at: number
  place: string | null
  classes: string
  /** Kind and instant, `hazard.closed@1789000000000`. */
  ended: string | null
  returns: number
  transfers: number
  reopens: number
}

/** The last event of a hazard of which something is so: what of it, behind its version of eight figures. */
const last = (what: string, so: string): string =>
  `substr(max(CASE WHEN ${so} THEN printf('%08d', version) || ${what} END), 9)`

const CLASSES =
  "json_object('category', json_extract(data, '$.category'), 'restricted', json_extract(data, '$.restricted'))"
const ENDS = "kind IN ('hazard.closed', 'hazard.dismissed', 'hazard.reopened')"

/** A hazard that was over before `sinceMs` and came before it too says nothing any more. */
const SQL = `
WITH known AS (
  SELECT id, number, reported_at FROM hazards
  WHERE reported_at <= ?1 AND (reported_at >= ?2 OR closed_at IS NULL OR closed_at >= ?2)
)
SELECT known.id, number, reported_at,
  ${last("json_extract(data, '$.place')", "json_type(data, '$.place') = 'object'")} AS place,
  ${last(CLASSES, "json_type(data, '$.category') = 'text'")} AS classes,
  ${last("kind || '@' || at", ENDS)} AS ended,
  sum(kind = 'hazard.returned') AS returns,
  sum(kind IN ('hazard.transferred', 'hazard.refused')) AS transfers,
  sum(kind = 'hazard.reopened') AS reopens
FROM known JOIN events ON noun = 'hazard' AND events.id = known.id AND at <= ?1
GROUP BY known.id ORDER BY number`

/**
 * Hazards as they stood at `asOfMs`, by one question to the log: what was reclassified or closed since changes nothing,
 * so the same week always counts the same. Restricted ones and what was no hazard are left out (handbook §4).
 */
export async function traceHazards(db: Database, asOfMs: number, sinceMs: number): Promise<Traced[]> {
  const rows = await db.all<Row>(SQL, [asOfMs, sinceMs])
  return rows.flatMap((row) => {
    if (row.classes === null) return []
    const { category, restricted } = JSON.parse(row.classes) as { category: string; restricted: number }
    const [ended, endedAt] = (row.ended ?? '').split('@')
    if (restricted || ended === 'hazard.dismissed') return []
    return [
      {
        id: row.id,
        number: Number(row.number),
        reportedAtMs: Number(row.reported_at),
        place: row.place === null ? null : (JSON.parse(row.place) as Place),
        category,
        ...(ended === 'hazard.closed' && { closedAtMs: Number(endedAt) }),
        returns: Number(row.returns),
        transfers: Number(row.transfers),
        reopens: Number(row.reopens),
      },
    ]
  })
}

/** When this school's log begins: before that, nothing reported means nothing. */
export async function recordsBeginAt(db: Database): Promise<number> {
  const first = await db.get<{ at: number }>('SELECT at FROM events ORDER BY seq LIMIT 1')
  return Number(first?.at ?? Number.POSITIVE_INFINITY)
}
