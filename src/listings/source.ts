import { hazardById } from '../hazards/hazards.ts'
import type { FindSource } from '../ladders/source.ts'
import { climbFor } from './ladder.ts'
import { listingById } from './listings.ts'

/** The ladder `listing/<number>`. */
export const listingSource: FindSource = async ({ db, directory, nowMs, unheld }, id) => {
  const about = await listingById(db, id.slice('listing/'.length))
  const of = about && (await hazardById(db, about.hazard))
  return about && of && climbFor(directory, about, of, nowMs, unheld)
}
