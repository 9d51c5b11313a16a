import { cut } from '../cut.ts'
import type { Double } from '../doubles/double.ts'
import { joinDouble, noticeDouble } from '../doubles/doubles.ts'
import { hazardCategories } from '../duties/catalogue.ts'
import { isOver } from '../hazards/decide.ts'
import type { Hazard, Severity } from '../hazards/hazard.ts'
import { type HazardReport, reportHazard } from '../hazards/hazards.ts'
import { beside, isPlainlySame, samePlace } from '../hazards/same-place.ts'
import { isMilder, severityOf } from '../hazards/severity.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { attachPhoto } from '../photos/photos.ts'
import { readReport } from '../reading/reading.ts'
import { mustWantName } from './no-name.ts'
import { placeOf } from './place-from-words.ts'
import { chosen, hint, LONGEST_TEXT, photosOf, type Report, reportedBy } from './report.ts'

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
  const joins = asks || (found && isPlainlySame(found.alike, given, directory.places))
  if (!found || found.alike.restricted || reporter === undefined || !joins) {
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

/** Said lower than it reads: recorded as said, and the office looks at it (handbook §15: the office decides). */
const isLower = (said: Severity | undefined, read: Severity | null): boolean =>
  said !== undefined && read !== null && isMilder(said, read)
