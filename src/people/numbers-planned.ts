import type { Day } from '../time.ts'
import type { School, SchoolEvent } from './school.ts'

/** A number of the rules from a day on; `key` is the setting's. */
export interface PlannedNumber {
  id: string
  by: string
  from: Day
  key: string
  value: number
}

/** A look at other rules is not true any more. */
export function withPlanned(state: School, planned: PlannedNumber): School {
  const { proposed: _, ...rest } = state
  return { ...rest, planned: [...(rest.planned ?? []), planned] }
}

export const withoutPlanned = (state: School, id: string): School => ({
  ...state,
  planned: (state.planned ?? []).filter((planned) => planned.id !== id),
})

/** A number from a day on; one of the same day for the same rule takes the place of what was decided before. */
export const planNumber =
  (planned: PlannedNumber) =>
  (state: School | undefined): SchoolEvent[] => [
    ...(state?.planned ?? [])
      .filter(({ key, from }) => key === planned.key && from === planned.from)
      .map(({ id }) => ({ kind: 'school.number-unplanned' as const, id })),
    { kind: 'school.number-planned', ...planned },
  ]

/** What was decided for a day to come is dropped, or that day is here. */
export const unplanNumber =
  (id: string) =>
  (state: School | undefined): SchoolEvent[] =>
    state?.planned?.some((planned) => planned.id === id) ? [{ kind: 'school.number-unplanned', id }] : []
