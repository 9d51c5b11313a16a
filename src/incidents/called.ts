import { toldAtReport } from '../duties/policies.ts'
import { type Directory, unique } from '../people/directory.ts'
import { isHead, isSafetyOffice, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles, type Unheld } from '../people/roles.ts'
import { dayOf } from '../time.ts'
import type { Incident } from './incident.ts'

/** Categories in which the school doctor is called (role `school_doctor_if_health`). */
const HEALTH = ['injury', 'illness', 'food_poisoning', 'infectious', 'stampede', 'traffic', 'building']

/**
 * Who hears of it first. A restricted one replaces every list: heads, the vice principal and the handler of its
 * category, nobody else (handbook §10.10); staff matters only the heads. The reporter has the receipt instead (§10.3).
 */
export const alarmed = (directory: Directory, about: Incident, atMs: number): Person[] =>
  inCharge(directory, about, atMs).filter((who) => who.id !== about.reporter)

const inCharge = (directory: Directory, about: Incident, atMs: number): Person[] =>
  personsOf(rolesFor(directory, about), directory, about, atMs)

/** The holders of a policy's roles as they concern this incident. */
export const personsOf = (
  roles: string[],
  directory: Directory,
  about: Incident,
  atMs: number,
  unheld?: Unheld,
): Person[] =>
  resolveRoles(roles, directory, {
    day: dayOf(atMs),
    ...(about.classId && { classId: about.classId }),
    health: HEALTH.includes(about.category),
    ...(unheld && { unheld }),
  })

/** The policy of its level, in the words of the rules it was reported under. */
export const policyFor = ({ rules }: Directory, { level, rules: kept }: Pick<Incident, 'level' | 'rules'>) =>
  rules.policy(level === 'serious' ? 'ESC-INC' : 'ESC-INC-MINOR', kept)

function rolesFor(directory: Directory, about: Incident): string[] {
  if (about.restricted) return restrictedRoles(about.category)
  const roles = toldAtReport(policyFor(directory, about))
  // 未联系上人数>0 立即提醒值班领导和德育办 (note of `chk-homeroom-morning`).
  const fromCheckin = about.category === 'missing' && about.source?.startsWith('checkin/')
  return fromCheckin ? [...roles, 'moral_director'] : roles
}

function restrictedRoles(category: string): string[] {
  if (category === 'staff') return ['principal', 'party_secretary']
  const heads = ['principal', 'party_secretary', 'vp_safety']
  // No category of pupils' matters: nobody's to handle but the heads'.
  if (category === 'other') return heads
  return category === 'self_harm'
    ? [...heads, 'moral_director', 'psych_teacher']
    : [...heads, 'moral_director']
}

/** Per-record readers of a restricted incident; an ordinary one is read by whoever gets its card. */
export function mayReadIncident(who: Person, about: Incident, directory: Directory): boolean {
  if (!about.restricted) return true
  if (isHead(who)) return true
  if (about.category === 'staff') return false
  if (isVpSafety(who)) return true
  return restrictedRoles(about.category).some((role) =>
    directory.holders(role).some((holder) => holder.id === who.id),
  )
}

/**
 * Whoever was called to it or leads the school: still so when the roster turns at midnight or the level is lowered. The
 * reporter too, if a role calls for it.
 */
export function isInvolved(directory: Directory, about: Incident, who: Person): boolean {
  if (!mayReadIncident(who, about, directory)) return false
  if (isHead(who) || isVpSafety(who)) return true
  // The lead group is called when no head answers (ESC-INC).
  if (about.level === 'serious' && isLeadGroup(directory, about, who)) return true
  return (
    about.told.some((entry) => entry.person === who.id) ||
    about.acknowledged.some((entry) => entry.person === who.id) ||
    inCharge(directory, about, calledAtMs(about)).some((entry) => entry.id === who.id)
  )
}

/** The day whose roster counts: when it was reported, or when it became serious. */
export const calledAtMs = (about: Incident): number => about.seriousSinceMs ?? about.reportedAtMs

/** People whose press of 收到 the card is waiting for, in the order they were alarmed. */
export const awaited = (directory: Directory, about: Incident): Person[] =>
  about.status === 'closed'
    ? []
    : alarmed(directory, about, calledAtMs(about)).filter(
        (who) => !about.acknowledged.some((entry) => entry.person === who.id),
      )

const isLeadGroup = (directory: Directory, about: Incident, who: Person): boolean =>
  !about.restricted && directory.leadGroup().some(({ id }) => id === who.id)

/** Whose alarm is repeated: an answer of the principal or the secretary stands for both (§10.12). */
export function unacknowledged(directory: Directory, about: Incident): Person[] {
  const answered = about.acknowledged.some(({ person }) => isHead(directory.person(person) ?? NOBODY))
  return awaited(directory, about).filter((who) => !(answered && isHead(who)))
}

const NOBODY = { posts: [] as string[] } as Person

/** Whether the principal or the vice principal in charge knows: has pressed 收到, or reported it himself. */
export const headKnows = (directory: Directory, about: Incident): boolean =>
  unique(
    [about.reporter ?? '', ...about.acknowledged.map(({ person }) => person)].map((id) =>
      directory.person(id),
    ),
  ).some((who) => who.posts.includes('principal') || isVpSafety(who))

/** Who records what went up: heads, the vice principal, the safety office, as far as each may read it. */
export const mayReportUp = (directory: Directory, about: Incident, who: Person): boolean =>
  isInvolved(directory, about, who) && (isHead(who) || isVpSafety(who) || isSafetyOffice(who, directory))
