import { speaksFor } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import { isDepartmentHead, isHead, isSafetyOffice, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Hazard } from './hazard.ts'
import { mendersOf } from './menders.ts'
import { mayReadHazard } from './readers.ts'
import { pauseOf } from './waits.ts'

/** Whether somebody mends it himself or presses for a mender without the app (handbook §3). */
export const standsForMender = (directory: Directory, about: Hazard, who: Person): boolean =>
  mendersOf(about).some((id) => speaksFor(directory, who, id))

/**
 * Who may allow more time or a pause: of a general hazard the department's head and the safety office as well, of the
 * others the leaders alone; never whoever mends it or asked for it, nor who may not read it.
 */
export function mayApprove(directory: Directory, about: Hazard, who: Person): boolean {
  if (about.ask?.by === who.id || standsForMender(directory, about, who)) return false
  if (!mayReadHazard(who, about, directory)) return false
  if (isHead(who) || isVpSafety(who)) return true
  return (
    about.severity === 'general' &&
    (isSafetyOffice(who, directory) || isDepartmentHead(who, about.department, directory))
  )
}

/** Who is asked: of a general hazard its department's head, else the office; of the others the vice principal, else the heads. */
export function askedToApprove(directory: Directory, about: Hazard): Person[] {
  const may = directory.people.filter((who) => who.active && mayApprove(directory, about, who))
  const first = (...groups: ((who: Person) => boolean)[]): Person[] =>
    groups.map((belongs) => may.filter(belongs)).find((found) => found.length > 0) ?? []
  return first(
    (who) => about.severity === 'general' && isDepartmentHead(who, about.department, directory),
    (who) => about.severity === 'general' && isSafetyOffice(who, directory),
    isVpSafety,
    isHead,
  )
}

/** Who answers for what is asked or paused now: whoever allowed the pause, as long as he may. */
export function approversNow(directory: Directory, about: Hazard): Person[] {
  const allowed = directory.person(pauseOf(about)?.approvedBy ?? '')
  return allowed?.active && mayApprove(directory, about, allowed)
    ? unique([allowed])
    : askedToApprove(directory, about)
}
