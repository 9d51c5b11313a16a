import type { Noun } from '../log/noun.ts'
import type { Listing, ListingEvent } from './listing.ts'

export const listing: Noun<Listing, ListingEvent> = {
  name: 'listing',
  table: 'listings',
  evolve(state, event, { id, atMs }) {
    if (event.kind === 'listing.proposed') {
      const { number, hazard, criteria, by } = event
      return { id, number, hazard, criteria, status: 'proposed', proposedBy: by, proposedAtMs: atMs }
    }
    return evolveKnown(state!, event, atMs)
  },
  columns: ({ number, hazard, status, board }) => ({
    number,
    hazard,
    status,
    responsible: board?.person ?? null,
    deadline: board?.deadline ?? null,
  }),
}

function evolveKnown(
  before: Listing,
  event: Exclude<ListingEvent, { kind: 'listing.proposed' }>,
  atMs: number,
): Listing {
  switch (event.kind) {
    case 'listing.approved':
      return { ...before, status: 'approved', approved: { by: event.by, atMs } }
    case 'listing.declined':
    case 'listing.withdrawn':
    case 'listing.refused': {
      const status = event.kind.slice('listing.'.length) as 'declined' | 'withdrawn' | 'refused'
      return { ...before, status, ended: { by: event.by, atMs, reason: event.reason } }
    }
    case 'listing.levelled': {
      const { eliminable, joint, level, by } = event
      return { ...before, answers: { eliminable, joint }, level, levelled: { by, atMs } }
    }
    case 'listing.requested': {
      const { kind: _, ...request } = event
      return { ...before, status: 'requested', requests: [...(before.requests ?? []), request] }
    }
    case 'listing.replied': {
      const { kind: _, ...reply } = event
      return { ...before, replies: [...(before.replies ?? []), reply] }
    }
    case 'listing.listed': {
      const { kind: _, by: __, rules, ...board } = event
      return {
        ...before,
        status: 'listed',
        board,
        listedAtMs: atMs,
        ...(rules !== undefined && { rules }),
      }
    }
    default:
      return evolveListed(before, event, atMs)
  }
}

type ListedEvent = Extract<
  ListingEvent,
  {
    kind: `listing.${'corrected' | 'extended' | 'progressed' | 'handed-over' | 'sanctioned' | 'removed' | `removal-${string}`}`
  }
>

/** What happens to one that stands on the board. */
function evolveListed(before: Listing, event: ListedEvent, atMs: number): Listing {
  const board = before.board!
  switch (event.kind) {
    case 'listing.corrected': {
      const { kind: _, by: __, ...corrected } = event
      return { ...before, board: { ...board, ...corrected } }
    }
    case 'listing.extended': {
      const { to, authority, document, by } = event
      const extension = { from: board.deadline, to, authority, document, by, atMs }
      return {
        ...before,
        board: { ...board, deadline: to },
        extensions: [...(before.extensions ?? []), extension],
      }
    }
    case 'listing.progressed': {
      const { text, photos, by } = event
      return { ...before, progress: [...(before.progress ?? []), { text, photos, by, atMs }] }
    }
    case 'listing.handed-over':
      return { ...before, board: { ...board, person: event.to } }
    case 'listing.sanctioned': {
      const { kind: _, ...outcome } = event
      return { ...before, outcomes: [...(before.outcomes ?? []), { ...outcome, atMs }] }
    }
    case 'listing.removal-requested': {
      const { removalDeclined: _, ...rest } = before
      const removal = { by: event.by, atMs, note: event.note }
      return { ...rest, status: 'removal_requested', removal, removals: (before.removals ?? 0) + 1 }
    }
    case 'listing.removal-approved':
      return { ...before, removal: { ...before.removal!, approved: { by: event.by, atMs } } }
    case 'listing.removal-declined': {
      const { removal: _, ...rest } = before
      return { ...rest, status: 'listed', removalDeclined: { by: event.by, atMs, reason: event.reason } }
    }
    case 'listing.removed': {
      const { kind: _, ...removed } = event
      return { ...before, status: 'removed', removed: { ...removed, atMs } }
    }
  }
}
