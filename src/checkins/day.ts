import type { Noun } from '../log/noun.ts'

/** A school day as time went through it: which steps were taken, and whether late after a downtime. */
export interface SchoolDay {
  steps: Record<string, { atMs: number; late: boolean }>
}

export interface DayEvent {
  kind: 'day.stepped'
  step: string
  plannedMs: number
  late: boolean
}

export const schoolDay: Noun<SchoolDay, DayEvent> = {
  name: 'day',
  table: 'days',
  evolve: (state, event, { atMs }) => ({
    steps: { ...state?.steps, [event.step]: { atMs, late: event.late } },
  }),
  columns: () => ({}),
}

/** More than this after its minute, a step counts as late: the machine was down. */
export const LATE_AFTER_MS = 5 * 60_000

export const takeStep =
  (step: string, plannedMs: number, nowMs: number) =>
  (state: SchoolDay | undefined): DayEvent[] =>
    state?.steps[step]
      ? []
      : [{ kind: 'day.stepped', step, plannedMs, late: nowMs - plannedMs > LATE_AFTER_MS }]
