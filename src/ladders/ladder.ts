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
  /** Another policy took over at `sinceMs`: its steps meant for since this instant are due then, the older ones never. */
  fromMs?: number
  /** The instant each step was meant for, by its key; of one that repeats the first time and the last. */
  taken: Record<string, number>
  /** When the next step is due; null when the ladder has ended. */
  nextMs: number | null
}

/** Where a ladder begins. */
export type Raised = Pick<Ladder, 'sinceMs' | 'fromMs' | 'nextMs'>

export type LadderEvent =
  | ({ kind: 'ladder.raised' } & Raised)
  | { kind: 'ladder.climbed'; steps: { key: string; atMs: number }[]; nextMs: number | null }
  /** `sinceMs` and `taken` when what it counts from was moved: earlier steps are nobody's, others come again. */
  | {
      kind: 'ladder.moved'
      nextMs: number | null
      sinceMs?: number
      fromMs?: number
      taken?: Record<string, number>
    }

export const ladder: Noun<Ladder, LadderEvent> = {
  name: 'ladder',
  table: 'ladders',
  evolve(state, event, { id }) {
    switch (event.kind) {
      case 'ladder.raised': {
        const { kind: _, ...raised } = event
        return { id, ...raised, taken: {} }
      }
      case 'ladder.climbed': {
        const steps = event.steps.map(({ key, atMs }) => [key, atMs] as const)
        const before = new Set(steps.flatMap(([key]) => repeatBefore(key) ?? []))
        const taken = [...Object.entries(state!.taken).filter(([key]) => !before.has(key)), ...steps]
        return { ...state!, taken: Object.fromEntries(taken), nextMs: event.nextMs }
      }
      case 'ladder.moved':
        return {
          ...state!,
          nextMs: event.nextMs,
          ...(event.sinceMs !== undefined && { sinceMs: event.sinceMs }),
          ...(event.fromMs !== undefined && { fromMs: event.fromMs }),
          ...(event.taken && { taken: event.taken }),
        }
    }
  },
  columns: (state) => ({ next_at: state.nextMs }),
}

/** `<step> ×3`: the third repeat of a step. */
export const repeatKey = (step: string, count: number): string => `${step} ×${count}`

const REPEAT = /^(.*) ×(\d+)$/

/** The last repeat of a step so far. */
export function lastRepeat(
  taken: Ladder['taken'],
  step: string,
): { count: number; atMs: number } | undefined {
  const first = taken[step]
  if (first === undefined) return undefined
  const counts = Object.keys(taken).flatMap((key) => {
    const [, of, count] = REPEAT.exec(key) ?? []
    return of === step ? [Number(count)] : []
  })
  const count = Math.max(0, ...counts)
  return { count, atMs: count === 0 ? first : taken[repeatKey(step, count)]! }
}

function repeatBefore(key: string): string | undefined {
  const [, step, count] = REPEAT.exec(key) ?? []
  return step === undefined || count === '1' ? undefined : repeatKey(step, Number(count) - 1)
}

/** Begins; one that stands already is woken in time for whoever joined it, even if it had come to rest with the others. */
export const raise =
  (sinceMs: number, nextMs: number | null) =>
  (state: Ladder | undefined): LadderEvent[] => {
    if (!state) return [{ kind: 'ladder.raised', sinceMs, nextMs }]
    const inTime = nextMs === null || (state.nextMs !== null && state.nextMs <= nextMs)
    return inTime ? [] : [{ kind: 'ladder.moved', nextMs }]
  }

/** Begins again, with nothing taken: another policy took over, or another round of the same. */
export const raiseAnew = (raised: Raised) => (): LadderEvent[] => [{ kind: 'ladder.raised', ...raised }]

export const climb =
  (steps: { key: string; atMs: number }[], nextMs: number | null) =>
  (state: Ladder | undefined): LadderEvent[] => {
    if (!state) return []
    const fresh = steps.filter(({ key }) => state.taken[key] === undefined)
    if (fresh.length > 0) return [{ kind: 'ladder.climbed', steps: fresh, nextMs }]
    return state.nextMs === nextMs ? [] : [{ kind: 'ladder.moved', nextMs }]
  }

/**
 * What the steps count from was moved: those that are to come count anew, those that passed are left alone; with
 * `fromMs` those not taken since then are due at `sinceMs`.
 */
export const move =
  (sinceMs: number, taken: Record<string, number>, nextMs: number | null, fromMs?: number) =>
  (state: Ladder | undefined): LadderEvent[] =>
    state ? [{ kind: 'ladder.moved', nextMs, sinceMs, taken, ...(fromMs !== undefined && { fromMs }) }] : []
