import { partsOf } from '../about.ts'
import { hazard } from '../hazards/evolve.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { hazardRights } from '../hazards/rights.ts'
import { isInvolved } from '../incidents/called.ts'
import { incident } from '../incidents/evolve.ts'
import { listing } from '../listings/evolve.ts'
import type { Work } from '../log/work.ts'
import { speaksFor } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { seesAll } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Photo } from './photo.ts'

/**
 * Whether somebody may add photos, and the words beside them, to `hazard/12` or `incident/3`: who reported or follows it,
 * or has it in hand or shares it, since a photo can be the proof of mending (row "upload proof" of handbook §4).
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
  const follows = !known.restricted && (known.followers ?? []).includes(who.id)
  const shares = known.coOwners?.some(({ person }) => speaksFor(directory, who, person)) === true
  return reported || follows || ((handles || mends || shares) && mayReadHazard(who, known, directory))
}

/** What somebody may do with one picture of a hazard, a listing of it or an incident he reads. */
export interface PhotoRights {
  /** Covers what others need not see: who decides, who reported the matter, whose picture it is. */
  covers: boolean
  /** Uncovers, and looks at the original: the safety office, the vice principal, the heads (handbook §13). */
  decides: boolean
  /** Takes a mistaken upload back: whose picture it is, and who decides. */
  removes: boolean
}

export async function photoRights(
  work: Work,
  directory: Directory,
  { about, sender }: Photo,
  who: Person,
): Promise<PhotoRights> {
  const { noun, id } = partsOf(about ?? '')
  const own = sender === who.id
  const of = (reported: boolean, decides: boolean): PhotoRights => ({
    covers: own || reported || decides,
    decides,
    removes: own || decides,
  })
  if (noun === 'hazard' || noun === 'listing') {
    const hazardId = noun === 'hazard' ? id : (await work.state(listing, id))?.hazard
    const known = hazardId && (await work.state(hazard, hazardId))
    if (!known) return of(false, false)
    const { decides, reported } = hazardRights(directory, known, who)
    return of(reported, decides && mayReadHazard(who, known, directory))
  }
  const known = noun === 'incident' ? await work.state(incident, id) : undefined
  if (!known) return of(false, false)
  return of(known.reporter === who.id, seesAll(who, directory) && isInvolved(directory, known, who))
}
