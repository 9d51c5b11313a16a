import type { Hazard } from '../hazards/hazard.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { awaitsApproval, isListed, type Listing } from './listing.ts'
import { approvers } from './rights.ts'

/** Why somebody gets a listing's card. */
export type ListingCall = 'approve' | 'answered' | 'responsible' | 'extended'

/** Owes one person its card, in working time; who may not read the hazard gets none. */
export function tellListing(
  work: Work,
  directory: Directory,
  about: Listing,
  of: Hazard,
  to: Person | undefined,
  why: ListingCall,
): void {
  const reached = to && directory.addressee(to)
  if (!reached || !mayReadHazard(reached, of, directory)) return
  const round = [about.status, about.removals ?? 0, about.extensions?.length ?? 0].join('.')
  const owed = owedTo(directory, reached, {
    once: `listing:${about.id}:${why}:${reached.id}:${round}`,
    show: { card: 'listing', id: about.id, why },
    urgency: 1,
    notBeforeMs: directory.calendar.afterQuiet(work.nowMs),
  })
  if (owed) work.owe(owed)
}

/** The heads who may say yes hear of it, but not the one who asks. */
export function askApproval(
  work: Work,
  directory: Directory,
  about: Listing,
  of: Hazard,
  asker: Person,
): void {
  for (const head of approvers(directory, asker.id))
    if (head.id !== asker.id) tellListing(work, directory, about, of, head, 'approve')
}

/** Whether a card owed for this reason is still worth sending (handbook §10.1). */
export function isStillAsked(about: Listing, why: unknown): boolean {
  if (why === 'approve') return awaitsApproval(about) !== undefined
  return why !== 'responsible' || isListed(about)
}
