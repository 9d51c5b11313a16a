import { counts, covers, type Leave } from '../leaves/leave.ts'
import { standInFor } from '../leaves/stand-in.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { type Day, weekdayOf } from '../time.ts'
import { LEADER, type Replacement } from './replacement.ts'

/** One seat of the roster on one day. */
export interface Turn {
  seat: string
  day: Day
  /** Whose turn the school's roster says it is, even if that person has left. */
  rostered: string | undefined
  /** Whose turn it is, replacements considered; nobody where a place is empty. */
  owner: Person | undefined
  /** Who answers: the owner, or the stand-in while the owner is away. */
  person: Person | undefined
  /** The replacement that made it the owner's. */
  replacement?: Replacement
}

/** Where duty teachers are posted, in the roster's order. */
export function placesOf(directory: Directory): string[] {
  const { duty_teacher_posts: named = [], duty_teacher_by_weekday: listed = {} } =
    directory.school.file.duty_roster ?? {}
  const most = Math.max(named.length, ...Object.values(listed).map(({ length }) => length))
  return Array.from({ length: most }, (_, order) => named[order] ?? `值日岗${order + 1}`)
}

/** The leader's seat every day, the places on school days. */
export const seatsOn = (directory: Directory, day: Day): string[] => [
  LEADER,
  ...(directory.calendar.isSchoolDay(day) ? placesOf(directory) : []),
]

/** Whose turn it is and who answers for it (S2-113), by the snapshot's replacements and leaves. */
export function turnOf(directory: Directory, seat: string, day: Day): Turn {
  const rostered = seat === LEADER ? rosteredLeader(directory, day) : rosteredTeacher(directory, seat, day)
  let id = rostered
  let replacement: Replacement | undefined
  for (const each of directory.replacements.get(seat) ?? [])
    if (each.from <= day && day <= each.to && (each.insteadOf ?? id) === id) {
      id = each.person
      replacement = each
    }
  const found = id === undefined ? undefined : directory.person(id)
  const owner = found?.active ? found : undefined
  return {
    seat,
    day,
    rostered,
    owner,
    person: owner && present(directory, owner, seat, day),
    ...(replacement && { replacement }),
  }
}

/**
 * Who leads the school on a day: nobody's turn falls to the vice principal in charge, else to the principal, else to the
 * secretary, whoever of them is there (handbook §10.9).
 */
export function leaderOn(directory: Directory, day: Day): Person | undefined {
  const above = ['vp_safety', 'principal', 'party_secretary'].flatMap(directory.holders)
  return (
    turnOf(directory, LEADER, day).person ?? above.find(({ id }) => !directory.leaveOf(id, day)) ?? above[0]
  )
}

/** Who answers for a seat on a day. */
export const holderOf = (directory: Directory, seat: string, day: Day): Person | undefined =>
  seat === LEADER ? directory.dutyLeader(day) : turnOf(directory, seat, day).person

/** Another seat somebody answers for that day: nobody is at two places at once. */
export const otherSeatOf = (directory: Directory, who: Person, day: Day, seat: string): string | undefined =>
  seatsOn(directory, day).find((each) => each !== seat && turnOf(directory, each, day).person?.id === who.id)

/** By the weekday the day follows (CAL-20); on days off one of those named for them, in turn. */
function rosteredLeader({ school, calendar, person }: Directory, day: Day): string | undefined {
  const roster = school.file.duty_roster
  const byWeekday = roster?.duty_leader_by_weekday ?? {}
  if (calendar.isWorkday(day)) return byWeekday[String(calendar.followedWeekday(day))]
  const inTurn = (roster?.duty_leader_weekend?.default ?? []).filter((id) => person(id)?.active)
  // Days worked do not advance the turn, so that nobody is passed over.
  return inTurn[calendar.restDaysBefore(day) % inTurn.length] ?? byWeekday[String(weekdayOf(day))]
}

function rosteredTeacher(directory: Directory, seat: string, day: Day): string | undefined {
  const listed = directory.school.file.duty_roster?.duty_teacher_by_weekday ?? {}
  if (!directory.calendar.isSchoolDay(day)) return undefined
  return listed[String(directory.calendar.followedWeekday(day))]?.[placesOf(directory).indexOf(seat)]
}

function present(directory: Directory, owner: Person, seat: string, day: Day): Person | undefined {
  const leave = directory.leaveOf(owner.id, day)
  if (!leave) return owner
  return standInFor(directory, owner, day, leave.substitute, seat === LEADER ? LEADER : undefined)
}

/** The school as it stands once a seat's replacements are these. */
export function withReplacements(
  directory: Directory,
  changed: Iterable<readonly [string, readonly Replacement[]]>,
): Directory {
  const after: Directory = {
    ...directory,
    replacements: new Map([...directory.replacements, ...changed]),
    dutyLeader: (day) => leaderOn(after, day),
  }
  return after
}

/** The school as it stands once a leave is asked for, refused or taken back. */
export function withLeave(directory: Directory, changed: Leave): Directory {
  const after: Directory = {
    ...directory,
    leaveOf(id, day) {
      if (id !== changed.person || !covers(changed, day)) return directory.leaveOf(id, day)
      return counts(changed) ? changed : undefined
    },
    dutyLeader: (day) => leaderOn(after, day),
  }
  return after
}
