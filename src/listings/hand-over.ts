import type { Hazard } from '../hazards/hazard.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import { dayOf } from '../time.ts'
import { type Decide, isListed, type Listing } from './listing.ts'

/** Whether somebody answers for it on the board. */
export const answersForListing = (about: Listing, who: string): boolean =>
  isListed(about) && about.board?.person === who

/** A post went to somebody else, and the listings its holder answered for go with it. */
export const handOverListing =
  (from: string, to: string, reason: string, by: string): Decide =>
  (state) =>
    state && from !== to && answersForListing(state, from)
      ? [{ kind: 'listing.handed-over', from, to, reason, by }]
      : []

/**
 * Who answers for a listing now: the person on the board; of somebody who left the head of the hazard's department, and
 * where there is none the next one up (handbook §10.9).
 */
export function keeperOfListing(
  directory: Directory,
  { board }: Listing,
  { department }: Pick<Hazard, 'department'>,
  nowMs: number,
): Person[] {
  const responsible = directory.person(board?.person ?? '')
  return responsible?.active
    ? [responsible]
    : resolveRoles(['assignee_dept_head'], directory, { day: dayOf(nowMs), department })
}
