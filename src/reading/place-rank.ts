import type { Place } from './places.ts'

/** A place a line may mean. */
export interface Found {
  readonly at: number
  readonly place: Place
  /** Higher wins; then longer words; then earlier ones. */
  readonly rank: number
  readonly length: number
}

/** How surely words lead to their place: a name before a lesson, a lesson before a class, a class before a house. */
export const RANK = {
  name: 60,
  part: 55,
  classroom: 58,
  doing: 50,
  storey: 41,
  class: 40,
  building: 30,
  holds: 20,
  named: 15,
  qualified: 10,
}
