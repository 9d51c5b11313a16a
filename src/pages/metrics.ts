/** Counters of this process, and the Prometheus text around them (platform-notes: prom-client fails on Workers). */
export interface Metrics {
  count(name: string): void
  /** `gauges` are read at this moment by the caller. */
  text(gauges: Record<string, number>): string
}

const clean = (name: string) => name.replace(/[^a-zA-Z0-9_]/g, '_').slice(0, 60)
/** Names come from us, but event types come from outside: a bound keeps a hostile sender from filling memory. */
const MOST_NAMES = 200

export function createMetrics(): Metrics {
  const counters = new Map<string, number>()
  return {
    count(name) {
      const key = clean(name)
      if (!counters.has(key) && counters.size >= MOST_NAMES) return
      counters.set(key, (counters.get(key) ?? 0) + 1)
    },
    text(gauges) {
      const lines = [...counters].map(
        ([name, value]) => `# TYPE shuangze_${name}_total counter\nshuangze_${name}_total ${value}`,
      )
      lines.push(
        ...Object.entries(gauges).map(
          ([name, value]) => `# TYPE shuangze_${clean(name)} gauge\nshuangze_${clean(name)} ${value}`,
        ),
      )
      return `${lines.join('\n')}\n`
    },
  }
}
