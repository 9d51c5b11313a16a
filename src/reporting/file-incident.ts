import { cut } from '../cut.ts'
import type { Incident } from '../incidents/incident.ts'
import { reportIncident } from '../incidents/incidents.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { attachPhoto } from '../photos/photos.ts'
import { classMentions } from '../reading/class-names.ts'
import { readReport } from '../reading/reading.ts'
import { mustWantName } from './no-name.ts'
import { placeOf } from './place-from-words.ts'
import { chosen, hint, LONGEST_TEXT, photosOf, type Report, reportedBy } from './report.ts'

/** Reads, numbers, records and tells an incident. */
export async function fileIncident(
  work: Work,
  directory: Directory,
  who: Person | undefined,
  said: Report,
): Promise<Incident> {
  mustWantName(who, said.text)
  const text = cut(said.text, LONGEST_TEXT)
  const reading = readReport(text, directory.places, hint('incident', who))
  const { place, where } = placeOf(said, reading, directory)
  const classId = said.classId ?? (place?.kind === 'class' ? place.id : classIn(text, directory))
  const photos = await photosOf(work, who, said)
  const filed = await reportIncident(work, directory, {
    text,
    place,
    ...(where && { where }),
    ...(classId && { classId }),
    category: chosen(said, reading) ?? reading.category ?? 'other',
    restricted: chosen(said, reading) === undefined && reading.restricted,
    level: said.level === 'serious' || said.level === 'minor' ? said.level : (reading.level ?? 'minor'),
    urgent: reading.urgent,
    ...reportedBy(work, who, said),
    ...(said.source && { source: said.source }),
    eventAtMs: said.eventAtMs ?? null,
    learnedAtMs: said.learnedAtMs,
    photos,
  })
  for (const photo of photos) await attachPhoto(work, photo, `incident/${filed.id}`)
  return filed
}

/** The one class a text names beside its place: 三(1)班一名学生在操场摔倒. Two classes are no class. */
function classIn(text: string, { places }: Directory): string | undefined {
  const named = new Set(
    classMentions(text.normalize('NFKC')).flatMap(({ grade, number }) => {
      const found = places.classByNumber.get(`${grade}.${number}`)
      return found ? [found.id] : []
    }),
  )
  return named.size === 1 ? [...named][0] : undefined
}
