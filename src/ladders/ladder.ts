import type { Noun } from '../log/noun.ts'

/**
 * What climbs while nobody answers: the steps of a policy taken so far for one matter or for a round of like ones
 * (`duty/chk-food-daily.2026-09-01`, `incident/12`). Durable, so that a restart neither forgets nor repeats one
 * (handbook §10).
 */
export interface Ladder {
  id: string
  /** Steps before this instant were nobody's yet. */
  sinceMs: number
  /** The instant each step was meant for, by its key. */
  taken: Record<string, number>
  /** When the next step is due; null when the ladder has ended. */
  nextMs: number | null
}

export type LadderEvent =
  | { kind: 'ladder.raised'; sinceMs: number; nextMs: number | null }
  | { kind: 'ladder.climbed'; steps: { key: string; atMs: number }[]; nextMs: number | null }
  /** `sinceMs` and `taken` when what it counts from was moved: earlier steps are nobody's, others come again. */
  | { kind: 'ladder.moved'; nextMs: number | null; sinceMs?: number; taken?: Record<string, number> }

export const ladder: Noun<Ladder, LadderEvent> = {
  name: 'ladder',
  table: 'ladders',
  evolve(state, event, { id }) {
    switch (event.kind) {
      case 'ladder.raised':
        return { id, sinceMs: event.sinceMs, taken: {}, nextMs: event.nextMs }
      case 'ladder.climbed': {
        const steps = event.steps.map(({ key, atMs }) => [key, atMs])
        return { ...state!, taken: { ...state!.taken, ...Object.fromEntries(steps) }, nextMs: event.nextMs }
      }
      case 'ladder.moved':
        return {
          ...state!,
          nextMs: event.nextMs,
          ...(event.sinceMs !== undefined && { sinceMs: event.sinceMs }),
          ...(event.taken && { taken: event.taken }),
        }
    }
  },
  columns: (state) => ({ next_at: state.nextMs }),
}

export const raise =
  (sinceMs: number, nextMs: number | null) =>
  (state: Ladder | undefined): LadderEvent[] =>
    state ? [] : [{ kind: 'ladder.raised', sinceMs, nextMs }]

export const climb =
  (steps: { key: string; atMs: number }[], nextMs: number | null) =>
  (state: Ladder | undefined): LadderEvent[] => {
    if (!state) return []
    const fresh = steps.filter(({ key }) => state.taken[key] === undefined)
    if (fresh.length > 0) return [{ kind: 'ladder.climbed', steps: fresh, nextMs }]
    return state.nextMs === nextMs ? [] : [{ kind: 'ladder.moved', nextMs }]
  }

/** What the steps count from was moved: those that are to come count anew, those that passed are left alone. */
export const move =
  (sinceMs: number, taken: Record<string, number>, nextMs: number | null) =>
  (state: Ladder | undefined): LadderEvent[] =>
    state ? [{ kind: 'ladder.moved', nextMs, sinceMs, taken }] : []
