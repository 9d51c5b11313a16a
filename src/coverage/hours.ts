import { slotSpans } from '../duties/slots.ts'
import { type Directory, unique } from '../people/directory.ts'
import { inSchoolFile } from '../people/in-school-file.ts'
import type { Person } from '../people/person.ts'
import { addDays, type Day, weekdayOf } from '../time.ts'
import { type Cell, cell, named } from './cell.ts'

/** The hours a school day is watched over, in halves: 06:30, the guards' first shift, to 19:30. */
const FROM = 6 * 60 + 30
const UNTIL = 19 * 60 + 30
const HALF = 30
export const SCHOOL_WEEKDAYS = [1, 2, 3, 4, 5] as const
export const HALF_HOURS: readonly number[] = Array.from(
  { length: (UNTIL - FROM) / HALF },
  (_, order) => FROM + order * HALF,
)

export const sayMinutes = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
export const sayWeekday = (weekday: number): string => `周${'一二三四五六日'[weekday - 1] ?? weekday}`

/** Minutes of the day from which until which somebody is there. */
export interface Span {
  from: number
  until: number
}

/** Who is responsible for the school in each half hour of each weekday, by the roster and the duties' windows. */
export function timeCells(directory: Directory, today: Day): Cell[] {
  const leading = leaderSpans(directory)
  const teaching = spansOf(directory, 'duty_teacher')
  return SCHOOL_WEEKDAYS.flatMap((weekday) => {
    const day = nextWeekday(today, weekday)
    return HALF_HOURS.map((at) => {
      const covers = (spans: Span[]) => spans.some(({ from, until }) => from < at + HALF && at < until)
      const people = [
        ...(covers(leading) ? rostered(directory, 'leader', weekday) : []),
        ...(covers(teaching) ? rostered(directory, 'teachers', weekday) : []),
        ...guardsAt(directory, at),
      ]
      return timeCell(weekday, at, named(directory, unique(people), day))
    })
  })
}

/** The next day of that weekday, today included. */
export const nextWeekday = (today: Day, weekday: number): Day =>
  addDays(today, (weekday - weekdayOf(today) + 7) % 7)

/** How an hour without anybody is filled. */
export const fillHours = inSchoolFile('里给这段时间排上保安班次或值班领导')

function timeCell(weekday: number, at: number, found: ReturnType<typeof named>): Cell {
  const title = `${sayWeekday(weekday)} ${sayMinutes(at)}–${sayMinutes(at + HALF)}`
  return cell(
    { key: `time/${weekday}/${sayMinutes(at)}`, dimension: 'time', title, ...found },
    `${title}没有人负责：${fillHours}`,
  )
}

export function rostered(directory: Directory, who: 'leader' | 'teachers', weekday: number): Person[] {
  const roster = directory.school.file.duty_roster
  const ids =
    who === 'leader'
      ? [roster?.duty_leader_by_weekday?.[String(weekday)]]
      : (roster?.duty_teacher_by_weekday?.[String(weekday)] ?? [])
  return active(directory, ids)
}

/** Those who lead on days off in turn; without such a list, whoever leads on Saturdays and on Sundays. */
export function leadersOff(directory: Directory): Person[] {
  const roster = directory.school.file.duty_roster
  const inTurn = active(directory, roster?.duty_leader_weekend?.default ?? [])
  const [saturday, sunday] = [6, 7].map((weekday) => rostered(directory, 'leader', weekday))
  if (inTurn.length > 0) return inTurn
  return saturday?.length && sunday?.length ? unique([...saturday, ...sunday]) : []
}

const active = (directory: Directory, ids: readonly (string | undefined)[]): Person[] =>
  ids.flatMap((id) => {
    const person = directory.person(id ?? '')
    return person?.active ? [person] : []
  })

/** A leader takes over in the morning and hands over in the evening: the whole time between the first and last window. */
export function leaderSpans(directory: Directory): Span[] {
  const spans = spansOf(directory, 'duty_leader')
  if (spans.length === 0) return []
  return [
    {
      from: Math.min(...spans.map(({ from }) => from)),
      until: Math.max(...spans.map(({ until }) => until)),
    },
  ]
}

/** The shifts of a rotating post on a school day: each with the window in which it is confirmed. */
export const spansOf = (directory: Directory, post: string): Span[] =>
  [...directory.duties.values()]
    .filter((duty) => duty.defaultOn && duty.scope === 'shift' && duty.post === post)
    .filter(({ recurrence }) => recurrence.type === 'daily' && recurrence.day_basis !== 'holiday_day')
    .flatMap((duty) => slotSpans(duty, true) ?? [])
    .map(({ slot, opens, due }) => ({ from: opens, until: Math.max(due, minutesOf(slot.slice(-5))) }))

/**
 * Guards whose shift covers the half hour, as long as they hold the post; a shift may run past midnight. Without a shift
 * nobody is known to be there.
 */
const guardsAt = (directory: Directory, at: number): Person[] =>
  (directory.school.file.duty_roster?.guard_shifts ?? [])
    .filter(({ start = '00:00', end = '24:00' }) => {
      const [from, until] = [minutesOf(start), minutesOf(end)]
      return from < until ? from <= at && at < until : from <= at || at < until
    })
    .flatMap(({ staff }) => active(directory, staff))
    .filter(({ posts }) => posts.includes('gate_guard'))

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
