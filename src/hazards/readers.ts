import type { Directory } from '../people/directory.ts'
import { isDepartmentHead, mayReadRestricted } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import type { Hazard } from './hazard.ts'

/** Restricted hazards have readers by record: heads, the vice principal, and who handles it; nobody else (§4, §13). */
export function mayReadHazard(who: Person, about: Hazard, directory: Directory): boolean {
  if (!about.restricted) return true
  return (
    mayReadRestricted(who, about.rectifier) ||
    who.id === about.assignee ||
    about.coOwners?.some(({ person }) => person === who.id) === true ||
    isDepartmentHead(who, about.department, directory)
  )
}
