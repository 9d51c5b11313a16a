import type { UpwardReport } from '../reporting/upward-report.ts'
import type { Day } from '../time.ts'
import type { Answers, Level } from './level.ts'

/**
 * `declined` by the heads, `withdrawn` by who proposed, `refused` by the authority. Being overdue is no status: it is
 * the deadline and the clock (`isOverdue`).
 */
export type ListingStatus =
  | 'proposed'
  | 'declined'
  | 'withdrawn'
  | 'approved'
  | 'requested'
  | 'refused'
  | 'listed'
  | 'removal_requested'
  | 'removed'

/** A larger or major hazard on its way onto an authority's board and off it again (挂牌督办, handbook §5.5). */
export interface Listing {
  id: string
  number: number
  /** The hazard's id: what is wrong, and whether it is mended, the hazard knows. */
  hazard: string
  status: ListingStatus
  criteria: Criteria
  proposedBy: string
  proposedAtMs: number
  approved?: Signed
  /** Why the heads said no, the authority did, or it was taken back. */
  ended?: Signed & { reason: string }
  /** By which rule it goes to which authority (S2-067, S2-068). */
  answers?: Answers
  level?: Level
  levelled?: Signed
  requests?: UpwardReport[]
  replies?: ListingReply[]
  board?: Board
  listedAtMs?: number
  /** Each change of the deadline with the document that ordered it. */
  extensions?: Extension[]
  progress?: Progress[]
  removal?: Signed & { note: string; approved?: Signed }
  /** How often somebody asked to have it removed. */
  removals?: number
  /** Why the heads did not let the last such request go out. */
  removalDeclined?: Signed & { reason: string }
  removed?: Signed & RemovalProof
  outcomes?: (Signed & Outcome)[]
  /** The number of the rules it is judged by since it was listed; none: those the school began with. */
  rules?: number
}

/** Who, and when (ms). */
export interface Signed {
  by: string
  atMs: number
}

/** Why the school cannot simply mend it; at least one (S2-062, S2-063). */
export interface Criteria {
  /** A: hard to mend, and it takes a long time. */
  difficult?: string
  /** B: outside factors keep the school from removing it by itself. */
  outside?: string
}

export interface ListingReply {
  authority: string
  day: Day
  words: string
  by: string
}

/** What stands on the board. The four an authority must name (S2-069): `matter`, `unit`, `person`, `deadline`. */
export interface Board {
  no: string
  authority: string
  matter: string
  unit: string
  /** Id of the colleague who answers for it. */
  person: string
  deadline: Day
}

export interface Extension extends Signed {
  from: Day
  to: Day
  authority: string
  document: string
}

export interface Progress extends Signed {
  text: string
  photos: string[]
}

/** That the authority took it off its board. */
export interface RemovalProof {
  authority: string
  day: Day
  receipt: string
}

/** What an authority made of it, up to closing the school (S2-070, S2-071). */
export interface Outcome {
  words: string
  authority: string
  day: Day
}

export type ListingEvent =
  | { kind: 'listing.proposed'; number: number; hazard: string; criteria: Criteria; by: string }
  | { kind: 'listing.approved'; by: string }
  | { kind: 'listing.declined'; reason: string; by: string }
  | { kind: 'listing.withdrawn'; reason: string; by: string }
  | ({ kind: 'listing.levelled'; level: Level; by: string } & Answers)
  | ({ kind: 'listing.requested' } & UpwardReport)
  | ({ kind: 'listing.replied' } & ListingReply)
  | { kind: 'listing.refused'; reason: string; by: string }
  | ({ kind: 'listing.listed'; rules?: number; by: string } & Board)
  /** A slip of the pen put right; the deadline is not among what can be. */
  | ({ kind: 'listing.corrected'; by: string } & Omit<Board, 'deadline'>)
  | { kind: 'listing.extended'; to: Day; authority: string; document: string; by: string }
  | { kind: 'listing.progressed'; text: string; photos: string[]; by: string }
  | { kind: 'listing.handed-over'; from: string; to: string; reason: string; by: string }
  | { kind: 'listing.removal-requested'; note: string; by: string }
  | { kind: 'listing.removal-approved'; by: string }
  | { kind: 'listing.removal-declined'; reason: string; by: string }
  | ({ kind: 'listing.removed'; by: string } & RemovalProof)
  | ({ kind: 'listing.sanctioned'; by: string } & Outcome)

/** A wish decided on the state as it is: the events of it, or a `Refusal`. Who may wish is `rights.ts`. */
export type Decide = (state: Listing | undefined) => ListingEvent[]

const ENDS: readonly ListingStatus[] = ['declined', 'withdrawn', 'refused', 'removed']
export const isOver = ({ status }: Pick<Listing, 'status'>): boolean => ENDS.includes(status)

/** On an authority's board now, whether or not somebody asked to have it taken off. */
export const isListed = ({ status }: Pick<Listing, 'status'>): boolean =>
  status === 'listed' || status === 'removal_requested'

/** What waits for the principal or the secretary, and who asked for it. */
export function awaitsApproval({ status, proposedBy, removal }: Listing): { asker: string } | undefined {
  if (status === 'proposed') return { asker: proposedBy }
  return status === 'removal_requested' && removal && !removal.approved ? { asker: removal.by } : undefined
}
