import type { Calendar } from '../calendar/calendar.ts'
import { DAILY_POLICY, dailyDutiesOf } from '../duties/daily.ts'
import { statesAsOf } from '../log/replay.ts'
import { leaderOn } from '../rosters/turns.ts'
import type { Database } from '../store/database.ts'
import { type Directory, rulesOf } from './directory.ts'
import { dutiesOf, placesOf } from './of-school-file.ts'
import { type School, school } from './school.ts'
import { type Sections, withSections } from './school-sections.ts'

/** The school as it will stand with these sections; `calendar` where they bring another one. */
export function directoryWith(
  directory: Directory,
  sections: Sections,
  calendar: Calendar = directory.calendar,
): Directory {
  const after = ofSchool(directory, withSections(directory.school, sections), calendar)
  return sections.patrol_points || sections.classes
    ? { ...after, places: placesOf(after.school.file) }
    : after
}

/** The school as its rules and points stood at an instant, from the log; people and places are those of today. */
export async function directoryAsOf(db: Database, directory: Directory, atMs: number): Promise<Directory> {
  const [then] = await statesAsOf(db, school, atMs)
  return then ? ofSchool(directory, then) : directory
}

/** The same people in the school as it stands in this state. */
export function ofSchool(
  directory: Directory,
  school: School,
  calendar: Calendar = directory.calendar,
): Directory {
  const duties = dutiesOf(school.file)
  const rules = rulesOf(school)
  const after: Directory = {
    ...directory,
    school,
    calendar,
    duties,
    dailyDuties: dailyDutiesOf(duties, rules.since(DAILY_POLICY)),
    rules,
    dutyLeader: (day) => leaderOn(after, day),
  }
  return after
}
