import type { Hazard } from '../hazards/hazard.ts'
import { hazardRights } from '../hazards/rights.ts'
import { speaksFor } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { isHead } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { isListed, type Listing } from './listing.ts'

/** Handbook §4, row "supervised listing propose / remove", applied to one listing and one person. */
export interface ListingRights {
  /** Proposes it, asks for its removal, takes it back: the department's head, the safety office, the vice principal. */
  proposes: boolean
  /** Says yes or no: the principal or the secretary. */
  approves: boolean
  /** May say yes to his own wish: only where the school has no other head. */
  approvesOwn: boolean
  /** Records what the authorities said and did. */
  records: boolean
  /** Reports the weekly progress: who answers for it or mends it, and everybody above. */
  progresses: boolean
}

export function listingRights(directory: Directory, about: Listing, of: Hazard, who: Person): ListingRights {
  const proposes = hazardRights(directory, of, who).proposesListing
  const approves = isHead(who)
  const records = proposes || approves
  return {
    proposes,
    approves,
    approvesOwn: approves && headsBut(directory, who.id).length === 0,
    records,
    progresses:
      records ||
      (isListed(about) &&
        (speaksFor(directory, who, about.board?.person) || speaksFor(directory, who, of.rectifier))),
  }
}

const headsBut = ({ people }: Directory, id: string): Person[] =>
  people.filter((each) => each.active && isHead(each) && each.id !== id)

/** Who is asked to say yes: every head but the one who asked, if there is another. */
export function approvers(directory: Directory, asker: string): Person[] {
  const others = headsBut(directory, asker)
  return others.length > 0 ? others : headsBut(directory, '')
}
