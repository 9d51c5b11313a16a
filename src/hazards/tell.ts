import { toldAtReport } from '../duties/policies.ts'
import type { Work } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { dayOf } from '../time.ts'
import { isOver } from './decide.ts'
import { FRESH } from './fresh-card.ts'
import type { Hazard } from './hazard.ts'
import { policyFor } from './ladder.ts'
import { personsFor } from './owner.ts'
import { mayReadHazard } from './readers.ts'
import { roundOf } from './waits.ts'

/**
 * Policy step "reported": never the reporter, who has the receipt (handbook §10.3), nor who is just doing it; nobody
 * twice. Quiet hours only hold back general ones.
 */
export function tellReported(work: Work, directory: Directory, about: Hazard, except?: string): void {
  const told = toldOf(work, directory, about)
  const atOnce = about.severity !== 'general' || about.urgent
  for (const to of told) {
    if (to.id === about.reporter || to.id === except) continue
    tellHazard(work, directory, about, to, 'assign', {
      urgency: atOnce ? 0 : 1,
      notBeforeMs: atOnce ? work.nowMs : directory.calendar.afterQuiet(work.nowMs),
    })
  }
}

/** Whom the policy of its severity tells of it the moment it is known, as far as they may read it. */
export const toldOf = ({ nowMs }: Work, directory: Directory, about: Hazard): Person[] =>
  unique(
    personsFor(directory, about, toldAtReport(policyFor(directory, about)), { day: dayOf(nowMs) }),
  ).filter((who) => mayReadHazard(who, about, directory))

/** Why somebody gets a hazard's card; what a report told once is not told again when its class changes. */
export type HazardCall =
  | 'assign'
  | 'transferred'
  | 'rectify'
  | 'verify'
  | 'returned'
  | 'refused'
  | 'ask'
  | 'decided'
  | 'co-own'
  | 'reopened'
  | 'added'
  | 'raised'
  | 'result'

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
  const asks = about.asks ? `.${about.asks}` : ''
  const words = [...(about.talk ?? []), ...(about.supplements ?? [])]
  const said = why === 'added' || why === 'raised' ? `.${words.length}` : ''
  const round =
    why === 'assign' ? '' : `:${roundOf(about)}.${about.transfers}.${about.acceptances}${asks}${said}`
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
  const waits = ['verify', 'ask', 'decided'].includes(why) || (about.severity === 'general' && !about.urgent)
  return waits ? calendar.afterQuiet(nowMs) : nowMs
}

/** Whether a card owed for this reason is still worth sending (handbook §10.1). */
export const isStillAsked = (about: Hazard, why: unknown): boolean =>
  STILL_ASKED[String(why)]?.(about) ?? !isOver(about)

const STILL_ASKED: Record<string, (about: Hazard) => boolean> = {
  verify: ({ status }) => status === 'rectified',
  returned: ({ status }) => status === 'returned',
  refused: ({ status }) => status === 'reported',
  ask: ({ ask }) => ask !== undefined,
  result: isOver,
  [FRESH]: () => true,
}
