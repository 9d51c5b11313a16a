import { mistakesOf } from '../coverage/checklist.ts'
import type { Duty } from '../duties/duty.ts'
import { occurrences } from '../duties/recurrence.ts'
import { slotsOf } from '../duties/window.ts'
import { unitsOf } from '../instances/units.ts'
import type { Directory } from '../people/directory.ts'
import { directoryWith } from '../people/directory-with.ts'
import type { Sections } from '../people/school-sections.ts'
import { Refusal } from '../refusal.ts'
import { addDays, type Day, dayOf } from '../time.ts'
import { type Entry, switched } from './own-entries.ts'

/** How far ahead a change is shown before it is made. */
export const PREVIEW_DAYS = 31

/** What one duty asks for over the coming days; what has begun already is not in it. */
export interface Ahead {
  instances: number
  /** Who answers for them, and who has a part in them at all. */
  owners: number
  people: number
  days: Day[]
}

/** Windows of a duty that begin after `nowMs`, up to the last day of the preview. */
export function aheadOf(duty: Duty, directory: Directory, nowMs: number): Ahead {
  const today = dayOf(nowMs)
  const { calendar } = directory
  const found = occurrences(duty.recurrence, calendar, today, addDays(today, PREVIEW_DAYS - 1)).flatMap(
    ({ day }) =>
      day === null
        ? []
        : slotsOf(duty, day, calendar)
            .filter(({ opensAtMs }) => opensAtMs > nowMs)
            .flatMap((slot) =>
              unitsOf(duty, directory, slot).map(({ owner, others }) => ({
                day,
                owner: owner.id,
                others: others.map(({ id }) => id),
              })),
            ),
  )
  return {
    instances: found.length,
    owners: new Set(found.map(({ owner }) => owner)).size,
    people: new Set(found.flatMap(({ owner, others }) => [owner, ...others])).size,
    days: [...new Set(found.map(({ day }) => day))],
  }
}

/**
 * The school's rules with one duty switched on or off.
 * @throws Refusal when with it something can never fall due, or somebody would be at two places at once
 */
export function sectionsWith(directory: Directory, duty: Duty, on: boolean): Sections {
  const own = (directory.school.file.duties ?? []) as Entry[]
  const sections: Sections = { duties: switched(own, duty, on) }
  const wrong = newMistakes(directory, directoryWith(directory, sections))
  if (wrong.length > 0) throw new Refusal('template', wrong.join('\n'))
  return sections
}

/** What contradicts itself after a change and did not before. */
export function newMistakes(before: Directory, after: Directory): string[] {
  const known = new Set(mistakesOf(before))
  return mistakesOf(after).filter((mistake) => !known.has(mistake))
}
