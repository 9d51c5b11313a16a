import { addDays, type Day, yearOf } from '../time.ts'
import { daysOfSpan } from './calendar-problems.ts'
import type { HolidayTable } from './holidays.ts'
import type { SchoolCalendar } from './school-calendar.ts'

/**
 * Where the school's own list and the table in force differ. The table wins; the school is told
 * in sentences, each with what to change in its list.
 * A year of which the school's list says nothing is not a difference: the table alone is enough.
 */
export function disagreementsOf(school: SchoolCalendar, tables: ReadonlyMap<number, HolidayTable>): string[] {
  const ownHolidays = school.holidays.flatMap((h) => daysOfSpan(h.start, h.end))
  const all = [...tables.values()]
  const tableHolidays = all.flatMap((t) => t.holidays.flatMap((h) => daysOfSpan(h.start, h.end)))
  const tableMakeup = all.flatMap((t) => t.makeupWorkdays.map((m) => m.date))
  const compared = new Set(
    [...ownHolidays, ...school.makeup_workdays].map(yearOf).filter((year) => tables.has(year)),
  )
  const of = (days: readonly Day[]) => new Set(days.filter((day) => compared.has(yearOf(day))))
  const [mine, theirs] = [of(ownHolidays), of(tableHolidays)]
  const [myMakeup, theirMakeup] = [of(school.makeup_workdays), of(tableMakeup)]
  return [
    ...runs(only(mine, theirs)).map(
      (r) =>
        `学校校历写${r}放假，国务院通知没有，已按通知执行。请从校历里删去(holidays)，学校自己停课请写在 closures 里。`,
    ),
    ...runs(only(theirs, mine)).map(
      (r) => `国务院通知${r}放假，学校校历没有写，已按通知执行。请补进校历(holidays)。`,
    ),
    ...runs(only(myMakeup, theirMakeup)).map(
      (r) =>
        `学校校历写${r}调休上班，国务院通知没有，已按通知执行。请从校历里删去(makeup_workdays)，学校自己补课请写在 extra_school_days 里。`,
    ),
    ...runs(only(theirMakeup, myMakeup)).map(
      (r) => `国务院通知${r}调休上班，学校校历没有写，已按通知执行。请补进校历(makeup_workdays)。`,
    ),
  ]
}

const only = (these: ReadonlySet<Day>, those: ReadonlySet<Day>): Day[] =>
  [...these].filter((d) => !those.has(d))

/** `{05-04, 05-05, 05-09}` → ` 2026-05-04 至 2026-05-05 `, ` 2026-05-09 `. */
function runs(days: readonly Day[]): string[] {
  const said: string[] = []
  const inOrder = days.toSorted()
  let start = inOrder[0]
  inOrder.forEach((day, i) => {
    if (inOrder[i + 1] === addDays(day, 1)) return
    said.push(start === day ? ` ${day} ` : ` ${start} 至 ${day} `)
    start = inOrder[i + 1]
  })
  return said
}
