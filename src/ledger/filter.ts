import type { HazardStatus, Severity } from '../hazards/hazard.ts'
import type { Day } from '../time.ts'

/** Whose hazards: the own ones, those of the department or grade somebody answers for, or the school's (handbook §4). */
export const SCOPES = ['mine', 'department', 'all'] as const
export type Scope = (typeof SCOPES)[number]

/** `open` is everything not yet closed or dismissed; `any` leaves nothing out but what was dismissed. */
export const STATES = [
  'open',
  'reported',
  'assigned',
  'rectifying',
  'rectified',
  'returned',
  'closed',
  'invalid',
  'any',
] as const satisfies readonly ('open' | 'any' | HazardStatus)[]
export type State = (typeof STATES)[number]

/** How many workdays it has been open, from … to; the last has no end. */
export const AGES = ['0–1', '2–3', '4–7', '8–30', '30+'] as const
export type Age = 0 | 1 | 2 | 3 | 4

/** What a bar of the trend counts in its week: newly reported, closed, or open at its end. */
export const HAPPENINGS = ['opened', 'closed', 'open'] as const

/** What a list of hazards is asked for; whatever is not named does not narrow it. */
export interface LedgerFilter {
  scope: Scope
  state: State
  severity?: Severity
  category?: string
  /** A point or a class by its id, `教学楼B/2`, `教学楼B/`, somebody's own words, or `ELSEWHERE`. */
  place?: string
  department?: string
  overdue?: true
  urgent?: true
  /** Only those marked as the same again (S2-126). */
  repeat?: true
  age?: Age
  /** Reported on these days, both included. */
  from?: Day
  to?: Day
  week?: { start: Day; what: (typeof HAPPENINGS)[number] }
}

/** Reported at a place that is on nobody's list. */
export const ELSEWHERE = '-'
