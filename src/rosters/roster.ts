import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import type { Day } from '../time.ts'
import { placesOf, turnOf } from './turns.ts'

/** Whose turn a place is on a day. */
export interface Posted {
  place: string
  person: Person
}

/** 值日教师 of a day at their places, by the weekday the day follows (CAL-20); only `places` if the school has them. */
export function dutyTeachersOn(directory: Directory, day: Day, places: readonly string[] = []): Posted[] {
  const known = placesOf(directory)
  const wanted = known.filter((place) => places.includes(place))
  return (wanted.length > 0 ? wanted : known).flatMap((place) => {
    const { owner } = turnOf(directory, place, day)
    return owner ? [{ place, person: owner }] : []
  })
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
