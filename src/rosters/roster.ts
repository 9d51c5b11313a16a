import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'

/** A teacher at the place the roster gives for the day. */
export interface Posted {
  place: string
  person: Person
}

/** 值日教师 of a day at their places, by the weekday the day follows (CAL-20); only `places` if some are named. */
export function dutyTeachersOn(directory: Directory, day: Day, places: readonly string[] = []): Posted[] {
  const roster = directory.school.file.duty_roster
  const weekday = String(directory.calendar.followedWeekday(day))
  const listed = roster?.duty_teacher_by_weekday?.[weekday] ?? []
  const named = roster?.duty_teacher_posts ?? []
  const posted = listed.flatMap((id, order) => {
    const person = directory.person(id)
    return person?.active ? [{ place: named[order] ?? `值日岗${order + 1}`, person }] : []
  })
  const wanted = posted.filter(({ place }) => places.includes(place))
  return wanted.length > 0 ? wanted : posted
}

/**
 * Whose round it is among those of the shift that covers the time (`07:00` or `07:20-07:40`): they take turns, so that
 * exactly one is accountable (handbook §3). Without shifts, the first holder of the post.
 */
export function guardOfRound(directory: Directory, post: string, slot: string): Person | undefined {
  const time = slot.slice(0, 5)
  const shifts = directory.school.file.duty_roster?.guard_shifts ?? []
  const covering = shifts.find(({ start = '00:00', end = '24:00' }) =>
    start < end ? start <= time && time < end : time >= start || time < end,
  )
  const onShift = (covering?.staff ?? [])
    .map((id) => directory.person(id))
    .filter((person) => person?.active && person.posts.includes(post))
  const turns = onShift.length > 0 ? onShift : directory.holders(post)
  return turns[Number(time.slice(0, 2)) % Math.max(1, turns.length)]
}
