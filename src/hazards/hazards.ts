import { hazardCategories } from '../duties/catalogue.ts'
import { toldAtReport } from '../duties/policies.ts'
import type { Show, Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import { mayReadRestricted } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import type { Place } from '../reading/places.ts'
import type { Database } from '../store/database.ts'
import { dayOf, HOUR_MS, instantOf } from '../time.ts'
import { type Hazard, type HazardEvent, hazard, report, type Severity } from './hazard.ts'

/** What a report says, read or corrected; the place may still be missing. */
export interface HazardReport {
  text: string
  place: Place | null
  category: string
  severity: Severity
  urgent: boolean
  needsReview: boolean
  control: string | null
  reporter: string
  source?: string
  photos: string[]
}

export const severityName: Record<Severity, string> = { general: '一般', larger: '较大', major: '重大' }
const policyName: Record<Severity, string> = {
  general: 'ESC-HAZ-GENERAL',
  larger: 'ESC-HAZ-LARGER',
  major: 'ESC-HAZ-MAJOR',
}
/** Days to mend, in workdays at 17:30 (handbook §6.2); a major one is stopped at once and mended as listed. */
const RECTIFY_WORKDAYS: Record<Severity, number> = { general: 3, larger: 7, major: 7 }
const ACCEPT_HOURS: Record<Severity, number> = { general: 4, larger: 2, major: 0.5 }

/** Deadlines of a hazard from the moment it was reported: `general` accepts in working hours, the others by the wall. */
export function deadlines(severity: Severity, reportedAtMs: number, directory: Directory) {
  const { calendar } = directory
  const acceptDueMs =
    severity === 'general'
      ? calendar.addWorkingHours(reportedAtMs, ACCEPT_HOURS.general)
      : reportedAtMs + ACCEPT_HOURS[severity] * HOUR_MS
  const rectifyDay = calendar.addWorkdays(dayOf(reportedAtMs), RECTIFY_WORKDAYS[severity])
  return { acceptDueMs, rectifyDueMs: instantOf(rectifyDay, '17:30') }
}

/** Numbered, recorded, routed by category, and told to those the policy names, within this one write. */
export async function reportHazard(work: Work, directory: Directory, given: HazardReport): Promise<Hazard> {
  const category = hazardCategories.get(given.category) ?? hazardCategories.get('other')!
  const department = category.department ?? 'general_affairs'
  const number = await work.nextNumber('hazards')
  const { control, ...said } = given
  const reported = await work.change(
    hazard,
    String(number),
    report(
      {
        ...said,
        number,
        category: category.id,
        restricted: category.restricted,
        department,
        ...(control !== null && { control }),
        ...deadlines(given.severity, work.nowMs, directory),
      },
      directory.departmentHead(department)?.id,
    ),
  )
  tellReported(work, directory, reported)
  return reported
}

/** Policy step "reported": never the reporter, who has the receipt (handbook §10.3); quiet hours only for general ones. */
function tellReported(work: Work, directory: Directory, reported: Hazard): void {
  const policy = policyName[reported.severity]
  const day = dayOf(work.nowMs)
  const told = resolveRoles(toldAtReport(policy), directory, { day, department: reported.department })
  const atOnce = reported.severity !== 'general' || reported.urgent
  for (const to of told) {
    if (to.id === reported.reporter) continue
    if (!mayReadHazard(to, reported, directory)) continue
    tellHazard(work, directory, reported, to, 'assign', {
      urgency: atOnce ? 0 : 1,
      notBeforeMs: atOnce ? work.nowMs : directory.calendar.afterQuiet(work.nowMs),
    })
  }
}

/** Owes one person this hazard's card; `why` says what is asked of him. */
export function tellHazard(
  work: Work,
  directory: Directory,
  about: Hazard,
  to: Person,
  why: string,
  when: { urgency: 0 | 1 | 2; notBeforeMs: number } = { urgency: 1, notBeforeMs: work.nowMs },
): void {
  const show: Show = { card: 'hazard', id: about.id, why }
  const owed = owedTo(directory, to, {
    once: `hazard:${about.id}:${why}:${to.id}:${about.returns}.${about.transfers}`,
    show,
    ...when,
  })
  if (owed) work.owe(owed)
}

/** Changes a hazard and keeps every card that shows it true. */
export async function changeHazard(
  work: Work,
  id: string,
  decide: (state: Hazard | undefined) => HazardEvent[],
): Promise<Hazard> {
  const after = await work.change(hazard, id, decide)
  work.touch(`hazard/${id}`)
  return after
}

/** Restricted hazards have readers by record: heads, the vice principal, the handler, and the reporter for the receipt. */
export const mayReadHazard = (who: Person, about: Hazard, _directory: Directory): boolean =>
  !about.restricted || mayReadRestricted(who, about.rectifier ?? about.assignee) || who.id === about.assignee

/** Those who may verify: the reporter, the safety office, the vice principal; never the rectifier (handbook §4). */
export const verifiers = (directory: Directory, about: Hazard): Person[] =>
  unique([
    directory.person(about.reporter),
    ...directory.safetyOffice(),
    ...directory.holders('vp_safety'),
  ]).filter((who) => who.id !== about.rectifier && who.id !== about.rectifiedBy && who.active)

export const hazardById = async (db: Database, id: string): Promise<Hazard | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM hazards WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Hazard)
}
