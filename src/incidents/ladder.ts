import { afterReport, type Policy } from '../duties/policies.ts'
import { parseAt } from '../duties/step-at.ts'
import type { Matter, Source } from '../ladders/source.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Unheld } from '../people/roles.ts'
import { dayOf, instantOf } from '../time.ts'
import { calledAtMs, headKnows, mayReadIncident, personsOf, policyFor, unacknowledged } from './called.ts'
import { incident } from './evolve.ts'
import { concernsPupils, type Incident } from './incident.ts'
import { flag, isUpwardSettled, isWaived } from './upward.ts'

export const ladderOf = ({ id }: Pick<Incident, 'id'>): string => `incident/${id}`

/** Of these a change in the number of hurt people is reported sooner (handbook §5.6). */
const SHORT = ['traffic', 'fire']
const CASUALTIES = [...SHORT, 'injury', 'food_poisoning', 'building', 'stampede', 'intrusion', 'natural']

const supplement: Policy['steps'][number] = {
  written: 'supplement',
  at: parseAt('supplement'),
  base: 'supplement',
  offsetMs: 0,
  condition: 'casualties',
  to: ['vp_safety'],
  message: 'supplement',
}

/** Not put off to the jitter of ordinary messages: somebody is hurt, or a countdown runs. */
const URGENT = new Set([
  'urgent',
  'repeat_urgent',
  'upward_reminder',
  'upward_breach',
  'written_report_due',
  'not_acknowledged',
  'parent_notice_due',
])

/** What an incident's ladder climbs for: ESC-INC from the moment it was serious, ESC-INC-MINOR from its report. */
export const climbFor = (directory: Directory, about: Incident, nowMs: number, unheld?: Unheld): Source => ({
  climb: {
    policy: policyAfterReport(directory, about),
    bases: {
      reported: about.level === 'serious' ? calledAtMs(about) : about.reportedAtMs,
      ...(CASUALTIES.includes(about.category) && { supplement: supplementAtMs(directory, about) }),
    },
    reminders: [],
    controlled: false,
  },
  matters: [matterOf(directory, about, nowMs, unheld)],
  ended: about.status === 'closed',
  urgent: false,
  urgentMessages: URGENT,
})

function policyAfterReport(directory: Directory, about: Incident): Policy {
  const policy = afterReport(policyFor(directory, about))
  return about.level === 'serious' ? { ...policy, steps: [...policy.steps, supplement] } : policy
}

/** Within 30 days, of traffic accidents and fires within 7, or as the school set it; a day off moves to the next workday (CAL-6). */
function supplementAtMs({ rules, calendar }: Directory, about: Incident): number {
  const { category, eventAtMs, learnedAtMs } = about
  const { settings } = rules.at(about.rules)
  const days =
    settings[SHORT.includes(category) ? 'incident.supplement_short_days' : 'incident.supplement_days']
  return instantOf(calendar.addCalendarDays(dayOf(eventAtMs ?? learnedAtMs), days), '09:00')
}

const matterOf = (directory: Directory, about: Incident, nowMs: number, unheld?: Unheld): Matter => ({
  key: about.id,
  about: { record: about.id },
  holds: ({ condition }) => holds(directory, about, condition),
  who: ({ to, message }) => called(directory, about, to, message, nowMs, unheld),
  isSealedFor: (who) => !mayReadIncident(who, about, directory),
  set: async (work: Work, { setFlag }) => {
    if (setFlag === undefined) return
    await work.change(incident, about.id, flag(setFlag))
    work.touch(`incident/${about.id}`)
  },
})

function holds(directory: Directory, about: Incident, condition: string): boolean {
  if (condition === 'always') return true
  if (about.status === 'closed') return false
  const serious = about.level === 'serious'
  switch (condition) {
    case 'not_acknowledged':
      return serious ? unacknowledged(directory, about).length > 0 : about.acknowledged.length === 0
    case 'neither_principal_nor_vp_acknowledged':
      return serious && !headKnows(directory, about)
    case 'no_upward_record_or_decision':
      return serious && !isUpwardSettled(about)
    case 'no_written_report':
      return serious && !about.written && !isWaived(about)
    case 'open':
      return serious && !isWaived(about)
    case 'casualties':
      return serious
    case 'parent_not_informed':
      return concernsPupils(about) && about.parentsToldAtMs === undefined
    default:
      throw new Error(`no incident answers the condition ${condition}`)
  }
}

/** The alarm and its repeats: who reported it has the receipt instead (handbook §10.3). */
const ALARMS = new Set(['urgent', 'repeat_urgent'])

function called(
  directory: Directory,
  about: Incident,
  to: readonly string[],
  message: string,
  nowMs: number,
  unheld: Unheld | undefined,
): Person[] {
  const persons = to.includes('unacknowledged')
    ? unacknowledged(directory, about)
    : about.restricted
      ? few(directory, about, to, nowMs, unheld)
      : personsOf(listed(to), directory, about, nowMs, unheld)
  return ALARMS.has(message) ? persons.filter(({ id }) => id !== about.reporter) : persons
}

/** The phone list is the lead group's: its steps say 请电话联系. */
const listed = (to: readonly string[]): string[] => to.filter((role) => role !== 'phone_list')

/**
 * A restricted one (§10.10): of the listed roles only the allowed readers; the lead group never, and where its phones
 * would ring the safety office hears that the principal must be called, and nothing else.
 */
function few(
  directory: Directory,
  about: Incident,
  to: readonly string[],
  nowMs: number,
  unheld: Unheld | undefined,
): Person[] {
  if (to.includes('phone_list')) return directory.safetyOffice()
  const roles = listed(to).filter((role) => role !== 'lead_group')
  return personsOf(roles, directory, about, nowMs, unheld).filter((who) =>
    mayReadIncident(who, about, directory),
  )
}
