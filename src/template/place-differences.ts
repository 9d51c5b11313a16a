import type { Directory } from '../people/directory.ts'
import { sectionRows } from '../school-update/words.ts'
import type { Part } from './report.ts'

/** What a template brings besides rules: points, whoever leads and guards, terms and days. */
export function placesAndDates(before: Directory, after: Directory): Part[] {
  const [was, is] = [before.school.file, after.school.file]
  return [
    { title: '改动的巡查点', rows: sectionRows(was.patrol_points, is.patrol_points, after) },
    { title: '改动的值班安排', rows: sectionRows(was.duty_roster, is.duty_roster, after) },
    { title: '改动的校历', rows: sectionRows(datesOf(before), datesOf(after), after) },
  ]
}

/** The hours of the day stand among the deadlines. */
function datesOf({ school }: Directory): object {
  const { quiet_hours: _, working_hours: __, day_close: ___, ...dates } = school.file.calendar
  return dates
}
