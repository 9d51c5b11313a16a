import type { FindSource } from '../ladders/source.ts'
import { incidentById } from './incidents.ts'
import { climbFor } from './ladder.ts'

/** The ladder `incident/<number>`. */
export const incidentSource: FindSource = async ({ db, directory, nowMs, unheld }, id) => {
  const about = await incidentById(db, id.slice('incident/'.length))
  return about && climbFor(directory, about, nowMs, unheld)
}
