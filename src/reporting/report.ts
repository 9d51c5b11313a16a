import type { Work } from '../log/work.ts'
import type { Person } from '../people/person.ts'
import { ownLoosePhotos } from '../photos/photos.ts'
import type { Reading } from '../reading/reading.ts'
import { RESTRICTED_HAZARDS, RESTRICTED_INCIDENTS } from '../reading/restricted.ts'

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
export const LONGEST_TEXT = 1000

/** Who told it; nobody, when it was told without a name. */
export const reportedBy = (work: Work, who: Person | undefined, { anonymous, claimed }: Report) => ({
  ...(who && { reporter: who.id, ...typedBy(work, who) }),
  ...(anonymous && { anonymous }),
  ...(claimed && { claimed }),
})

/** Somebody's own pictures; of a report without a name those that came with it. */
export const photosOf = (work: Work, who: Person | undefined, { photos = [], withRecentPhotos }: Report) =>
  who ? ownLoosePhotos(work, who.id, photos, withRecentPhotos) : photos

/** Told by himself at a shared tablet: which one is kept beside his name (S2-089). */
const typedBy = ({ actor }: Work, who: Person): { enteredBy?: string } =>
  actor === null || actor === who.id ? {} : { enteredBy: actor }

/** Words of these are for the named people, whatever was chosen beside them. */
const GRAVEST = ['sexual', 'self_harm', 'psych']

/** The category somebody chose; 其他 says nothing, and must not show a restricted matter to everybody on call. */
export function chosen({ category }: Report, reading: Reading): string | undefined {
  if (category && (RESTRICTED_HAZARDS.has(category) || RESTRICTED_INCIDENTS.has(category))) return category
  const hidden = reading.restricted && (category === 'other' || GRAVEST.includes(reading.category ?? ''))
  return hidden ? undefined : category
}

/** What helps reading it: which of the two it is said to be, whose class it may be about. */
export const hint = (as: 'hazard' | 'incident', who: Person | undefined) => ({
  as,
  ...(who?.homeroomClass && { reporterClass: who.homeroomClass }),
})
