import { toldAtReport } from '../duties/policies.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles } from '../people/roles.ts'
import { dayOf } from '../time.ts'
import { isOver } from './decide.ts'
import type { Hazard } from './hazard.ts'
import { policyFor } from './ladder.ts'
import { mayReadHazard } from './rights.ts'

/**
 * Policy step "reported": never the reporter, who has the receipt (handbook §10.3), nor who is just doing it; nobody
 * twice. Quiet hours only hold back general ones.
 */
export function tellReported(work: Work, directory: Directory, about: Hazard, except?: string): void {
  const day = dayOf(work.nowMs)
  const told = resolveRoles(toldAtReport(policyFor(directory, about)), directory, {
    day,
    department: about.department,
  })
  const atOnce = about.severity !== 'general' || about.urgent
  for (const to of told) {
    if (to.id === about.reporter || to.id === except || !mayReadHazard(to, about, directory)) continue
    tellHazard(work, directory, about, to, 'assign', {
      urgency: atOnce ? 0 : 1,
      notBeforeMs: atOnce ? work.nowMs : directory.calendar.afterQuiet(work.nowMs),
    })
  }
}

/** Why somebody gets a hazard's card; what a report told once is not told again when its class changes. */
export type HazardCall = 'assign' | 'transferred' | 'rectify' | 'verify' | 'returned' | 'added'

/**
 * Owes one person this hazard's card; `why` says what is asked of him. Somebody who cannot be reached any more is
 * stood in for by the head of the department.
 */
export function tellHazard(
  work: Work,
  directory: Directory,
  about: Hazard,
  to: Person,
  why: HazardCall,
  when: { urgency: 0 | 1 | 2; notBeforeMs: number } = {
    urgency: 1,
    notBeforeMs: callAtMs(work, directory, about, why),
  },
): void {
  const reached =
    directory.addressee(to) ?? directory.departmentHead(about.department) ?? directory.safetyOffice()[0]
  const said = why === 'added' ? `.${about.talk?.length ?? 0}` : ''
  const round = why === 'assign' ? '' : `:${about.returns}.${about.transfers}.${about.acceptances}${said}`
  const owed =
    reached &&
    owedTo(directory, reached, {
      once: `hazard:${about.id}:${why}:${reached.id}${round}`,
      show: { card: 'hazard', id: about.id, why },
      ...when,
    })
  if (owed) work.owe(owed)
}

/** The one without a name added something: whoever has it in hand reads it, else the head of its department. */
export function tellAdded(work: Work, directory: Directory, about: Hazard): void {
  const holder =
    directory.person(about.rectifier ?? about.assignee ?? '') ?? directory.departmentHead(about.department)
  const to = holder ?? directory.safetyOffice()[0]
  if (to && mayReadHazard(to, about, directory)) tellHazard(work, directory, about, to, 'added')
}

/** Nobody is called at night to look at what is mended, nor for a general hazard (handbook §10.4). */
function callAtMs({ nowMs }: Work, { calendar }: Directory, about: Hazard, why: HazardCall): number {
  const waits = why === 'verify' || (about.severity === 'general' && !about.urgent)
  return waits ? calendar.afterQuiet(nowMs) : nowMs
}

/** Whether a card owed for this reason is still worth sending (handbook §10.1). */
export const isStillAsked = (about: Hazard, why: unknown): boolean =>
  why === 'verify'
    ? about.status === 'rectified'
    : !isOver(about) && (why !== 'returned' || about.status === 'returned')
