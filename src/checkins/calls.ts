import type { Tellings } from '../ladders/telling.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Day } from '../time.ts'
import { checkin, fallOverdue } from './checkin.ts'
import { checkinsOfDay } from './checkins.ts'
import { schoolDay, takeStep } from './day.ts'
import type { DayStep } from './due.ts'
import { callsOf } from './ladder.ts'

/** Steps of a school day that speak to people and are due now. */
export interface DayCalls {
  day: Day
  steps: DayStep[]
}

/** Takes them: who fell overdue, and who is told. A reminder overtaken by a later call of its duty is not said (§10.7). */
export async function takeCalls(
  work: Work,
  directory: Directory,
  { day, steps }: DayCalls,
  tellings: Tellings,
): Promise<string[]> {
  const checkins = await checkinsOfDay(work.db, day)
  const taken = (await work.state(schoolDay, day))?.steps ?? {}
  const fresh = steps.filter(({ key }) => !taken[key])
  for (const step of fresh) {
    await work.change(schoolDay, day, takeStep(step.key, step.atMs, work.nowMs))
    if (step.does === 'overdue') {
      const late = checkins.filter(({ duty, dueAtMs }) => duty === step.duty?.id && dueAtMs <= work.nowMs)
      await work.readAhead(
        checkin,
        late.map(({ id }) => id),
      )
      for (const { id } of late) await work.change(checkin, id, fallOverdue)
    }
    if (step.does === 'remind' && isOvertaken(step, fresh)) continue
    for (const { to, told } of callsOf(directory, checkins, step))
      tellings.tell(to, step.atMs, told, false, false)
  }
  return fresh.map(({ key }) => `${day} ${key}`)
}

const isOvertaken = (step: DayStep, due: readonly DayStep[]): boolean =>
  due.some(
    (later) =>
      later.duty === step.duty &&
      later.atMs > step.atMs &&
      (later.does === 'remind' || later.does === 'overdue'),
  )
