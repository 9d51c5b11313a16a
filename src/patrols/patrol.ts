import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'

/** By the code on the wall, or without it: typed, or ticked at a desk (handbook §5.3). */
export type How = 'scan' | 'desk'

/** Something wrong at a point: it became a hazard in the same write. */
export interface Found {
  /** The check item it is about, in the school's words; without one, anything else at the point. */
  item?: string
  text: string
  /** The hazard's number. */
  hazard: string
}

/** One person at one point, in one round; without a round, in one hour. */
export interface Visit {
  id: string
  point: string
  /** Where the point lay then: its building (handbook §5.3 "zone"). */
  zone: string
  /** The duty instance it counts for, or null for a visit on one's own account. */
  round: string | null
  by: string
  /** Who typed or scanned for somebody without the app (S2-089). */
  enteredBy?: string
  how: How
  atMs: number
  /** Everything else at the point is in order. */
  normal: boolean
  found: Found[]
  photos: string[]
}

type Came = Pick<Visit, 'point' | 'zone' | 'round' | 'by' | 'enteredBy' | 'how'>

export type PatrolEvent =
  | ({ kind: 'patrol.visited' } & Came)
  /** What was told from elsewhere is confirmed at the point itself. */
  | { kind: 'patrol.scanned' }
  | { kind: 'patrol.was-normal'; photos: string[] }
  | ({ kind: 'patrol.found' } & Found)

export const patrol: Noun<Visit, PatrolEvent> = {
  name: 'patrol',
  table: 'patrol_visits',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'patrol.visited') {
      const { kind: _, ...came } = event
      return { id, ...came, atMs, normal: false, found: [], photos: [] }
    }
    const before = state!
    switch (event.kind) {
      case 'patrol.scanned':
        return { ...before, how: 'scan', atMs }
      case 'patrol.was-normal':
        return { ...before, normal: true, photos: [...before.photos, ...event.photos] }
      case 'patrol.found': {
        const { kind: _, ...found } = event
        return { ...before, found: [...before.found, found] }
      }
    }
  },
  columns: (state) => ({
    point: state.point,
    round: state.round,
    visited_at: state.atMs,
    scanned: state.how === 'scan' ? 1 : 0,
  }),
}

/** Somebody is at a point. A scan proves more than words: it is never taken back, and makes up for words before it. */
export const arrive =
  (came: Came) =>
  (state: Visit | undefined): PatrolEvent[] => {
    if (!state) return [{ kind: 'patrol.visited', ...came }]
    return state.how === 'desk' && came.how === 'scan' ? [{ kind: 'patrol.scanned' }] : []
  }

/** 正常, with whatever pictures belong to it; said again without new pictures it changes nothing. */
export const findNormal =
  (photos: readonly string[]) =>
  (state: Visit | undefined): PatrolEvent[] => {
    const visit = arrived(state)
    const fresh = [...new Set(photos)].filter((photo) => !visit.photos.includes(photo))
    return visit.normal && fresh.length === 0 ? [] : [{ kind: 'patrol.was-normal', photos: fresh }]
  }

/**
 * Something is wrong; its hazard was numbered in the same write. The same words about the same item in one visit are
 * an impatient thumb, and the whole write is refused with them.
 * @throws Refusal `found-already`
 */
export const findTrouble =
  (found: Found) =>
  (state: Visit | undefined): PatrolEvent[] => {
    const visit = arrived(state)
    const same = visit.found.find(({ item, text }) => item === found.item && text === found.text)
    if (same) throw new Refusal('found-already', `这一条刚才已登记为隐患 ${same.hazard}，不用再报。`)
    return [{ kind: 'patrol.found', ...found }]
  }

function arrived(state: Visit | undefined): Visit {
  if (!state) throw new Error('nothing is found at a point before somebody is there')
  return state
}
