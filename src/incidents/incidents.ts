import { incidentCategories } from '../duties/catalogue.ts'
import { toldAtReport } from '../duties/policies.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import { isHead, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import type { Place } from '../reading/places.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { type Decide, report } from './decide.ts'
import { type Incident, type IncidentLevel, incident } from './incident.ts'

export interface IncidentReport {
  text: string
  place: Place | null
  where?: string
  classId?: string
  category: string
  level: IncidentLevel
  urgent: boolean
  /** The words are of a restricted matter that no incident category names (a hazard's `finance`). */
  restricted?: boolean
  reporter: string
  source?: string
  eventAtMs: number | null
  /** When the school's people knew: the message's own time, not the time we got round to it. */
  learnedAtMs: number
  photos: string[]
}

/** Categories in which the school doctor is called (role `school_doctor_if_health`). */
const HEALTH = ['injury', 'illness', 'food_poisoning', 'infectious', 'stampede', 'traffic', 'building']

/** Numbered, recorded, and told at once to those ESC-INC, ESC-INC-MINOR or the restricted list names. */
export async function reportIncident(
  work: Work,
  directory: Directory,
  given: IncidentReport,
): Promise<Incident> {
  const category = incidentCategories.get(given.category) ?? incidentCategories.get('other')!
  const number = await work.nextNumber('incidents')
  const reported = await work.change(
    incident,
    String(number),
    report({
      ...given,
      number,
      category: category.id,
      restricted: category.restricted || given.restricted === true,
    }),
  )
  for (const to of alarmed(directory, reported, work.nowMs))
    tellIncident(work, directory, reported, to, 'alarm')
  return reported
}

/**
 * Who hears of it first. A restricted one replaces every list: heads, the vice principal and the handler of its
 * category, nobody else (handbook §10.10); staff matters only the heads. The reporter has the receipt instead (§10.3).
 */
export const alarmed = (directory: Directory, about: Incident, atMs: number): Person[] =>
  inCharge(directory, about, atMs).filter((who) => who.id !== about.reporter)

const inCharge = (directory: Directory, about: Incident, atMs: number): Person[] =>
  resolveRoles(rolesFor(about), directory, {
    day: dayOf(atMs),
    ...(about.classId && { classId: about.classId }),
    health: HEALTH.includes(about.category),
  })

function rolesFor(about: Incident): string[] {
  if (about.restricted) return restrictedRoles(about.category)
  const roles = toldAtReport(about.level === 'serious' ? 'ESC-INC' : 'ESC-INC-MINOR')
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
  return (
    about.told.some((entry) => entry.person === who.id) ||
    about.acknowledged.some((entry) => entry.person === who.id) ||
    inCharge(directory, about, calledAtMs(about)).some((entry) => entry.id === who.id)
  )
}

/** The day whose roster counts: when it was reported, or when it became serious. */
const calledAtMs = (about: Incident): number => about.seriousSinceMs ?? about.reportedAtMs

/** People whose press of 收到 the card is waiting for, in the order they were alarmed. */
export const awaited = (directory: Directory, about: Incident): Person[] =>
  about.status === 'closed'
    ? []
    : alarmed(directory, about, calledAtMs(about)).filter(
        (who) => !about.acknowledged.some((entry) => entry.person === who.id),
      )

function tellIncident(work: Work, directory: Directory, about: Incident, to: Person, why: string): void {
  const owed = owedTo(directory, to, {
    once: `incident:${about.id}:${why}:${to.id}`,
    show: { card: 'incident', id: about.id, why },
    urgency: 0,
    notBeforeMs: work.nowMs,
  })
  if (owed) work.owe(owed)
}

/**
 * Changes an incident and keeps its live card true everywhere. A level raised, or a matter that turns out to be one of
 * few readers, alarms those not called before.
 */
export async function changeIncident(
  work: Work,
  directory: Directory,
  id: string,
  decide: Decide,
): Promise<Incident> {
  const before = await work.state(incident, id)
  const after = await work.change(incident, id, decide)
  work.touch(`incident/${id}`)
  const raised = before?.level === 'minor' && after.level === 'serious'
  if (before && (raised || before.category !== after.category || before.restricted !== after.restricted)) {
    const called = new Set([
      work.actor,
      ...alarmed(directory, before, calledAtMs(before)).map((who) => who.id),
    ])
    for (const to of alarmed(directory, after, work.nowMs))
      if (!called.has(to.id))
        tellIncident(
          work,
          directory,
          after,
          to,
          `called:${after.category}:${after.restricted ? 'few:' : ''}${after.seriousSinceMs ?? 0}`,
        )
  }
  return after
}

export const incidentById = async (db: Database, id: string): Promise<Incident | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM incidents WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Incident)
}
