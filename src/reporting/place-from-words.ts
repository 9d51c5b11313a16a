import { cut } from '../cut.ts'
import type { Directory } from '../people/directory.ts'
import { findPlace } from '../reading/find-place.ts'
import type { Place } from '../reading/places.ts'
import type { Reading } from '../reading/reading.ts'
import type { Report } from './report.ts'

interface Placed {
  place: Place | null
  where?: string
}

/** Where a report says it is: in words for it, else in its text. */
export const placeOf = (said: Report, reading: Reading, directory: Directory): Placed =>
  said.place ? placeFromWords(said.place, directory) : { place: reading.place }

/**
 * A place as somebody wrote it: ours if we know it, otherwise their words, never another place. `where` keeps words that
 * say more than our name for it: 「教学楼B二楼男厕」 in 教学楼B各层厕所.
 */
export function placeFromWords(said: string, directory: Directory): Placed & { place: Place } {
  const words = cut(said.trim(), 60)
  const named = pointOrClass(words, directory)
  if (named) return { place: named }
  const found = findPlace(words, directory.places)
  if (!found || found.kind === 'words') return { place: { kind: 'words', words } }
  return 'name' in found && found.name === words ? { place: found } : { place: found, where: words }
}

/** Scripts and selects may hand over an id instead of words. */
function pointOrClass(id: string, directory: Directory): Place | undefined {
  const point = directory.school.file.patrol_points.find((entry) => entry.id === id)
  if (point) return { kind: 'point', id, name: point.name }
  const schoolClass = directory.class(id)
  return schoolClass && { kind: 'class', id, name: schoolClass.name }
}
