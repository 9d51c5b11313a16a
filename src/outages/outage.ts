import type { Noun } from '../log/noun.ts'

/** When a platform could not be reached: evidence that a silence was not a person's (design §1.2). */
export interface Outages {
  sinceMs?: number
  past: { fromMs: number; toMs: number }[]
}

export type OutageEvent = { kind: 'outage.began'; fromMs: number } | { kind: 'outage.ended' }

export const outage: Noun<Outages, OutageEvent> = {
  name: 'outage',
  table: 'outages',
  evolve(state = { past: [] }, event, { atMs }) {
    if (event.kind === 'outage.began') return { ...state, sinceMs: event.fromMs }
    const { sinceMs, past } = state
    return { past: [...past, { fromMs: sinceMs ?? atMs, toMs: atMs }].slice(-100) }
  },
  columns: () => ({}),
}

export const begin =
  (fromMs: number) =>
  (state: Outages | undefined): OutageEvent[] =>
    state?.sinceMs === undefined ? [{ kind: 'outage.began', fromMs }] : []

export const end = (state: Outages | undefined): OutageEvent[] =>
  state?.sinceMs === undefined ? [] : [{ kind: 'outage.ended' }]

/** Milliseconds of outage inside a window; an outage still going on counts up to `nowMs`. */
export function outageWithin(
  state: Outages | undefined,
  fromMs: number,
  toMs: number,
  nowMs: number,
): number {
  if (!state) return 0
  const all =
    state.sinceMs === undefined ? state.past : [...state.past, { fromMs: state.sinceMs, toMs: nowMs }]
  return all.reduce(
    (sum, { fromMs: from, toMs: to }) => sum + Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs)),
    0,
  )
}
