import type { Hazard } from '../hazards/hazard.ts'
import { type HazardReport, reportHazard } from '../hazards/hazards.ts'
import type { Incident } from '../incidents/incident.ts'
import { reportIncident } from '../incidents/incidents.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { attachPhoto, loosePhotos } from '../photos/photos.ts'
import { findPlace, type Place } from '../reading/places.ts'
import { type Reading, readReport } from '../reading/reading.ts'

/** What a person said when reporting, with whatever they corrected themselves. */
export interface Report {
  text: string
  /** Free words for the place; wins over what the text says. */
  place?: string
  category?: string
  severity?: string
  level?: string
  classId?: string
  photos?: string[]
  source?: string
  eventAtMs?: number | null
  learnedAtMs: number
}

const LONGEST_TEXT = 1000

/** Reads, numbers, records and tells a hazard; photos of the last ten minutes come along. */
export async function fileHazard(
  work: Work,
  directory: Directory,
  who: Person,
  said: Report,
): Promise<Hazard> {
  const text = said.text.slice(0, LONGEST_TEXT)
  const reading = readReport(text, directory.places, hint('hazard', who))
  const photos = said.photos ?? (await loosePhotos(work, who.id))
  const given: HazardReport = {
    text,
    place: placeOf(said, reading, directory),
    category: said.category ?? reading.category ?? 'other',
    severity: severityOf(said.severity) ?? reading.severity ?? 'general',
    urgent: reading.urgent,
    needsReview: reading.needsReview && said.severity === undefined,
    control: reading.control,
    reporter: who.id,
    photos,
    ...(said.source && { source: said.source }),
  }
  const filed = await reportHazard(work, directory, given)
  for (const photo of photos) await attachPhoto(work, photo, `hazard/${filed.id}`)
  return filed
}

/** Reads, numbers, records and tells an incident. */
export async function fileIncident(
  work: Work,
  directory: Directory,
  who: Person,
  said: Report,
): Promise<Incident> {
  const text = said.text.slice(0, LONGEST_TEXT)
  const reading = readReport(text, directory.places, hint('incident', who))
  const place = placeOf(said, reading, directory)
  const classId = said.classId ?? (place?.kind === 'class' ? place.id : undefined)
  const photos = said.photos ?? (await loosePhotos(work, who.id))
  const filed = await reportIncident(work, directory, {
    text,
    place,
    ...(classId && { classId }),
    category: said.category ?? reading.category ?? 'other',
    level: said.level === 'serious' || said.level === 'minor' ? said.level : (reading.level ?? 'minor'),
    urgent: reading.urgent,
    reporter: who.id,
    ...(said.source && { source: said.source }),
    eventAtMs: said.eventAtMs ?? null,
    learnedAtMs: said.learnedAtMs,
    photos,
  })
  for (const photo of photos) await attachPhoto(work, photo, `incident/${filed.id}`)
  return filed
}

const hint = (as: 'hazard' | 'incident', who: Person) => ({
  as,
  ...(who.homeroomClass && { reporterClass: who.homeroomClass }),
})

function placeOf(said: Report, reading: Reading, directory: Directory): Place | null {
  if (!said.place) return reading.place
  return placeFromWords(said.place, directory)
}

/** A place as somebody wrote it: ours if we know it, otherwise their words, never another place. */
export const placeFromWords = (words: string, directory: Directory): Place =>
  pointOrClass(words.trim(), directory) ??
  findPlace(words, directory.places) ?? { kind: 'words', words: words.trim().slice(0, 60) }

/** Scripts and selects may hand over an id instead of words. */
function pointOrClass(id: string, directory: Directory): Place | undefined {
  const point = directory.school.file.patrol_points.find((entry) => entry.id === id)
  if (point) return { kind: 'point', id, name: point.name }
  const schoolClass = directory.class(id)
  return schoolClass && { kind: 'class', id, name: schoolClass.name }
}

const SEVERITIES = {
  general: 'general',
  一般: 'general',
  larger: 'larger',
  较大: 'larger',
  major: 'major',
  重大: 'major',
} as const

/** `较大` or `larger`; undefined for anything else. */
export const severityOf = (words: string | undefined) =>
  words === undefined
    ? undefined
    : (SEVERITIES as Record<string, 'general' | 'larger' | 'major' | undefined>)[words.trim()]
