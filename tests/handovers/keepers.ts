import type { Hazard } from '../../src/hazards/hazard.ts'
import { alarmed, calledAtMs, mayReadIncident, personsOf } from '../../src/incidents/called.ts'
import { answersFor } from '../../src/incidents/decide.ts'
import type { Incident } from '../../src/incidents/incident.ts'
import type { Directory } from '../../src/people/directory.ts'
import type { Person } from '../../src/people/person.ts'
import { resolveRoles } from '../../src/people/roles.ts'
import { dayOf } from '../../src/time.ts'

/**
 * Who answers for an open hazard now: who has it in hand; of somebody who left the head of the department, and where
 * there is none the next one up (handbook §10.9).
 */
export function keeperOfHazard(directory: Directory, about: Hazard, nowMs: number): Person | undefined {
  const holder = directory.person(about.rectifier ?? about.assignee ?? '')
  const { department } = about
  return holder?.active
    ? holder
    : resolveRoles(['assignee_dept_head'], directory, { day: dayOf(nowMs), department })[0]
}

/** Who answers for an open incident now: the last one who answered and is still there, else the first who was called. */
export function keeperOfIncident(directory: Directory, about: Incident): Person | undefined {
  const answered = about.acknowledged
    .filter(({ person }) => answersFor(about, person))
    .map(({ person }) => directory.person(person))
    .filter((who) => who?.active && mayReadIncident(who, about, directory))
  const atMs = calledAtMs(about)
  return (
    answered.at(-1) ??
    alarmed(directory, about, atMs)[0] ??
    personsOf(['principal'], directory, about, atMs)[0]
  )
}
