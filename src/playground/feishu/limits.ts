/** Real counters over a sliding window of the injected clock (feishu.md §13.1). A refused call is not counted. */
export interface Rule {
  max: number
  windowMs: number
}

export interface Limits {
  /** Counts one call under `key`; 0 when it fits, otherwise the milliseconds until it would. */
  count(key: string, rules: Rule[]): number
}

/** "1000/min and 50/s": whichever is hit first, per API, app and tenant. */
export const API_RULES: Rule[] = [
  { max: 50, windowMs: 1000 },
  { max: 1000, windowMs: 60_000 },
]
/** Messages to one user or one group, and updates of one message. */
export const CHAT_RULES: Rule[] = [{ max: 5, windowMs: 1000 }]

export function createLimits(now: () => number): Limits {
  const hits = new Map<string, number[]>()
  return {
    count(key, rules) {
      const atMs = now()
      const longest = Math.max(...rules.map((rule) => rule.windowMs))
      const recent = (hits.get(key) ?? []).filter((hit) => hit > atMs - longest && hit <= atMs)
      hits.set(key, recent)
      const waits = rules.map((rule) => {
        const oldest = recent.at(-rule.max)
        return oldest === undefined ? 0 : Math.max(0, oldest + rule.windowMs - atMs)
      })
      const wait = Math.max(...waits)
      if (wait === 0) recent.push(atMs)
      return wait
    },
  }
}
