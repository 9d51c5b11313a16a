import type { Noun } from '../log/noun.ts'

/** When the platform, or the bot itself, was away: evidence that a silence was not a person's (design §1.2). */
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

/** Known only afterwards: what was due at `fromMs` is done now, so nobody was there between. */
export const sleptSince =
  (fromMs: number) =>
  (state: Outages | undefined): OutageEvent[] =>
    state?.sinceMs === undefined ? [{ kind: 'outage.began', fromMs }, { kind: 'outage.ended' }] : []

/** Milliseconds of outage inside a window, no minute counted twice; one still going on counts up to `nowMs`. */
export function outageWithin(
  state: Outages | undefined,
  fromMs: number,
  toMs: number,
  nowMs: number,
): number {
  if (!state) return 0
  const spans = [...state.past]
  if (state.sinceMs !== undefined) spans.push({ fromMs: state.sinceMs, toMs: nowMs })
  let sum = 0
  let countedToMs = fromMs
  for (const span of spans.sort((one, other) => one.fromMs - other.fromMs)) {
    const from = Math.max(span.fromMs, countedToMs)
    const to = Math.min(span.toMs, toMs)
    if (to <= from) continue
    sum += to - from
    countedToMs = to
  }
  return sum
}

/** A planned instant, moved by as long as nobody was there since `fromMs`: the clock of a duty stands still meanwhile. */
export function afterOutages(
  state: Outages | undefined,
  fromMs: number,
  plannedMs: number,
  nowMs: number,
): number {
  for (let atMs = plannedMs; ; ) {
    const movedMs = plannedMs + outageWithin(state, fromMs, atMs, nowMs)
    if (movedMs <= atMs) return atMs
    atMs = movedMs
  }
}
