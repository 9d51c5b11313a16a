import type { Database } from '../store/database.ts'
import { dayOf, HOUR_MS } from '../time.ts'

/** Calls to the platform this calendar month against the tenant's quota (`feishu.md` §13.2). */
export interface Quota {
  count(call: string): void
  /** At 90 % only urgent traffic and answers go on. */
  onlyUrgent(nowMs: number): Promise<boolean>
  /** The platform said the quota is used up: hold ordinary traffic for an hour, then look again. */
  usedUp(nowMs: number): void
  /** Writes what was counted since; returns the month's total and the highest mark it has reached. */
  flush(nowMs: number): Promise<{ month: string; total: number; reached: 70 | 90 | undefined }>
}

export function createQuota(db: Database, perMonth: number): Quota {
  const counted = new Map<string, number>()
  let known: { month: string; total: number } | undefined
  let heldUntilMs = 0
  const monthOf = (nowMs: number) => dayOf(nowMs).slice(0, 7)
  const pending = () => [...counted.values()].reduce((sum, count) => sum + count, 0)

  async function total(month: string): Promise<number> {
    if (known?.month !== month) {
      const row = await db.get<{ total: number | null }>(
        'SELECT sum(count) AS total FROM calls WHERE month = ?',
        [month],
      )
      known = { month, total: Number(row?.total ?? 0) }
    }
    return known.total
  }

  return {
    count: (call) => void counted.set(call, (counted.get(call) ?? 0) + 1),
    async onlyUrgent(nowMs) {
      return nowMs < heldUntilMs || (await total(monthOf(nowMs))) + pending() >= perMonth * 0.9
    },
    usedUp(nowMs) {
      heldUntilMs = nowMs + HOUR_MS
    },
    async flush(nowMs) {
      const month = monthOf(nowMs)
      const batch = [...counted]
      if (batch.length > 0)
        await db.write(
          batch.map(([call, count]) => ({
            sql: `INSERT INTO calls (month, call, count) VALUES (?, ?, ?)
                  ON CONFLICT (month, call) DO UPDATE SET count = count + excluded.count`,
            args: [month, call, count],
          })),
        )
      // Only what was written is no longer pending; calls made meanwhile stay.
      for (const [call, count] of batch) counted.set(call, counted.get(call)! - count)
      known = undefined
      const used = await total(month)
      const reached = ([90, 70] as const).find((percent) => used >= (perMonth * percent) / 100)
      return { month, total: used, reached }
    },
  }
}
