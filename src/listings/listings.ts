import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { changeHazard } from '../hazards/hazards.ts'
import { leaveListing, offerForListing } from '../hazards/papers.ts'
import { keepLadder, startLadder } from '../ladders/start-ladder.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Database } from '../store/database.ts'
import { instantOf } from '../time.ts'
import { propose } from './decide.ts'
import { listing } from './evolve.ts'
import { climbFor, ladderOf } from './ladder.ts'
import { type Criteria, type Decide, isOver, type Listing } from './listing.ts'
import { askApproval } from './tell.ts'

/** Numbered and recorded on both sides, and the heads are asked, in one write. @throws Refusal as the two decide. */
export async function proposeListing(
  work: Work,
  directory: Directory,
  of: Hazard,
  criteria: Criteria,
  by: Person,
): Promise<Listing> {
  const number = await work.nextNumber('listings')
  await changeHazard(work, directory, of.id, offerForListing(number, by.id))
  const proposed = await work.change(listing, String(number), propose(number, of.id, criteria, by.id))
  work.touch(BOARD)
  askApproval(work, directory, proposed, of, by)
  return proposed
}

/** What the board's card and page are about. */
const BOARD = 'listings'

/**
 * Changes a listing and keeps its cards, its hazard's and the board true, and its ladder in time: that begins when it is
 * listed and anew when its deadline moves; a deadline that had passed already is said at once.
 */
export async function changeListing(
  work: Work,
  directory: Directory,
  id: string,
  decide: Decide,
): Promise<Listing> {
  const before = await work.state(listing, id)
  const after = await work.change(listing, id, decide)
  for (const about of [`listing/${id}`, `hazard/${after.hazard}`, BOARD]) work.touch(about)
  if (isOver(after) && !(before && isOver(before)))
    await changeHazard(work, directory, after.hazard, leaveListing(after.number))
  await followLadder(work, directory, before, after)
  return after
}

async function followLadder(
  work: Work,
  directory: Directory,
  before: Listing | undefined,
  after: Listing,
): Promise<void> {
  const of = await work.state(hazard, after.hazard)
  if (!of || !after.board) return
  const source = climbFor(directory, after, of, work.nowMs)
  const { deadline } = after.board
  if (before?.board?.deadline === deadline)
    return keepLadder(work, directory.calendar, ladderOf(after), source)
  const fromMs = Math.min(work.nowMs, instantOf(deadline, '24:00'))
  await startLadder(work, directory.calendar, ladderOf(after), source, { sinceMs: work.nowMs, fromMs })
}

export const listingById = async (db: Database, id: string): Promise<Listing | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM listings WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Listing)
}

/** A listing with its hazard. */
export interface ListedHazard {
  about: Listing
  of: Hazard
}

/** Those not over, in the order of their numbers. */
export async function openListings(db: Database): Promise<ListedHazard[]> {
  const rows = await db.all<{ about: string; hazard: string }>(
    `SELECT listings.state AS about, hazards.state AS hazard FROM listings
     JOIN hazards ON hazards.id = listings.hazard
     WHERE listings.status IN ('proposed', 'approved', 'requested', 'listed', 'removal_requested')
     ORDER BY listings.number`,
  )
  return rows.map(({ about, hazard: of }) => ({
    about: JSON.parse(about) as Listing,
    of: JSON.parse(of) as Hazard,
  }))
}
