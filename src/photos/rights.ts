import { partsOf } from '../about.ts'
import { hazard } from '../hazards/evolve.ts'
import { hazardRights, mayReadHazard } from '../hazards/rights.ts'
import { isInvolved } from '../incidents/called.ts'
import { incident } from '../incidents/evolve.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'

/**
 * Whether somebody may add photos, and the words beside them, to `hazard/12` or `incident/3`: who reported it or has it
 * in hand, since a photo can be the proof of mending (row "upload proof" of handbook §4).
 */
export async function mayAddPhoto(
  work: Work,
  directory: Directory,
  about: string,
  who: Person,
): Promise<boolean> {
  const { noun, id } = partsOf(about)
  if (noun === 'incident') {
    const known = await work.state(incident, id)
    return known !== undefined && (known.reporter === who.id || isInvolved(directory, known, who))
  }
  const known = await work.state(hazard, id)
  if (!known) return false
  const { reported, handles, mends } = hazardRights(directory, known, who)
  return reported || ((handles || mends) && mayReadHazard(who, known, directory))
}
