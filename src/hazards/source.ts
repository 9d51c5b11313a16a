import type { FindSource } from '../ladders/source.ts'
import { hazardById } from './hazards.ts'
import { climbFor } from './ladder.ts'

/** The ladder `hazard/<number>`. */
export const hazardSource: FindSource = async ({ db, directory, nowMs, unheld }, id) => {
  const about = await hazardById(db, id.slice('hazard/'.length))
  return about && climbFor(directory, about, nowMs, unheld)
}
