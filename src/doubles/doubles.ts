import { isOver } from '../hazards/decide.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard, Severity } from '../hazards/hazard.ts'
import { changeHazard, reclassification, reportHazard } from '../hazards/hazards.ts'
import { isPlainlySame } from '../hazards/same-place.ts'
import { isGraver, isMilder } from '../hazards/severity.ts'
import { follow, supplement, together, unfollow } from '../hazards/supplement.ts'
import { tellRaised } from '../hazards/tell-more.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import { moveOn, photo } from '../photos/photo.ts'
import { attachPhoto } from '../photos/photos.ts'
import { MINUTE_MS } from '../time.ts'
import {
  type Double,
  double,
  type JoinedWhy,
  join,
  type NamedReport,
  notice,
  picture,
  tellApart,
} from './double.ts'

export const aboutDouble = ({ id }: Pick<Double, 'id'>): string => `double/${id}`

/** Keeps a report of what `of` may be already, with its pictures; `asked` gives its reporter time to answer. */
export async function noticeDouble(
  work: Work,
  directory: Directory,
  of: Hazard,
  given: NamedReport,
  asked: boolean,
): Promise<Double> {
  const number = await work.nextNumber('doubles')
  const minutes = directory.rules.settings['hazard.double_minutes']
  const noticed = await work.change(
    double,
    String(number),
    notice({ number, of: of.id, given, ...(asked && { dueAtMs: work.nowMs + minutes * MINUTE_MS }) }),
  )
  for (const id of given.photos) await attachPhoto(work, id, aboutDouble(noticed))
  return noticed
}

/** What became of a report that looked like another one. */
export interface Settled {
  hazard: Hazard
  /** It became a hazard of its own: it was another matter, or what it looked like was over by then. */
  apart: boolean
}

/**
 * The words and pictures go to the open hazard, which is raised when they tell of more danger, and the reporter follows
 * it. What was closed in the meantime is reported anew.
 */
export async function joinDouble(
  work: Work,
  directory: Directory,
  id: string,
  why: JoinedWhy,
): Promise<Settled> {
  const about = await work.state(double, id)
  const open = about && (await work.state(hazard, about.of))
  const guess = why === 'silence' && about && open && !isPlainlySame(open, about.given, directory.places)
  if (about?.status === 'asked' && open && (isOver(open) || guess)) return separateDouble(work, directory, id)
  const joined = await work.change(double, id, join(why))
  if (about?.status === 'joined') return { hazard: open!, apart: false }
  const { given } = joined
  const { text, reporter: by, source, photos } = given
  const graver = isGraver(given, open!)
  const after = await changeHazard(
    work,
    directory,
    joined.of,
    together(
      supplement({ text, by, ...(source && { source }) }, photos),
      follow(by),
      ...(graver ? [raise(directory, open!, given)] : []),
    ),
  )
  if (graver) tellRaised(work, directory, after, by)
  await movePhotos(work, joined, `hazard/${after.id}`)
  work.touch(aboutDouble(joined))
  return { hazard: after, apart: false }
}

/** To the higher of both, never down; in doubt the office looks (handbook §5.4, §6.2). */
export function raise(
  directory: Directory,
  open: Hazard,
  given: Pick<NamedReport, 'severity' | 'urgent' | 'needsReview' | 'reporter'>,
) {
  const severity: Severity = isMilder(open.severity, given.severity) ? given.severity : open.severity
  return reclassification(
    directory,
    open,
    {
      category: open.category,
      severity,
      urgent: open.urgent || given.urgent,
      needsReview: open.needsReview || given.needsReview,
    },
    given.reporter,
    { lower: false, lift: false },
  )
}

/** Another matter: a hazard of its own, marked for the office with the one it looked like. */
export async function separateDouble(work: Work, directory: Directory, id: string): Promise<Settled> {
  const about = await work.state(double, id)
  if (about?.status === 'apart') return { hazard: (await work.state(hazard, about.hazard!))!, apart: true }
  const { given, of } = about!
  const open = await work.state(hazard, of)
  const alike = open && !isOver(open) ? { maybeSame: open.number } : {}
  const filed = await reportHazard(work, directory, { ...given, ...alike })
  const after = await work.change(double, id, tellApart(filed.id))
  await movePhotos(work, after, `hazard/${filed.id}`)
  if (about!.status === 'joined') {
    await work.change(hazard, of, unfollow(given.reporter))
    work.touch(`hazard/${of}`)
  }
  work.touch(aboutDouble(after))
  return { hazard: filed, apart: true }
}

async function movePhotos(work: Work, from: Double, to: string): Promise<void> {
  for (const id of from.given.photos) await work.change(photo, id, moveOn(aboutDouble(from), to))
}

/** The reports of this person that `of` may be already, newest first. */
export async function ownDoubles(work: Work, who: string, of: string): Promise<Double[]> {
  const rows = await work.db.all<{ id: string }>(
    'SELECT id FROM doubles WHERE of = ? AND reporter = ? ORDER BY number DESC LIMIT 20',
    [of, who],
  )
  const known = await Promise.all(rows.map(({ id }) => work.state(double, id)))
  return known.filter((entry) => entry !== undefined)
}

/** What this person is being asked right now, if anything; the newest question. */
export async function askedNow(work: Work, who: string): Promise<Double | undefined> {
  const row = await work.db.get<{ id: string }>(
    "SELECT id FROM doubles WHERE status = 'asked' AND reporter = ? AND due_at > ? ORDER BY number DESC LIMIT 1",
    [who, work.nowMs],
  )
  return row && work.state(double, row.id)
}

/** Pictures that come after the words, while the question is still open. */
export async function pictureDouble(work: Work, about: Double, photos: readonly string[]): Promise<void> {
  for (const id of photos) {
    await work.change(double, about.id, picture(id))
    await attachPhoto(work, id, aboutDouble(about))
  }
  work.touch(aboutDouble(about))
}
