import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'

/** A shared tablet for people without the app (S2-089), called by the place it hangs at: 门岗, 厨房. */
export interface Tablet {
  /** The place is its name. */
  id: string
  /** Whether its link is good at all. */
  open: boolean
  /** Its link names the generation it was given out with; only the newest one is good. */
  generation: number
  /** When the newest link was given out, and by whom. */
  sinceMs: number
  by: string
}

export type TabletEvent =
  | { kind: 'tablet.opened'; generation: number; by: string }
  | { kind: 'tablet.renewed'; generation: number; by: string }
  | { kind: 'tablet.revoked'; by: string }

export const tablet: Noun<Tablet, TabletEvent> = {
  name: 'tablet',
  table: 'tablets',
  evolve(state, event, { id, atMs }) {
    switch (event.kind) {
      case 'tablet.opened':
      case 'tablet.renewed':
        return { id, open: true, generation: event.generation, sinceMs: atMs, by: event.by }
      case 'tablet.revoked':
        return { ...state!, open: false, sinceMs: atMs, by: event.by }
    }
  },
  columns: () => ({}),
}

/** Hangs one up; where one hangs already its link stays good. One taken down comes back with a link of its own. */
export const openTablet =
  (by: string) =>
  (state: Tablet | undefined): TabletEvent[] =>
    state?.open ? [] : [{ kind: 'tablet.opened', generation: (state?.generation ?? 0) + 1, by }]

/**
 * A new link; the one before is void.
 * @throws Refusal `no-tablet`
 */
export const renewTablet =
  (by: string) =>
  (state: Tablet | undefined): TabletEvent[] => {
    if (!state?.open) throw noTablet()
    return [{ kind: 'tablet.renewed', generation: state.generation + 1, by }]
  }

/**
 * No link of this place is good any more; said again it changes nothing.
 * @throws Refusal `no-tablet`
 */
export const revokeTablet =
  (by: string) =>
  (state: Tablet | undefined): TabletEvent[] => {
    if (!state) throw noTablet()
    return state.open ? [{ kind: 'tablet.revoked', by }] : []
  }

const noTablet = () =>
  new Refusal('no-tablet', '这里没有在用的平板。发送 /平板 看有哪些，或发送「/平板 门岗」开通一块。')
