import { createHash } from 'node:crypto'
import { epochDayOf, HOUR_MS, instantOf, msOfDay } from '../../src/time.ts'
import { sampleCalendar } from './sample.ts'

/** Everything the calendar says of 2023–2027, as one hash: printed by a process in another zone, compared with this one. */
export function fingerprint(): string {
  const calendar = sampleCalendar()
  const hash = createHash('sha256')
  const say = (...facts: unknown[]) => hash.update(`${facts.join('|')}\n`)
  for (const day of calendar.daysBetween('2023-01-01', '2027-12-31')) {
    say(day, calendar.kindOf(day), calendar.why(day), calendar.isWorkday(day), calendar.followedWeekday(day))
    say(calendar.addWorkdays(day, 7), calendar.addCalendarDays(day, 30), calendar.addMonths(day, 1))
    say(
      calendar.breakOf(day)?.name,
      Object.values(calendar.schoolWeekOf(day)),
      calendar.lastSchoolDayOfWeek(day),
    )
    for (let hour = 0; hour < 24; hour++) {
      const ms = instantOf(day) + hour * HOUR_MS
      say(epochDayOf(ms), msOfDay(ms), calendar.afterQuiet(ms), calendar.addWorkingHours(ms, 4))
    }
  }
  return hash.digest('hex')
}

if (process.argv[1] === import.meta.filename) console.log(fingerprint())
