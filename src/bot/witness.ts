import { tell } from '../incidents/decide.ts'
import { incident } from '../incidents/evolve.ts'
import { recordUntilDone } from '../log/record.ts'
import { beginWork, type Show } from '../log/work.ts'
import { begin, end, outage } from '../outages/outage.ts'
import { PLATFORM } from '../outages/outages.ts'
import type { Database } from '../store/database.ts'

/** The platform answered: an outage that was going on is over, and the log says how long it lasted. */
export function onReached(db: Database) {
  return async (nowMs: number): Promise<void> => {
    const row = await db.get<{ state: string }>('SELECT state FROM outages WHERE id = ?', [PLATFORM])
    const sinceMs = row && (JSON.parse(row.state) as { sinceMs?: number }).sinceMs
    if (sinceMs === undefined) return
    await recordUntilDone(
      db,
      `outage-over:${sinceMs}`,
      () => beginWork(db, nowMs, null),
      async (work) => {
        await work.change(outage, PLATFORM, end)
        return {}
      },
    )
  }
}

/** A send failed for want of the platform: from now on silence is nobody's lateness (design §1.2). */
export function onUnreachable(db: Database) {
  return async (nowMs: number): Promise<void> => {
    const row = await db.get<{ state: string }>('SELECT state FROM outages WHERE id = ?', [PLATFORM])
    if (row && (JSON.parse(row.state) as { sinceMs?: number }).sinceMs !== undefined) return
    await recordUntilDone(
      db,
      `outage:${nowMs}`,
      () => beginWork(db, nowMs, null),
      async (work) => {
        await work.change(outage, PLATFORM, begin(nowMs))
        return {}
      },
    )
  }
}

/** When an incident's card reached the platform for a person is part of the incident's record (`responsible_told_at`). */
export function onSent(db: Database, now: () => number) {
  return async (show: Show, recipient: string, once: string): Promise<void> => {
    // A reply to the reporter is a receipt; only what was sent for a reason counts as told.
    if (show.card !== 'incident' || show.why === undefined || !recipient.startsWith('person:')) return
    await recordUntilDone(
      db,
      `told:${once}`,
      () => beginWork(db, now(), null),
      async (work) => {
        await work.change(incident, String(show.id), tell(recipient.slice('person:'.length)))
        return {}
      },
    )
  }
}
