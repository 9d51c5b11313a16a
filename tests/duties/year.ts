import { type Duty, duties } from '../../src/duties/duty.ts'
import type { Occurrence } from '../../src/duties/occurrence.ts'
import { occurrences } from '../../src/duties/recurrence.ts'
import type { Recurrence } from '../../src/duties/recurrence-shape.ts'
import { recurrenceShape } from '../../src/duties/recurrence-shape.ts'
import { slotsOf, windowOf } from '../../src/duties/window.ts'
import { addDays, type Day, sayInstant, timeOf, weekdayOf } from '../../src/time.ts'
import { sampleCalendar } from '../calendar/sample.ts'

/** The sample school: 2025–2026 official, 2027 provisional. */
export const calendar = sampleCalendar()

export const duty = (id: string): Duty => {
  const found = duties.get(id)
  if (!found) throw new Error(`no duty ${id}`)
  return found
}

/** The two bases most rules have, in the catalogue's words. */
export const school = { day_basis: 'school_day', shift: 'previous' }
export const work = { day_basis: 'workday', shift: 'previous' }

export const read = (json: unknown): Recurrence => recurrenceShape.parse(json)

/** The days of a recurrence, as written in the catalogue's shape. */
export const daysOf = (json: unknown, from: Day, to: Day, on = calendar): (Day | null)[] =>
  occurrences(read(json), on, from, to).map((o) => o.day)

/** One line per occurrence; a daily duty has its days as runs and the slots of its first days of both kinds. */
export function yearLines(of: Duty, from: Day, to: Day): string[] {
  const found = occurrences(of.recurrence, calendar, from, to)
  if (of.recurrence.type !== 'daily') return found.map((o) => line(of, o))
  const days = found.flatMap((o) => o.day ?? [])
  const kinds = [days.find((d) => calendar.isSchoolDay(d)), days.find((d) => !calendar.isSchoolDay(d))]
  return [
    `${days.length} 天: ${runsOf(days).join(' ')}`,
    ...kinds.flatMap((day) => (day ? [`${day} ${slotsOf(of, day, calendar).map(saySlot).join(' ')}`] : [])),
  ]
}

function line(of: Duty, o: Occurrence): string {
  const why = o.why ? ` ${o.why}` : ''
  if (o.day === null) return `${o.period}: 无 (${o.rolledFrom})${why}`
  const { opensAtMs, dueAtMs } = windowOf(of, o.day, calendar)
  const moved = o.rolledFrom ? ` (${o.rolledFrom})` : ''
  const points = o.checkpoints?.map((c) => ` ${c.day}≥${c.expected}`).join('') ?? ''
  const weekday = `周${'一二三四五六日'[weekdayOf(o.day) - 1]}`
  const window = `${sayInstant(opensAtMs)}–${sayInstant(dueAtMs)}`
  return `${o.period}: ${o.day} ${weekday}${moved}${why} | ${window}${points}${o.provisional ? ' 暂定' : ''}`
}

const saySlot = (slot: ReturnType<typeof slotsOf>[number]): string =>
  `${slot.slot}[${timeOf(slot.opensAtMs)}–${timeOf(slot.dueAtMs)}]`

/** `09-01…09-04`: consecutive days as one run. */
function runsOf(days: readonly Day[]): string[] {
  const runs: [Day, Day][] = []
  for (const day of days) {
    const last = runs.at(-1)
    if (last && addDays(last[1], 1) === day) last[1] = day
    else runs.push([day, day])
  }
  return runs.map(([start, end]) => (start === end ? start : `${start}…${end.slice(5)}`))
}
