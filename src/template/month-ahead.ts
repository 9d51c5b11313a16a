import { remindersOf } from '../duties/window.ts'
import { climbOf } from '../instances/climb.ts'
import { plannedDuties } from '../instances/duties-in-force.ts'
import type { Instance } from '../instances/instance.ts'
import { unitsScheduled } from '../instances/lay-out.ts'
import { plannedOn } from '../instances/plan.ts'
import { whoIsTold } from '../instances/who-is-told.ts'
import { rides } from '../ladders/climb-due.ts'
import { rungsOf, timesOf } from '../ladders/rungs.ts'
import type { Directory } from '../people/directory.ts'
import { addDays, type Day, dayOf, instantOf } from '../time.ts'
import type { Played } from './report.ts'

/**
 * What the rules of a school ask for from `nowMs` to the end of `to` if nobody did anything: for a chat, where a month
 * cannot be played. The two daily check-ins, which are asked every day, are not in it.
 */
export function monthAhead(directory: Directory, nowMs: number, to: Day): Played {
  const { calendar, rules } = directory
  const today = dayOf(nowMs)
  const until = instantOf(to, '24:00')
  const owed = new Map<string, { duty: string; owner: string; day: Day }>()
  const minutes = new Map<string, Set<number>>()
  const soon = plannedOn(plannedDuties(directory), directory, today, undefined).planned
  const later = plannedOn(plannedDuties(directory), directory, to, today).planned
  for (const window of [...soon, ...later])
    for (const { id, scheduled } of unitsScheduled(directory, window)) {
      const { opensAtMs, dueAtMs } = scheduled
      if (opensAtMs <= nowMs) continue
      if (dueAtMs <= until)
        owed.set(id, { duty: window.duty.id, owner: scheduled.owner, day: dayOf(dueAtMs - 1) })
      const entry: Instance = { id, ...scheduled, status: 'open', proofs: [], attended: [], transfers: [] }
      const climb = climbOf(rules, entry, remindersOf(window.duty, entry, calendar))
      for (const rung of rungsOf(climb, {}, calendar)) {
        if (rung.message === 'none') continue
        const times = timesOf(climb, rung, until, calendar).filter((atMs) => atMs > nowMs)
        if (times.length === 0) continue
        // All that stands on the card of the day is one message, the card itself.
        const counted = rides(rung) ? times.map((atMs) => instantOf(dayOf(atMs))) : times
        for (const person of whoIsTold({ directory }, entry, window.duty.post, rung.to, rung.message)) {
          const reached = directory.addressee(person)?.id
          if (reached === undefined) continue
          const all = minutes.get(reached) ?? new Set()
          for (const minute of counted) all.add(minute)
          minutes.set(reached, all)
        }
      }
    }
  const messages = new Map([...minutes].map(([person, times]) => [person, times.size] as const))
  return { directory, owed, messages }
}

/** The last day of a preview that begins now. */
export const previewEnd = (nowMs: number, days: number): Day => addDays(dayOf(nowMs), days - 1)
