import type { Leave } from '../leaves/leave.ts'
import type { Directory } from './directory.ts'
import type { Person } from './person.ts'
import { superiorOf } from './superiors.ts'

/**
 * Handbook §4 as one table. Every command and every page asks here; a card that hides a button is only being polite.
 */
const LEADERS = ['principal', 'party_secretary']
export const isHead = (who: Person): boolean => LEADERS.some((post) => who.posts.includes(post))
export const isVpSafety = (who: Person): boolean => who.posts.includes('vp_safety')
export const isSafetyOffice = (who: Person, directory: Directory): boolean =>
  directory.safetyOffice().some((member) => member.id === who.id)
export const isDepartmentHead = (who: Person, department: string, directory: Directory): boolean =>
  directory.departmentHead(department)?.id === who.id

/** Heads, the vice principal in charge, the safety office: they see and decide for the whole school. */
export const seesAll = (who: Person, directory: Directory): boolean =>
  isHead(who) || isVpSafety(who) || isSafetyOffice(who, directory)

/** The codes of the patrol points prove where somebody was: whoever answers for the rounds prints them, nobody else. */
export const mayPrintCodes = (who: Person, directory: Directory): boolean =>
  isSafetyOffice(who, directory) || isVpSafety(who)

/** A shared tablet lets people in without a login: whoever answers for the school's safety work hangs it up and takes it down. */
export const mayHangTablets = mayPrintCodes

/** Leaders and deputies of the lead group take turns as duty leader: they see who is there, no more than that. */
const isLeader = (who: Person, directory: Directory): boolean =>
  [
    ...(directory.school.file.lead_group?.leader ?? []),
    ...(directory.school.file.lead_group?.deputy_leaders ?? []),
  ].includes(who.id)

/** Leaders and the office change anybody's turn; everybody else only the own one. */
export const arrangesRoster = (who: Person, directory: Directory): boolean =>
  seesAll(who, directory) || isLeader(who, directory)

/** Who can lead the school for a day: whoever does so by the roster, leaders and deputies, heads of departments. */
export function mayLeadTheDay(who: Person, directory: Directory): boolean {
  const roster = directory.school.file.duty_roster
  const rostered = [
    ...Object.values(roster?.duty_leader_by_weekday ?? {}),
    ...(roster?.duty_leader_weekend?.default ?? []),
  ]
  return (
    rostered.includes(who.id) ||
    isLeader(who, directory) ||
    isDepartmentHead(who, who.department, directory) ||
    isHead(who) ||
    isVpSafety(who)
  )
}

/** Whether `who` may see how `member` is doing: all, own grade, own department (row "see members' status"). */
export function maySeeStatusOf(who: Person, member: Person, directory: Directory): boolean {
  if (seesAll(who, directory) || isLeader(who, directory) || who.id === member.id) return true
  return leads(who, member, directory) || isDepartmentHead(who, member.department, directory)
}

/** Whether there is anybody at all whose status `who` may ask for: leaders and the office, grade leaders, department heads. */
export const seesSomebodysStatus = (who: Person, directory: Directory): boolean =>
  seesAll(who, directory) ||
  isLeader(who, directory) ||
  isDepartmentHead(who, who.department, directory) ||
  directory.classes.some(({ grade }) => directory.gradeLeader(grade)?.id === who.id)

/** The week in numbers is for those who answer for more than themselves. */
export const readsWeek = (who: Person, directory: Directory): boolean =>
  seesAll(who, directory) || isDepartmentHead(who, who.department, directory)

/** The whole school's gaps are for those who can close them (S1-15); everybody sees the own line. */
export const readsCoverage = seesAll

/** The school's rules are set by those who answer for the whole of it. */
export const setsRules = seesAll

/** Who holds which post is settled by the safety office and the heads alone. */
export const mayPost = (who: Person, directory: Directory): boolean =>
  isSafetyOffice(who, directory) || isHead(who)

/** Posts of the three right-hand columns but one: whoever has them decides for the whole school. */
export const HEAD_POSTS: readonly string[] = [...LEADERS, 'vp_safety']

/**
 * Who gives and takes the posts of the heads: the principal and the secretary, each other's too. Nobody is locked out:
 * an only head names his successor, who takes the post from him; while the school has no head at all (handbook §3: one
 * or two persons, and they may leave), the safety office names one.
 */
export const mayPostHeads = (who: Person, directory: Directory): boolean =>
  isHead(who) || (!hasHead(directory) && isSafetyOffice(who, directory))

const hasHead = (directory: Directory): boolean => LEADERS.some((post) => directory.holders(post).length > 0)

/** Who is asked to fill a post. */
export const sayWhoPosts = (post: string, directory: Directory): string =>
  HEAD_POSTS.includes(post) && hasHead(directory) ? '校长或书记' : '安全办公室'

/** Row "excuse a duty instance": department head for own members, the next one up, vice principal, heads, safety office. */
export function mayExcuse(who: Person, member: Person, directory: Directory): boolean {
  if (who.id === member.id) return false
  return (
    seesAll(who, directory) ||
    isDepartmentHead(who, member.department, directory) ||
    leads(who, member, directory) ||
    superiorOf(directory, member)?.id === who.id
  )
}

/** A leave is read by whom it concerns and by who may decide on it: its reason is often an illness. */
export const mayReadLeave = (
  who: Person,
  about: Pick<Leave, 'person' | 'substitute'>,
  directory: Directory,
): boolean => {
  const owner = directory.person(about.person)
  const concerned = [about.person, about.substitute].includes(who.id)
  return owner !== undefined && (concerned || mayExcuse(who, owner, directory))
}

const leads = (who: Person, member: Person, directory: Directory): boolean =>
  member.grade !== undefined && directory.gradeLeader(member.grade)?.id === who.id

/** Row "restricted categories": hazards of a restricted category are read by heads, vp, the handler and the reporter only. */
export function mayReadRestricted(who: Person, handler: string | undefined): boolean {
  return isHead(who) || isVpSafety(who) || who.id === handler
}

/** Row "excuse a duty instance": department head and safety office for their own department, vice principal and heads for all; nobody himself. */
export function mayExcuseDuty(who: Person, holder: Person, directory: Directory): boolean {
  if (who.id === holder.id) return false
  if (isHead(who) || isVpSafety(who)) return true
  const decides = isSafetyOffice(who, directory) || isDepartmentHead(who, who.department, directory)
  return decides && who.department === holder.department
}

/** Measures of a superior are the heads', the vice principal's and the safety office's matter (handbook §5.10). */
export const mayHandleSanctions = (who: Person, directory: Directory): boolean => seesAll(who, directory)
