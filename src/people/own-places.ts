import type { Directory } from './directory.ts'
import type { Person } from './person.ts'

/** The places somebody answers for: the own class's room, the own patrol points. */
export function ownPlaces(directory: Directory, who: Person): { id: string; name: string }[] {
  const room = who.homeroomClass ? directory.class(who.homeroomClass) : undefined
  const points = directory.school.file.patrol_points.filter(({ owner }) => owner === who.id)
  return [...(room ? [room] : []), ...points].map(({ id, name }) => ({ id, name }))
}
