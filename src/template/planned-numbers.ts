import { recordUntilDone } from '../log/record.ts'
import { beginWork } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { ofSchool } from '../people/directory-with.ts'
import { type PlannedNumber, unplanNumber } from '../people/numbers-planned.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { Refusal } from '../refusal.ts'
import type { Database } from '../store/database.ts'
import { dayOf } from '../time.ts'
import { applyToSchool } from './apply.ts'
import { ruleNumbers } from './numbers.ts'

/** The first number whose day is here, oldest day first. */
export const numberDue = (
  { school: { planned = [] } }: Directory,
  nowMs: number,
): PlannedNumber | undefined =>
  planned
    .filter(({ from }) => from <= dayOf(nowMs))
    .toSorted((one, other) => one.from.localeCompare(other.from))[0]

/**
 * The number applies from now on, laid over the rules as they are by now, in the name of whoever decided it. Where they
 * forbid it by now nothing changes and it is dropped.
 */
export async function applyPlanned(
  db: Database,
  directory: Directory,
  { id, by, key, value }: PlannedNumber,
  nowMs: number,
): Promise<void> {
  const number = ruleNumbers.find((each) => each.key === key)
  await recordUntilDone(
    db,
    `number:${id}`,
    () => beginWork(db, nowMs, by),
    async (work) => {
      const now = ofSchool(directory, await work.change(school, THE_SCHOOL, unplanNumber(id)))
      try {
        if (number) await applyToSchool(work, now, number.write(now, value))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
      }
      return {}
    },
  )
}
