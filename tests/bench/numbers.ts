/** A line of the result: what was measured, what it gave, the strawman beside it, and their ratio. */
export interface Line {
  section: string
  what: string
  /** With its unit: `3,100/s`, `4.2 ms`. Absolute numbers belong to one machine and one hour. */
  got: string
  strawman: string
  /** What carries over to other machines; null where a count speaks for itself. */
  ratio: number | null
  goal: string
}

export const median = (values: number[]): number => quantile(values, 0.5)

/** The smallest value that at least `share` of the values do not exceed; NaN for none. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN
}

/** Ratio of each round, then the median: two sides of one round were disturbed alike. */
export const medianRatio = (ours: number[], theirs: number[]): number =>
  median(ours.map((value, round) => value / theirs[round]!))

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
export const rate = (perSecond: number): string => `${whole.format(perSecond)}/s`
export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
export const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

export function asTable(lines: Line[]): string {
  const rows = lines.map(({ section, what, got, strawman, ratio, goal }) =>
    [section, what, got, strawman, ratio === null ? '' : ratio.toFixed(2), goal].join(' | '),
  )
  return [
    '| section | what | 双责 | strawman | ratio | goal |',
    '|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n')
}
