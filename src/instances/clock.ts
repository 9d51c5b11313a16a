import { lateFrom } from '../checkins/due.ts'
import type { Outages } from '../outages/outage.ts'
import type { Instance } from './instance.ts'

/** Policies of one day or hour: done at its hour and not before it, and an outage of ours stops their clock. */
const CLOCK_POLICIES: ReadonlySet<string> = new Set(['ESC-DAILY', 'ESC-DUTY', 'ESC-PATROL'])

export const isByTheClock = ({ policy }: Pick<Instance, 'policy'>): boolean => CLOCK_POLICIES.has(policy)

/**
 * How long after its due time something still counts as in time, in milliseconds: as long as nobody was there to take it
 * (design §1.2). None for what has days. The one rule for every way of answering, and for who was missing from a post.
 */
export const graceFor = (
  about: Pick<Instance, 'policy' | 'opensAtMs' | 'dueAtMs'>,
  outages: Outages | undefined,
  nowMs: number,
): number => (isByTheClock(about) ? lateFrom(about, outages, nowMs) - about.dueAtMs : 0)
