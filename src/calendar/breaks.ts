import type { Day } from '../time.ts'
import type { Almanac } from './almanac.ts'
import { daysOfSpan } from './calendar-problems.ts'
import type { DayKind } from './day-kinds.ts'

/** A run of three or more days without school that holds a statutory holiday or is (part of) a vacation: CAL-15. */
export interface Break {
  name: string
  start: Day
  end: Day
  days: number
  /** The last school day before it, when the day just before the break is one. */
  eve: Day | undefined
}

const SHORTEST_BREAK_DAYS = 3

/** Looking breaks up by a day inside them and by their eve. */
export function breakRules(
  almanac: Almanac,
  kindOf: (day: Day) => DayKind,
  vacationOf: (day: Day) => string | undefined,
) {
  const breaks = breaksOf(almanac, kindOf, vacationOf)
  const byDay = new Map(breaks.flatMap((b) => daysOfSpan(b.start, b.end).map((day) => [day, b])))
  const byEve = new Map(breaks.map((b) => [b.eve, b]))
  return {
    breakOf: (day: Day): Break | undefined => byDay.get(day),
    breakAfter: (day: Day): Break | undefined => byEve.get(day),
  }
}

/**
 * All breaks the almanac knows, in order. A working day outside every known term belongs to no break:
 * not knowing a term is not a holiday.
 */
function breaksOf(
  almanac: Almanac,
  kindOf: (day: Day) => DayKind,
  vacationOf: (day: Day) => string | undefined,
) {
  const kinds = almanac.days.map(kindOf)
  const breaks: Break[] = []
  let start = 0
  for (let i = 0; i <= kinds.length; i++) {
    const kind = kinds[i]
    if (kind !== undefined && kind !== 'school' && kind !== 'workday') continue
    const run = almanac.days.slice(start, i)
    const name = nameOf(run, kinds.slice(start, i), almanac, vacationOf)
    const [first, last] = [run[0], run.at(-1)]
    if (first && last && name && run.length >= SHORTEST_BREAK_DAYS) {
      const eve = kinds[start - 1] === 'school' ? almanac.days[start - 1] : undefined
      breaks.push({ name, start: first, end: last, days: run.length, eve })
    }
    start = i + 1
  }
  return breaks
}

function nameOf(
  run: readonly Day[],
  kinds: readonly DayKind[],
  almanac: Almanac,
  vacationOf: (day: Day) => string | undefined,
): string | undefined {
  const vacation = kinds.indexOf('vacation')
  if (vacation >= 0) return vacationOf(run[vacation] as Day)
  const holiday = kinds.indexOf('holiday')
  return holiday >= 0 ? almanac.holidays.get(run[holiday] as Day) : undefined
}
