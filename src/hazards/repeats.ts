import { DAY_MS } from '../time.ts'
import type { Hazard, Severity } from './hazard.ts'

/** A hazard of the same place and category that is over. */
export type Earlier = Pick<Hazard, 'number' | 'status' | 'closedAtMs'>

/** Numbers of those that were mended and closed within the window before `nowMs`, oldest first (handbook §5.4, S2-126). */
export const repeatsOf = (earlier: readonly Earlier[], windowDays: number, nowMs: number): number[] =>
  earlier
    .filter(
      ({ status, closedAtMs }) =>
        status === 'closed' && closedAtMs !== undefined && closedAtMs >= nowMs - windowDays * DAY_MS,
    )
    .map(({ number }) => number)
    .sort((one, other) => one - other)

/** A general one that comes again is larger; nothing is ever lowered by it (handbook §6.2). */
export const severityOfRepeat = (severity: Severity, repeats: readonly number[]): Severity =>
  repeats.length > 0 && severity === 'general' ? 'larger' : severity
