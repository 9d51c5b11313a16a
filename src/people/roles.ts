import type { Day } from '../time.ts'
import { type Directory, unique } from './directory.ts'
import type { Person } from './person.ts'

/** What a role may depend on beside the directory. */
export interface RoleContext {
  day: Day
  department?: string
  classId?: string
  health?: boolean
}

/**
 * Roles become persons at the moment of sending (handbook §10.2). A role nobody holds goes to the next one up (§10.9);
 * the conditional roles (`homeroom_if_class_known` …) may rightly be empty.
 */
export function resolveRoles(roles: string[], directory: Directory, context: RoleContext): Person[] {
  return unique(roles.flatMap((role) => resolveRole(role, directory, context)))
}

function resolveRole(role: string, directory: Directory, context: RoleContext): Person[] {
  switch (role) {
    case 'safety_office':
      return orAbove(directory.safetyOffice(), directory)
    case 'duty_leader':
      return orAbove([directory.dutyLeader(context.day)], directory)
    case 'lead_group':
      return orAbove(directory.leadGroup(), directory)
    case 'assignee_dept_head':
      return orAbove(
        [context.department ? directory.departmentHead(context.department) : undefined],
        directory,
      )
    case 'homeroom_if_class_known': {
      const schoolClass = context.classId ? directory.class(context.classId) : undefined
      if (!schoolClass) return []
      const away = directory.leaveOf(schoolClass.homeroom, context.day)
      return unique([
        directory.person(schoolClass.homeroom),
        away?.substitute ? directory.person(away.substitute) : undefined,
      ])
    }
    case 'school_doctor_if_health':
      return context.health ? directory.holders('school_doctor') : []
    default:
      return orAbove(directory.holders(role), directory)
  }
}

/** Nobody holds it: the vice principal in charge, else the principal, else the secretary. */
function orAbove(found: (Person | undefined)[], directory: Directory): Person[] {
  const known = unique(found)
  if (known.length > 0) return known
  for (const post of ['vp_safety', 'principal', 'party_secretary']) {
    const above = directory.holders(post)
    if (above.length > 0) return above
  }
  return []
}
