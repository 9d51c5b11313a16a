import { partsOf } from '../about.ts'
import { isOver } from '../hazards/decide.ts'
import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import type { Work } from '../log/work.ts'
import type { Directory } from '../people/directory.ts'
import type { Person } from '../people/person.ts'
import { addPhotoTo, isOpenMatter } from '../photos/photos.ts'
import { readReport } from '../reading/reading.ts'
import { fileReport } from '../reporting/file-hazard.ts'
import { fileIncident } from '../reporting/file-incident.ts'
import type { Report } from '../reporting/report.ts'
import type { Database } from '../store/database.ts'
import { MINUTE_MS } from '../time.ts'
import type { Line } from './lines.ts'
import { begin, note, notedAs, picture, picturesGoTo, type Sweep, type SweepItem, sweep } from './sweep.ts'

export const aboutSweep = ({ id }: Pick<Sweep, 'id'>): string => `sweep/${id}`

/** The walk somebody is on; one that nobody has spoken in for long is over, also before the tick says so. */
export async function openSweep(work: Work, who: Person): Promise<Sweep | undefined> {
  const row = await work.db.get<{ id: string }>(
    "SELECT id FROM sweeps WHERE person = ? AND status = 'open'",
    [who.id],
  )
  const known = row && (await work.state(sweep, row.id))
  return known?.status === 'open' && known.quietUntilMs > work.nowMs ? known : undefined
}

const quietUntil = ({ nowMs }: Work, { rules }: Directory): number =>
  nowMs + rules.settings['hazard.walk_minutes'] * MINUTE_MS

export async function beginSweep(work: Work, directory: Directory, who: Person): Promise<Sweep> {
  const number = await work.nextNumber('sweeps')
  return work.change(sweep, String(number), begin(number, who.id, quietUntil(work, directory)))
}

/** What one line became. `again`: the same words were noted before, and nothing was filed. */
export interface Noted {
  item: SweepItem
  again: boolean
}

/**
 * Files one matter of a sweep, an incident as an incident. Lines that differ are different matters to whoever says them
 * one after the other; what was open before gets its words without a question in between.
 */
export async function noteInSweep(
  work: Work,
  directory: Directory,
  who: Person,
  about: Sweep,
  { text, place }: Line,
  said: Pick<Report, 'learnedAtMs'>,
): Promise<Noted> {
  const current = (await work.state(sweep, about.id))!
  const noted = notedAs(current, text)
  if (noted) return { item: noted, again: true }
  const report: Report = {
    ...said,
    text,
    ...(place && { place }),
    photos: current.waiting,
    withRecentPhotos: false,
    source: aboutSweep(about),
  }
  const hint = who.homeroomClass ? { reporterClass: who.homeroomClass } : {}
  const item: SweepItem =
    readReport(text, directory.places, hint).kind === 'incident'
      ? { text, about: `incident/${(await fileIncident(work, directory, who, report)).id}` }
      : await itemOf(work, directory, who, report)
  await work.change(sweep, about.id, note(item, quietUntil(work, directory)))
  work.touch(aboutSweep(about))
  return { item, again: false }
}

async function itemOf(work: Work, directory: Directory, who: Person, report: Report): Promise<SweepItem> {
  const { hazard: filed, double } = await fileReport(work, directory, who, report, false)
  return { text: report.text, about: `hazard/${filed.id}`, ...(double && { double: double.id }) }
}

/** Pictures without words: to the last thing said, or kept for the next. Returns the item they went to. */
export async function pictureInSweep(
  work: Work,
  directory: Directory,
  who: Person,
  about: Sweep,
  photos: string[],
): Promise<SweepItem | undefined> {
  const to = picturesGoTo(about)
  const goes = to && (await isOpenMatter(work, to.about)) ? to : undefined
  if (goes) for (const id of photos) await addPhotoTo(work, id, goes.about, who.id)
  await work.change(sweep, about.id, picture(photos, quietUntil(work, directory)))
  return goes
}

/** What was new on a sweep and is not over, in the order it was said; what was open before is another's to place. */
export async function newIn(work: Pick<Work, 'state'>, { items }: Sweep): Promise<Hazard[]> {
  const found: Hazard[] = []
  for (const { about, double } of items) {
    const { noun, id } = partsOf(about)
    const known = noun === 'hazard' && double === undefined ? await work.state(hazard, id) : undefined
    if (known && !isOver(known)) found.push(known)
  }
  return found
}

export const sweepById = async (db: Database, id: string): Promise<Sweep | undefined> => {
  const row = await db.get<{ state: string }>('SELECT state FROM sweeps WHERE id = ?', [id])
  return row && (JSON.parse(row.state) as Sweep)
}
