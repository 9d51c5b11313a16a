import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'

/**
 * What came again in a month at the same place in the same category (S2-126), for all staff to read once the office has
 * approved it. Places and departments, never persons.
 */
export interface Exposure {
  /** The month, `2026-09`. */
  id: string
  status: 'drafted' | 'published' | 'dropped'
  items: ExposureItem[]
  decidedBy?: string
  reason?: string
}

export interface ExposureItem {
  /** A place of the school's own list; null where it stands in somebody's words, which may name a child. */
  place: string | null
  category: string
  department: string
  /** The how-manieth time within the window. */
  times: number
  /** Numbers of this month's. */
  hazards: number[]
}

export type ExposureEvent =
  | { kind: 'exposure.drafted'; items: ExposureItem[] }
  | { kind: 'exposure.published'; items: ExposureItem[]; by: string }
  | { kind: 'exposure.dropped'; reason: string; by: string }

export const exposure: Noun<Exposure, ExposureEvent> = {
  name: 'exposure',
  table: 'exposures',
  evolve(state, event, { id }) {
    switch (event.kind) {
      case 'exposure.drafted':
        return { id, status: 'drafted', items: event.items }
      case 'exposure.published':
        return { ...state!, status: 'published', items: event.items, decidedBy: event.by }
      case 'exposure.dropped':
        return { ...state!, status: 'dropped', reason: event.reason, decidedBy: event.by }
    }
  },
  columns: ({ status }) => ({ status }),
}

export type Decide = (state: Exposure | undefined) => ExposureEvent[]

/** Nothing came again: nothing is drafted. */
export const draft =
  (items: ExposureItem[]): Decide =>
  (state) =>
    state || items.length === 0 ? [] : [{ kind: 'exposure.drafted', items }]

const undecided = (state: Exposure | undefined): Exposure => {
  if (!state) throw new Refusal('no-exposure', '这个月没有要曝光的屡查屡犯隐患。')
  if (state.status !== 'drafted')
    throw new Refusal('decided', `这份清单已${state.status === 'published' ? '发布' : '决定不发布'}。`)
  return state
}

/** @param items what of the draft still stands: what was no hazard after all is left out. */
export const publish =
  (items: ExposureItem[], by: string): Decide =>
  (state) => {
    undecided(state)
    if (items.length === 0) throw new Refusal('nothing-left', '清单里的隐患都已作废，不用发布。')
    return [{ kind: 'exposure.published', items, by }]
  }

export const drop =
  (reason: string, by: string): Decide =>
  (state) => {
    undecided(state)
    if (!reason.trim()) throw new Refusal('no-reason', '不发布要写明理由，例如：/曝光 不发布 已当面约谈。')
    return [{ kind: 'exposure.dropped', reason: reason.trim(), by }]
  }
