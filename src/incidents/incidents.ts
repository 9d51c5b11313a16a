import { incidentCategories } from '../duties/catalogue.ts'
import { toldAtReport } from '../duties/policies.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import { isHead, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import type { Place } from '../reading/places.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { type Incident, type IncidentEvent, type IncidentLevel, incident, report } from './incident.ts'

export interface IncidentReport {
  text: string
  place: Place | null
  classId?: string
  category: string
  level: IncidentLevel
  urgent: boolean
  reporter: string
  source?: string
  eventAtMs: number | null
  /** When the school's people knew: the message's own time, not the time we got round to it. */
  learnedAtMs: number
  photos: string[]
}

export const levelName: Record<IncidentLevel, string> = { minor: '轻微', serious: '严重' }

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
    report({ ...given, number, category: category.id, restricted: category.restricted }),
  )
  for (const to of alarmed(directory, reported, work.nowMs))
    tellIncident(work, directory, reported, to, 'alarm')
  return reported
}

/**
 * Who hears of it first. A restricted one replaces every list: heads, the vice principal and the handler of its
 * category, nobody else (handbook §10.10); staff matters only the heads. The reporter has the receipt instead (§10.3).
 */
export function alarmed(directory: Directory, about: Incident, nowMs: number): Person[] {
  const told = resolveRoles(rolesFor(about), directory, {
    day: dayOf(nowMs),
    ...(about.classId && { classId: about.classId }),
    health: HEALTH.includes(about.category),
  })
  return told.filter((who) => who.id !== about.reporter)
}

function rolesFor(about: Incident): string[] {
  if (about.restricted) return restrictedRoles(about.category)
  const roles = toldAtReport(about.level === 'serious' ? 'ESC-INC' : 'ESC-INC-MINOR')
  // 未联系上人数>0 立即提醒值班领导和德育办 (note of `chk-homeroom-morning`).
  return about.category === 'missing' ? [...roles, 'moral_director'] : roles
}

function restrictedRoles(category: string): string[] {
  if (category === 'staff') return ['principal', 'party_secretary']
  const heads = ['principal', 'party_secretary', 'vp_safety']
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

export function tellIncident(
  work: Work,
  directory: Directory,
  about: Incident,
  to: Person,
  why: string,
): void {
  const owed = owedTo(directory, to, {
    once: `incident:${about.id}:${why}:${to.id}`,
    show: { card: 'incident', id: about.id, why },
    urgency: 0,
    notBeforeMs: work.nowMs,
  })
  if (owed) work.owe(owed)
}

/** Changes an incident and keeps its live card true everywhere. A level raised is a new alarm for those not told yet. */
export async function changeIncident(
  work: Work,
  directory: Directory,
  id: string,
  decide: (state: Incident | undefined) => IncidentEvent[],
): Promise<Incident> {
  const before = await work.state(incident, id)
  const after = await work.change(incident, id, decide)
  work.touch(`incident/${id}`)
  if (before && before.level !== after.level && after.level === 'serious')
    for (const to of alarmed(directory, after, work.nowMs)) tellIncident(work, directory, after, to, 'raised')
  return after
}

/** People whose press of 收到 the card is waiting for, in the order they were alarmed. */
export const awaited = (directory: Directory, about: Incident): Person[] =>
  unique(alarmed(directory, about, about.reportedAtMs)).filter(
    (who) => !about.acknowledged.some((entry) => entry.person === who.id),
  )

export const incidentById = async (db: Database, id: string): Promise<Incident | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM incidents WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Incident)
}
