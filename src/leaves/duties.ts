import { touchToday } from '../checkins/today.ts'
import { plannedDuties } from '../instances/duties-in-force.ts'
import { dutyInstance } from '../instances/evolve.ts'
import { handOverDuty } from '../instances/hand-over.ts'
import { type Instance, responsibleFor } from '../instances/instance.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { LEADER } from '../rosters/replacement.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'
import { COUNTS_SQL, type Leave } from './leave.ts'
import { standInFor } from './stand-in.ts'

/** Windows under way that fall due on the days of a leave. Turns of the roster move with their seat (`reseat`). */
async function underWay(work: Work, directory: Directory, { firstDay, lastDay }: Leave): Promise<Instance[]> {
  const rows = await work.db.all<{ state: string }>(
    `SELECT state FROM duty_instances WHERE status IN ('open', 'overdue', 'late_flagged')
     AND due_at > ? AND due_at <= ? ORDER BY id`,
    [instantOf(firstDay), instantOf(addDays(lastDay, 1))],
  )
  const seats = new Set(
    plannedDuties(directory)
      .filter(({ post }) => post === LEADER || post === 'duty_teacher')
      .map(({ id }) => id),
  )
  return rows.map(({ state }) => JSON.parse(state) as Instance).filter(({ duty }) => !seats.has(duty))
}

/**
 * What somebody away has in hand and owes during the leave goes to the stand-in (handbook §3); later windows find him
 * when they open. Returns how many changed hands.
 */
export async function handOverDuties(
  work: Work,
  directory: Directory,
  about: Leave,
  stand: Person,
): Promise<number> {
  const held = (await underWay(work, directory, about)).filter(
    (entry) => responsibleFor(entry) === about.person,
  )
  for (const { id } of held) await work.change(dutyInstance, id, handOverDuty(stand.id))
  return held.length
}

/** Somebody away comes after all: what is still open is his again, and what he stood in for. Returns who had it. */
export async function giveBackDuties(work: Work, directory: Directory, about: Leave): Promise<string[]> {
  const lent = (await underWay(work, directory, about)).filter(
    (entry) =>
      responsibleFor(entry) !== about.person &&
      (entry.owner === about.person || entry.stoodIn?.at(-1) === about.person),
  )
  for (const { id } of lent) await work.change(dutyInstance, id, handOverDuty(about.person))
  return lent.map(responsibleFor)
}

/** A leave that begins today may have been asked for while a longer window was already open. */
export async function handOverForLeavesOf(work: Work, directory: Directory, day: Day): Promise<void> {
  const rows = await work.db.all<{ state: string }>(
    `SELECT state FROM leaves WHERE ${COUNTS_SQL} AND first_day <= ? AND last_day >= ? ORDER BY id`,
    [day, day],
  )
  for (const about of rows.map(({ state }) => JSON.parse(state) as Leave)) {
    const who = directory.person(about.person)
    const stand = who && standInFor(directory, who, day, about.substitute)
    if (!stand || (await handOverDuties(work, directory, about, stand)) === 0) continue
    for (const person of [who, stand]) touchToday(work, directory, person, dayOf(work.nowMs))
  }
}
