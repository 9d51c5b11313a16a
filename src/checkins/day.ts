import type { DailyDuty } from '../duties/daily.ts'
import type { Noun } from '../log/noun.ts'

/** A school day as time went through it: which steps were taken, and whether late after a downtime. */
export interface SchoolDay {
  steps: Record<string, { atMs: number; late: boolean }>
  /** The daily duties opened so far, as they were then: a day goes on by the rules it began with. */
  opened?: Record<string, DailyDuty>
}

export interface DayEvent {
  kind: 'day.stepped'
  step: string
  plannedMs: number
  late: boolean
  /** The duty this step opened. */
  opens?: DailyDuty
}

export const schoolDay: Noun<SchoolDay, DayEvent> = {
  name: 'day',
  table: 'days',
  evolve: (state, event, { atMs }) => ({
    ...state,
    steps: { ...state?.steps, [event.step]: { atMs, late: event.late } },
    ...(event.opens && { opened: { ...state?.opened, [event.opens.id]: event.opens } }),
  }),
  columns: () => ({}),
}

/** More than this after its minute, a step counts as late: the machine was down. */
export const LATE_AFTER_MS = 5 * 60_000

export const takeStep =
  (step: string, plannedMs: number, nowMs: number, opens?: DailyDuty) =>
  (state: SchoolDay | undefined): DayEvent[] =>
    state?.steps[step]
      ? []
      : [
          {
            kind: 'day.stepped',
            step,
            plannedMs,
            late: nowMs - plannedMs > LATE_AFTER_MS,
            ...(opens && { opens }),
          },
        ]

/** The duties of a day: what was opened stays as it was opened, whatever the school has changed since. */
export const dutiesOn = (state: SchoolDay | undefined, current: readonly DailyDuty[]): DailyDuty[] => [
  ...current.filter(({ id }) => !state?.opened?.[id]),
  ...Object.values(state?.opened ?? {}),
]
