import type { Work } from '../log/work.ts'
import { jitter, owedTo } from '../people/addressing.ts'
import { type Directory, unique } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'
import { isWaiting, responsible } from './checkin.ts'
import { checkinsOfDay, supervisorFor } from './checkins.ts'
import type { DayStep } from './due.ts'

/**
 * ESC-DAILY's steps to the owner and, once overdue, to the next one up: one message per person, listing everything
 * (handbook §10.3). Whether it is still needed is asked again when it is sent (§10.1).
 */
export async function oweReminders(
  work: Work,
  directory: Directory,
  day: Day,
  step: DayStep,
  why: 'reminder' | 'overdue',
): Promise<void> {
  const duty = step.duty!
  const waiting = (await checkinsOfDay(work.db, day)).filter(
    (entry) => entry.duty === duty.id && isWaiting(entry),
  )
  const reachable = (people: (Person | undefined)[]) =>
    unique(people.map((person) => person && directory.addressee(person)))
  const owners = reachable(waiting.map((entry) => directory.person(responsible(entry))))
  const above = why === 'overdue' ? reachable(waiting.map((entry) => supervisorFor(directory, entry))) : []
  for (const to of unique([...owners, ...above])) {
    const owed = owedTo(directory, to, {
      once: `${step.key}:${day}:${to.id}`,
      show: { card: 'today', person: to.id, day, why, duty: duty.id },
      urgency: 2,
      notBeforeMs: spread(step, work.nowMs, to, day),
    })
    if (owed) work.owe(owed)
  }
}

/** Who is missing, to an office or a leader; one card a step. */
export async function oweMissing(
  work: Work,
  directory: Directory,
  day: Day,
  step: DayStep,
  to: Person[],
  why: 'exception' | 'digest',
): Promise<void> {
  for (const person of to) {
    const owed = owedTo(directory, person, {
      once: `${step.key}:${day}:${person.id}`,
      show: { card: 'missing', day, why, ...(step.duty && { duty: step.duty.id }) },
      urgency: 2,
      notBeforeMs: spread(step, work.nowMs, person, day),
    })
    if (owed) work.owe(owed)
  }
}

const spread = (step: DayStep, nowMs: number, to: Person, day: Day) =>
  Math.max(nowMs, jitter(step.atMs, `${to.id}${day}${step.key}`))
