import type { Noun } from '../log/noun.ts'

/**
 * What somebody who left or changed post still has open, on its way to another (handbook §3, `peers.md` M13). Until both
 * confirm, nothing moves.
 */
export interface Handover {
  id: string
  giver: string
  taker: string
  /** What was on the list when it was opened: `hazard/12`, `turn/校门口@2026-09-03`; a duty instance may stand by its id alone. */
  items: string[]
  /** Keys, equipment, papers: what the giver added in his own words. */
  notes?: string[]
  openedBy: string
  /** How often somebody else was named to take it. */
  redirects?: number
  /** Whose word is there, and who gave it for somebody who left. */
  confirmed: { person: string; by: string; atMs: number }[]
  status: 'open' | 'done' | 'cancelled'
  /** Once done: what changed hands, and what could not with the reason. */
  moved?: string[]
  kept?: Kept[]
  cancelled?: { by: string; reason: string }
}

/** An item that stays where it is. */
export interface Kept {
  item: string
  why: string
}

export type HandoverEvent =
  | { kind: 'handover.opened'; giver: string; taker: string; items: string[]; notes?: string[]; by: string }
  | { kind: 'handover.noted'; lines: string[]; by: string }
  | { kind: 'handover.confirmed'; person: string; by: string }
  | { kind: 'handover.redirected'; to: string; by: string }
  | { kind: 'handover.cancelled'; by: string; reason: string }
  | { kind: 'handover.completed'; moved?: string[]; kept?: Kept[] }

export const handover: Noun<Handover, HandoverEvent> = {
  name: 'handover',
  table: 'handovers',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'handover.opened') {
      const { giver, taker, items, by, notes = [] } = event
      const own = notes.length > 0 ? { notes } : {}
      return { id, giver, taker, items, ...own, openedBy: by, confirmed: [], status: 'open' }
    }
    const before = state!
    const { confirmed, taker, redirects = 0 } = before
    // A taker's word was given for the list as it was.
    const withoutTakers = confirmed.filter(({ person }) => person !== taker)
    switch (event.kind) {
      case 'handover.noted':
        return { ...before, notes: [...(before.notes ?? []), ...event.lines], confirmed: withoutTakers }
      case 'handover.confirmed': {
        const { person, by } = event
        return { ...before, confirmed: [...confirmed, { person, by, atMs }] }
      }
      case 'handover.redirected':
        // The giver's was given for who was to take it.
        return { ...before, taker: event.to, confirmed: [], redirects: redirects + 1 }
      case 'handover.cancelled':
        return { ...before, status: 'cancelled', cancelled: { by: event.by, reason: event.reason } }
      case 'handover.completed': {
        const { moved = [], kept = [] } = event
        return { ...before, status: 'done', moved, ...(kept.length > 0 && { kept }) }
      }
    }
  },
  columns: ({ giver, taker, status }) => ({ giver, taker, status }),
}
