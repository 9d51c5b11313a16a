import { afterReport, type Policy } from '../duties/policies.ts'
import { stepInstant } from '../duties/step-times.ts'
import type { Matter, Source } from '../ladders/source.ts'
import type { Work } from '../log/work.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Unheld } from '../people/roles.ts'
import { dayOf, instantOf } from '../time.ts'
import { approversNow } from './approvers.ts'
import { partsMissing } from './co-owners.ts'
import { isOver } from './decide.ts'
import { hazard } from './evolve.ts'
import type { Hazard, Severity } from './hazard.ts'
import { isListing } from './listed.ts'
import { personsFor } from './owner.ts'
import { flag } from './papers.ts'
import { mayReadHazard } from './readers.ts'
import { countsFromMs } from './redate.ts'
import { isUntaken } from './status.ts'
import { pauseOf, waitsOutside } from './waits.ts'

export const ladderOf = ({ id }: Pick<Hazard, 'id'>): string => `hazard/${id}`

const policyName: Record<Severity, string> = {
  general: 'ESC-HAZ-GENERAL',
  larger: 'ESC-HAZ-LARGER',
  major: 'ESC-HAZ-MAJOR',
}
/** The policy of its severity, in the words of the rules it was reported under. */
export const policyFor = (
  { rules }: Directory,
  { severity, rules: kept }: Pick<Hazard, 'severity' | 'rules'>,
) => rules.policy(policyName[severity], kept)

/** What is asked over a hazard that waits for somebody, whatever its severity. */
const WAITING_POLICY = 'ESC-HAZ-WAIT'

/** Its severity's steps, and those of its waiting after them. */
function policyOfClimb(directory: Directory, about: Hazard): Policy {
  const policy = afterReport(policyFor(directory, about))
  const waiting = directory.rules.policy(WAITING_POLICY, about.rules)
  return { ...policy, steps: [...policy.steps, ...waiting.steps] }
}

/** Somebody is in danger, or a countdown runs: not put off to the jitter of ordinary messages. */
const URGENT = new Set(['control_missing', 'bureau_report_reminder', 'bureau_report_urgent', 'late_risk'])
/** What a hazard's ladder climbs for: the policy of its severity, with all times counted from the report (handbook §6.2). */
export const climbFor = (directory: Directory, about: Hazard, nowMs: number, unheld?: Unheld): Source => ({
  climb: {
    policy: policyOfClimb(directory, about),
    bases: {
      reported: countsFromMs(about),
      accept_due: about.acceptDueMs,
      rectify_due: about.rectifyDueMs,
      ...(about.status === 'rectified' && { verify_due: verifyDueMs(directory, about) }),
      ...waitingBases(about),
    },
    reminders: [],
    controlled: about.control !== undefined,
  },
  matters: [matterOf(directory, about, nowMs, unheld)],
  ended: isOver(about),
  urgent: false,
  urgentMessages: URGENT,
})

/** By when a major one is to be told upwards: the last step that asks for it (§7); undefined once it was, and for a milder one. */
export function upwardDueMs(directory: Directory, about: Hazard): number | undefined {
  if (!holds(about, 'no_bureau_report')) return undefined
  const last = policyFor(directory, about).steps.findLast(({ condition }) => condition === 'no_bureau_report')
  return (last && stepInstant(last, { reported: countsFromMs(about) }, directory.calendar)) ?? undefined
}

/** What is asked for and not decided, paused, or in the hands of somebody outside. */
function waitingBases(about: Hazard) {
  const [pause, outside] = [pauseOf(about), waitsOutside(about)]
  return {
    ...(about.ask && { asked: about.ask.atMs }),
    ...(pause && { pause_follow_up: instantOf(pause.followUp, '17:30') }),
    ...(outside && { follow_up: instantOf(outside.followUp, '17:30') }),
  }
}

/** Verified within two workdays after it was reported mended (ESC-HAZ, `deadlines.verify`), or as the school set it. */
function verifyDueMs({ calendar, rules }: Directory, about: Hazard): number {
  const days = rules.at(about.rules).settings['hazard.verify_days']
  return instantOf(calendar.addWorkdays(dayOf(about.rectifiedAtMs ?? about.reportedAtMs), days), '17:30')
}

const matterOf = (directory: Directory, about: Hazard, nowMs: number, unheld?: Unheld): Matter => ({
  key: about.id,
  about: { record: about.id },
  holds: ({ condition }) => holds(about, condition),
  who: ({ to, message }) => called(directory, about, to, message, nowMs, unheld),
  set: async (work: Work, { setFlag }) => {
    if (setFlag === undefined) return
    await work.change(hazard, about.id, flag(setFlag))
    work.touch(`hazard/${about.id}`)
  },
})

function holds(about: Hazard, condition: string): boolean {
  if (isOver(about)) return false
  const mended = about.status === 'rectified'
  switch (condition) {
    case 'not_accepted':
      return isUntaken(about)
    case 'no_control_measure':
      return !mended && about.control === undefined
    case 'not_rectified':
      return !mended && !pauseOf(about) && !waitsOutside(about)
    case 'not_verified':
      return mended
    case 'no_plan':
      return !mended && about.plan === undefined
    case 'no_bureau_report':
      return (about.upward ?? []).length === 0
    case 'no_listing_decision':
      return about.unlisted === undefined && (about.listing === undefined || about.listing.earlier === true)
    case 'not_decided':
      return about.ask !== undefined
    case 'paused':
      return pauseOf(about) !== undefined
    case 'no_reply':
      return waitsOutside(about) !== undefined
    default:
      throw new Error(`no hazard answers the condition ${condition}`)
  }
}

/** Messages that carry it past whoever has it in hand: never to himself while somebody else hears them (handbook §3). */
const ESCALATIONS = new Set(['not_accepted', 'escalate', 'verify_overdue', 'propose_listing'])

function called(
  directory: Directory,
  about: Hazard,
  to: readonly string[],
  message: string,
  nowMs: number,
  unheld: Unheld | undefined,
): Person[] {
  // Nobody is told to propose what is proposed already.
  if (message === 'propose_listing' && isListing(about)) return []
  const context = { day: dayOf(nowMs), ...(unheld && { unheld }) }
  const rectifier = directory.person(about.rectifier ?? about.assignee ?? '')
  const sharers = partsMissing(about)
    .flatMap((id) => directory.person(id) ?? [])
    .filter(({ active }) => active)
  const persons = unique(
    to.flatMap((role) => {
      if (role === 'approver') return approversNow(directory, about)
      if (role === 'rectifier' && rectifier?.active) return [rectifier, ...sharers]
      return personsFor(directory, about, [role === 'rectifier' ? 'assignee_dept_head' : role], context)
    }),
  ).filter((who) => mayReadHazard(who, about, directory))
  const others = persons.filter(({ id }) => id !== rectifier?.id)
  return ESCALATIONS.has(message) && others.length > 0 ? others : persons
}
