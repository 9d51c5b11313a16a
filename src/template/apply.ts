import type { Calendar } from '../calendar/calendar.ts'
import { layOutAgain } from '../instances/relay.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { directoryWith } from '../people/directory-with.ts'
import { school, THE_SCHOOL } from '../people/school.ts'
import { applySections, type Sections } from '../people/school-sections.ts'

/** New rules for the school and, in the same write, everything that has not begun laid out by them. Returns how many instances changed. */
export async function applyToSchool(
  work: Work,
  directory: Directory,
  sections: Sections,
  calendar?: Calendar,
): Promise<number> {
  await work.change(school, THE_SCHOOL, applySections(sections))
  return layOutAgain(work, directory, directoryWith(directory, sections, calendar))
}
