import { cut } from '../cut.ts'
import type { Double } from '../doubles/double.ts'
import { joinDouble, noticeDouble } from '../doubles/doubles.ts'
import { hazardCategories } from '../duties/catalogue.ts'
import { isOver } from '../hazards/decide.ts'
import type { Hazard, Severity } from '../hazards/hazard.ts'
import { type HazardReport, reportHazard } from '../hazards/hazards.ts'
import { beside, samePlace } from '../hazards/same-place.ts'
import { isMilder, severityOf } from '../hazards/severity.ts'
import type { Incident } from '../incidents/incident.ts'
import { reportIncident } from '../incidents/incidents.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { attachPhoto, ownLoosePhotos } from '../photos/photos.ts'
import { classMentions } from '../reading/class-names.ts'
import { findPlace, type Place } from '../reading/places.ts'
import { type Reading, readReport } from '../reading/reading.ts'
import { RESTRICTED_HAZARDS, RESTRICTED_INCIDENTS } from '../reading/restricted.ts'
import { mustWantName } from './no-name.ts'

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
  /** Said without a name: what he calls himself, and that somebody must look. */
  anonymous?: true
  claimed?: { name?: string; phone?: string }
  needsReview?: boolean
  /** False where others read along: a picture sent in private is not for them. */
  withRecentPhotos?: boolean
  source?: string
  /** Said to be another matter than whatever is open at its place. */
  another?: boolean
  eventAtMs?: number | null
  learnedAtMs: number
}

/** A report is a few sentences; more is cut, and the card shows where. */
const LONGEST_TEXT = 1000

/** How far a report of a hazard came. */
export interface FiledHazard {
  /** The hazard it is, or the open one that its reporter is asked about. */
  hazard: Hazard
  outcome: 'new' | 'asked' | 'joined' | 'raised'
  /** The pictures of this report alone. */
  photos: string[]
  /** What is kept of a report that looks like an open hazard. */
  double?: Double
}

/**
 * Reads and files a hazard; photos of the last ten minutes come along. What is open already at its place is not made a
 * second time (S2-126): with `ask` its reporter says which it is, otherwise its words go to the open one. More danger than
 * the open one was reported with never waits for an answer. Where few may read, everything stands by itself; so does what
 * is said without a name, whose receipt must show nobody else's record.
 */
export async function fileReport(
  work: Work,
  directory: Directory,
  who: Person | undefined,
  said: Report,
  ask: boolean,
): Promise<FiledHazard> {
  mustWantName(who, said.text)
  const given = await readHazardReport(work, directory, who, said)
  const { photos, reporter } = given
  const known = await samePlace(work.db, given.place, given.category)
  const found = said.another
    ? undefined
    : beside(
        known.filter((entry) => !isSaidTogether(entry, given)),
        given,
      )
  const asks = ask && found?.graver === false
  if (!found || found.alike.restricted || reporter === undefined || !(asks || found.plain)) {
    const near = found?.alike ?? known.find((entry) => !isOver(entry))
    const filed = await reportHazard(work, directory, { ...given, ...(near && { maybeSame: near.number }) })
    for (const photo of photos) await attachPhoto(work, photo, `hazard/${filed.id}`)
    return { hazard: filed, outcome: 'new', photos }
  }
  const double = await noticeDouble(work, directory, found.alike, { ...given, reporter }, asks)
  if (asks) return { hazard: found.alike, outcome: 'asked', photos, double }
  const { hazard } = await joinDouble(work, directory, double.id, found.graver ? 'graver' : 'unasked')
  return { hazard, outcome: found.graver ? 'raised' : 'joined', photos, double }
}

/** Lines said one after the other in one walk are different matters to whoever says them. */
const isSaidTogether = ({ source }: Hazard, given: HazardReport): boolean =>
  source?.startsWith('sweep/') === true && source === given.source

/** Files it where nobody can be asked: the hazard it is now, which may have been open before. */
export const fileHazard = async (
  work: Work,
  directory: Directory,
  who: Person | undefined,
  said: Report,
): Promise<Hazard> => (await fileReport(work, directory, who, said, false)).hazard

async function readHazardReport(
  work: Work,
  directory: Directory,
  who: Person | undefined,
  said: Report,
): Promise<HazardReport> {
  const text = cut(said.text, LONGEST_TEXT)
  const reading = readReport(text, directory.places, hint('hazard', who))
  return {
    text,
    ...placeOf(said, reading, directory),
    category: hazardCategories.get(chosen(said, reading) ?? reading.category ?? 'other')?.id ?? 'other',
    severity: severityOf(said.severity) ?? reading.severity ?? 'general',
    urgent: reading.urgent,
    needsReview:
      said.needsReview === true ||
      reading.needsReview ||
      isLower(severityOf(said.severity), reading.severity),
    control: reading.control,
    ...reportedBy(work, who, said),
    photos: await photosOf(work, who, said),
    ...(said.source && { source: said.source }),
  }
}

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

/** Words of these are for the named people, whatever was chosen beside them. */
const GRAVEST = ['sexual', 'self_harm', 'psych']

/** Who told it; nobody, when it was told without a name. */
const reportedBy = (work: Work, who: Person | undefined, { anonymous, claimed }: Report) => ({
  ...(who && { reporter: who.id, ...typedBy(work, who) }),
  ...(anonymous && { anonymous }),
  ...(claimed && { claimed }),
})

/** Somebody's own pictures; of a report without a name those that came with it. */
const photosOf = (work: Work, who: Person | undefined, { photos = [], withRecentPhotos }: Report) =>
  who ? ownLoosePhotos(work, who.id, photos, withRecentPhotos) : photos

/** Told by himself at a shared tablet: which one is kept beside his name (S2-089). */
const typedBy = ({ actor }: Work, who: Person): { enteredBy?: string } =>
  actor === null || actor === who.id ? {} : { enteredBy: actor }

/** The category somebody chose; 其他 says nothing, and must not show a restricted matter to everybody on call. */
function chosen({ category }: Report, reading: Reading): string | undefined {
  if (category && (RESTRICTED_HAZARDS.has(category) || RESTRICTED_INCIDENTS.has(category))) return category
  const hidden = reading.restricted && (category === 'other' || GRAVEST.includes(reading.category ?? ''))
  return hidden ? undefined : category
}

const hint = (as: 'hazard' | 'incident', who: Person | undefined) => ({
  as,
  ...(who?.homeroomClass && { reporterClass: who.homeroomClass }),
})

/** Said lower than it reads: recorded as said, and the office looks at it (handbook §15: the office decides). */
const isLower = (said: Severity | undefined, read: Severity | null): boolean =>
  said !== undefined && read !== null && isMilder(said, read)

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

interface Placed {
  place: Place | null
  where?: string
}

const placeOf = (said: Report, reading: Reading, directory: Directory): Placed =>
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
