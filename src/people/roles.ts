import type { Day } from '../time.ts'
import { type Directory, unique } from './directory.ts'
import type { Person } from './person.ts'

/** What a role may depend on beside the directory. */
export interface RoleContext {
  day: Day
  department?: string
  classId?: string
  health?: boolean
  /** Hears of a role nobody holds; `of` is the department or the day it was looked for. */
  unheld?: Unheld
}

export type Unheld = (role: string, of?: string) => void

/** Roles that may rightly be empty. */
const CONDITIONAL = new Set(['homeroom_if_class_known', 'school_doctor_if_health'])

/**
 * Roles become persons at the moment of sending (handbook §10.2). A role nobody holds goes to the next one up, and
 * `context.unheld` hears of it (§10.9); the conditional roles (`homeroom_if_class_known` …) may rightly be empty.
 */
export function resolveRoles(roles: string[], directory: Directory, context: RoleContext): Person[] {
  return unique(
    roles.flatMap((role) => {
      const known = holdersOf(role, directory, context)
      if (known.length > 0 || CONDITIONAL.has(role)) return known
      if (isGap(role, directory, context)) context.unheld?.(role, lookedFor(role, context))
      return above(directory)
    }),
  )
}

/** On a day without school nobody need lead. */
const isGap = (role: string, { calendar }: Directory, { day }: RoleContext): boolean =>
  role !== 'duty_leader' || calendar.isSchoolDay(day)

function lookedFor(role: string, { day, department }: RoleContext): string | undefined {
  if (role === 'duty_leader') return day
  return role === 'assignee_dept_head' ? department : undefined
}

/** Who holds a role now, nobody going up for it. */
export function holdersOf(role: string, directory: Directory, context: RoleContext): Person[] {
  switch (role) {
    case 'safety_office':
      return directory.safetyOffice()
    case 'duty_leader':
      return unique([directory.dutyLeader(context.day)])
    case 'lead_group':
      return directory.leadGroup()
    case 'assignee_dept_head':
      return unique([context.department ? directory.departmentHead(context.department) : undefined])
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
      return directory.holders(role)
  }
}

/** The vice principal in charge, else the principal, else the secretary. */
function above(directory: Directory): Person[] {
  for (const post of ['vp_safety', 'principal', 'party_secretary']) {
    const found = directory.holders(post)
    if (found.length > 0) return found
  }
  return []
}
