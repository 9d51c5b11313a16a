import type { FindMatters } from '../ladders/source.ts'
import type { Told } from '../ladders/telling.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type Checkin, isWaiting, responsible } from './checkin.ts'
import { checkinsOfDay, supervisorFor } from './checkins.ts'
import type { DayStep } from './due.ts'

/** A step of ESC-DAILY as it concerns one check-in and one person. */
export interface CheckinCall {
  to: Person
  told: Told
}

const MESSAGES = { remind: 'reminder', overdue: 'overdue', exception: 'exception', digest: 'digest' } as const

/** Whom a step calls over which check-in: the owner, once overdue the next one up too, then the office and the leader. */
export function callsOf(directory: Directory, checkins: readonly Checkin[], step: DayStep): CheckinCall[] {
  const does = step.does
  if (does === 'open' || does === 'end') return []
  const waiting = checkins.filter((entry) => isWaiting(entry) && (!step.duty || entry.duty === step.duty.id))
  return waiting.flatMap((entry) => {
    const told: Told = {
      ladder: `checkin/${entry.duty}.${entry.day}`,
      key: entry.id,
      duty: entry.duty,
      unit: entry.unit,
      message: MESSAGES[does],
      condition: 'not_done',
      whose: responsible(entry),
    }
    return calledBy(directory, entry, does).flatMap((to) => (to ? [{ to, told }] : []))
  })
}

function calledBy(directory: Directory, entry: Checkin, does: keyof typeof MESSAGES): (Person | undefined)[] {
  switch (does) {
    case 'remind':
      return [directory.person(responsible(entry))]
    case 'overdue':
      return [directory.person(responsible(entry)), supervisorFor(directory, entry)]
    case 'exception':
      return directory.safetyOffice()
    case 'digest':
      return directory.holders('vp_safety')
  }
}

/** Whether a check-in is still waiting, for a message that was owed over it. The day's own steps take its ladder. */
export const checkinSource: FindMatters = async ({ db }, id) => {
  const day = id.slice(-'2026-09-01'.length)
  const checkins = await checkinsOfDay(db, day)
  return {
    matters: checkins.map((entry) => ({
      key: entry.id,
      about: { duty: entry.duty, unit: entry.unit },
      holds: () => isWaiting(entry),
      who: () => [],
    })),
  }
}
