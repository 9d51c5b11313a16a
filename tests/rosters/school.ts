import { type Calendar, type CalendarInput, createCalendar } from '../../src/calendar/calendar.ts'
import { duties } from '../../src/duties/duty.ts'
import type { Leave } from '../../src/leaves/leave.ts'
import { createDirectory, type Directory } from '../../src/people/directory.ts'
import type { Person } from '../../src/people/person.ts'
import type { SchoolFile } from '../../src/people/school-file.ts'
import { createPlaces } from '../../src/reading/places.ts'
import { type Replacing, type Roster, replaceTurns, roster } from '../../src/rosters/replacement.ts'
import { instantOf } from '../../src/time.ts'
import { wholeSchool } from '../world.ts'

export interface Changes {
  roster?: Partial<SchoolFile['duty_roster']>
  leaves?: Leave[]
  /** Ids of people who have left. */
  left?: string[]
  replacements?: Directory['replacements']
}

const file = wholeSchool()
export const sampleCalendar: Calendar = createCalendar(file.calendar as CalendarInput)
const places = createPlaces({ points: [], classes: [] })

/** The sample school as a snapshot, without a database. */
export function directoryWith({
  roster: changed,
  leaves = [],
  left = [],
  replacements,
}: Changes = {}): Directory {
  const people = file.staff.map(
    (entry): Person => ({
      id: entry.id,
      name: entry.name,
      department: entry.department ?? '',
      posts: entry.posts ?? [],
      hasApp: entry.feishu_user_id != null,
      active: !left.includes(entry.id),
      ...(entry.grade != null && { grade: entry.grade }),
      ...(entry.feishu_user_id && { account: entry.feishu_user_id }),
    }),
  )
  const school = { file: { ...file, duty_roster: { ...file.duty_roster!, ...changed } } }
  return createDirectory(school, people, leaves, { calendar: sampleCalendar, places, duties }, replacements)
}

/** A seat's record after these replacements, each made on its day and by the rules. */
export const rosterAfter = (
  seat: string,
  made: (Replacing & { on: string })[],
): [string, Roster['replacements']] => {
  let state: Roster | undefined
  for (const { on, ...wish } of made)
    for (const event of replaceTurns(wish, on)(state))
      state = roster.evolve(state, event, { id: seat, atMs: instantOf(on, '10:00'), actor: wish.by })
  return [seat, state?.replacements ?? []]
}

export const grantedLeave = (
  person: string,
  firstDay: string,
  lastDay: string,
  substitute?: string,
): Leave => ({
  id: `${firstDay}.${person}.1`,
  person,
  firstDay,
  lastDay,
  reason: '外出培训',
  status: 'granted',
  askedAtMs: 0,
  ...(substitute && { substitute }),
})
