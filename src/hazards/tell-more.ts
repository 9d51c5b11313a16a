import type { Work } from '../log/work.ts'
import { type Directory, unique } from '../people/directory.ts'
import { askedToApprove } from './approvers.ts'
import type { Hazard } from './hazard.ts'
import { mayReadHazard } from './readers.ts'
import { tellHazard, tellReported, toldOf } from './tell.ts'

/** Once it is over, whoever followed it hears so; the reporter's receipt says it by itself. */
export function tellResult(work: Work, directory: Directory, about: Hazard): void {
  const followers = unique((about.followers ?? []).map((id) => directory.person(id)))
  const readers = followers.filter((who) => who.id !== work.actor && mayReadHazard(who, about, directory))
  const when = { urgency: 2 as const, notBeforeMs: directory.calendar.afterQuiet(work.nowMs) }
  for (const to of readers) tellHazard(work, directory, about, to, 'result', when)
}

/** Newer words tell of more danger than it was reported with: whoever the policy names hears it at once, once more. */
export function tellRaised(work: Work, directory: Directory, about: Hazard, except: string): void {
  const inHand = [about.rectifier, about.assignee].map((id) => directory.person(id ?? ''))
  for (const to of unique([...toldOf(work, directory, about), ...inHand]))
    if (to.id !== except && mayReadHazard(to, about, directory))
      tellHazard(work, directory, about, to, 'raised', { urgency: 0, notBeforeMs: work.nowMs })
}

/** Its place made it a repeat and graver: those its policy names now hear it, as they do of one found at once. */
export function tellPlaced(
  work: Work,
  directory: Directory,
  before: Hazard,
  after: Hazard,
  by: string,
): void {
  if (before.severity !== after.severity) tellReported(work, directory, after, by)
  tellNewApprovers(work, directory, before, after, by)
}

/** What is asked meanwhile goes to whoever may allow it under the class it has now. */
export function tellNewApprovers(
  work: Work,
  directory: Directory,
  before: Hazard,
  after: Hazard,
  by: string,
): void {
  if (!after.ask) return
  const asked = new Set(askedToApprove(directory, before).map(({ id }) => id))
  for (const to of askedToApprove(directory, after))
    if (!asked.has(to.id) && to.id !== by) tellHazard(work, directory, after, to, 'ask')
}
