import type { Noun } from '../log/noun.ts'
import type { Day } from '../time.ts'

/** Somebody no message reaches, or a role nobody holds, as a step of the policies met it (handbook §10.9). */
export interface Gap {
  kind: 'unreachable' | 'unheld'
  /** A person's id, or the role as the policies name it. */
  who: string
  /** Of a role: the department, the class or the day it was looked for. */
  of?: string
}

/** What the safety office is told in one card of a day. */
export interface GapDay {
  id: Day
  /** When the card goes out: what turns up later is on the next one. */
  atMs: number
  gaps: Gap[]
}

export interface GapEvent {
  kind: 'gaps.found'
  gaps: Gap[]
  atMs: number
}

export const gapDay: Noun<GapDay, GapEvent> = {
  name: 'gaps',
  table: 'gap_days',
  evolve: (state, event, { id }) => ({
    id,
    atMs: state?.atMs ?? event.atMs,
    gaps: [...(state?.gaps ?? []), ...event.gaps],
  }),
  columns: () => ({}),
}

const same = (one: Gap, other: Gap): boolean =>
  one.kind === other.kind && one.who === other.who && one.of === other.of

/** Gaps that a day's card does not have yet, each once. */
export const fresh = (gaps: readonly Gap[], state: GapDay | undefined): Gap[] =>
  gaps.filter(
    (gap, order) =>
      gaps.findIndex((other) => same(gap, other)) === order && !state?.gaps.some((known) => same(known, gap)),
  )

/** Puts gaps on the card of a day that goes out at `atMs`; what stands there already changes nothing. */
export const find =
  (gaps: readonly Gap[], atMs: number) =>
  (state: GapDay | undefined): GapEvent[] => {
    const added = fresh(gaps, state)
    return added.length > 0 ? [{ kind: 'gaps.found', gaps: added, atMs }] : []
  }
