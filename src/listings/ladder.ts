import type { Hazard } from '../hazards/hazard.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import type { Matter, Source } from '../ladders/source.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { resolveRoles, type Unheld } from '../people/roles.ts'
import { type Day, dayOf, instantOf } from '../time.ts'
import { keeperOfListing } from './hand-over.ts'
import { isListed, isOver, type Listing } from './listing.ts'
import { progressWeeks } from './weeks.ts'

export const ladderOf = ({ id }: Pick<Listing, 'id'>): string => `listing/${id}`

/** ESC-LISTED, from when it was listed until it is removed. */
export function climbFor(
  directory: Directory,
  about: Listing,
  of: Hazard,
  nowMs: number,
  unheld?: Unheld,
): Source {
  const policy = directory.rules.policy('ESC-LISTED', about.rules)
  const weeks = progressWeeks(policy, directory.calendar, about.listedAtMs ?? nowMs, nowMs)
  const deadline = about.board?.deadline
  return {
    climb: {
      policy,
      bases: deadline === undefined ? {} : { deadline: instantOf(deadline, '24:00') },
      reminders: [],
      weeks,
      controlled: false,
    },
    matters: [matterOf(directory, about, of, weeks, nowMs, unheld)],
    ended: isOver(about),
    urgent: false,
  }
}

function matterOf(
  directory: Directory,
  about: Listing,
  of: Hazard,
  weeks: readonly Day[],
  nowMs: number,
  unheld: Unheld | undefined,
): Matter {
  return {
    key: about.id,
    about: { record: about.id },
    holds: ({ condition, week }) => holds(about, condition, week, weeks),
    who: ({ to, message }) => called(directory, about, of, to, message, nowMs, unheld),
  }
}

/** While its removal is asked for the weekly progress rests; the deadline does not. */
function holds(about: Listing, condition: string, week: Day | undefined, weeks: readonly Day[]): boolean {
  if (!isListed(about)) return false
  const silentSince = (since: Day | undefined) =>
    about.status === 'listed' && since !== undefined && !hasProgressSince(about, since)
  switch (condition) {
    case 'not_removed':
      return true
    case 'no_progress_this_week':
    case 'no_progress_last_week':
      return silentSince(week)
    case 'no_progress_two_weeks':
      return silentSince(weeks[weeks.indexOf(week ?? '') - 1])
    default:
      throw new Error(`no listing answers the condition ${condition}`)
  }
}

/** Said late is said: nobody is called over a week whose progress came on Monday. */
const hasProgressSince = ({ progress = [] }: Listing, since: Day): boolean =>
  progress.some(({ atMs }) => atMs >= instantOf(since))

/** Messages that carry it past whoever answers for it: never to himself while somebody else hears them (handbook §3). */
const ESCALATIONS = new Set(['overdue', 'escalate', 'overdue_listed'])

function called(
  directory: Directory,
  about: Listing,
  of: Hazard,
  to: readonly string[],
  message: string,
  nowMs: number,
  unheld: Unheld | undefined,
): Person[] {
  const context = { day: dayOf(nowMs), department: of.department, ...(unheld && { unheld }) }
  const persons = unique(
    to.flatMap((role) =>
      role === 'responsible'
        ? keeperOfListing(directory, about, of, nowMs)
        : resolveRoles([role], directory, context),
    ),
  ).filter((who) => mayReadHazard(who, of, directory))
  const others = persons.filter(({ id }) => id !== about.board?.person)
  return ESCALATIONS.has(message) && others.length > 0 ? others : persons
}
