import { partsOf } from '../about.ts'
import { isOver, photograph as photographHazard } from '../hazards/decide.ts'
import { hazard } from '../hazards/evolve.ts'
import { photograph as photographIncident } from '../incidents/decide.ts'
import { incident } from '../incidents/evolve.ts'
import type { Work } from '../log/work.ts'
import type { Database } from '../store/database.ts'
import { MINUTE_MS } from '../time.ts'
import { type KeptPhoto, OUTSIDE } from './keep.ts'
import { attach, type Photo, photo, receive } from './photo.ts'

/** A photo and a report this close together belong together. */
export const TOGETHER_MS = 10 * MINUTE_MS

/** Photos this person sent in the last ten minutes that belong to nothing yet. */
async function loosePhotos(work: Work, sender: string): Promise<string[]> {
  const rows = await work.db.all<{ id: string }>(
    'SELECT id FROM photos WHERE sender = ? AND about IS NULL AND received_at > ? ORDER BY received_at',
    [sender, work.nowMs - TOGETHER_MS],
  )
  return rows.map(({ id }) => id)
}

/** Those of these photos that the log knows, by id. */
export async function photosByIds(db: Database, ids: readonly string[]): Promise<Map<string, Photo>> {
  const rows = await db.all<{ id: string; state: string }>(
    'SELECT id, state FROM photos WHERE id IN (SELECT value FROM json_each(?))',
    [JSON.stringify(ids)],
  )
  return new Map(rows.map(({ id, state }) => [id, JSON.parse(state) as Photo]))
}

/** The named photos and, unless told otherwise, the recent ones: this person's own that belong to nothing yet. */
export async function ownLoosePhotos(
  work: Work,
  sender: string,
  named: string[],
  withRecent = true,
): Promise<string[]> {
  const recent = withRecent ? await loosePhotos(work, sender) : []
  const own: string[] = []
  for (const id of new Set([...named, ...recent])) {
    const found = await work.state(photo, id)
    if (found?.sender === sender && found.about === null) own.push(id)
  }
  return own
}

/** Pictures that came without an account, once they are in the storage. */
export async function receiveFromOutside(work: Work, kept: readonly KeptPhoto[]): Promise<void> {
  for (const { id, ...received } of kept)
    await work.change(photo, id, receive({ ...received, sender: OUTSIDE, messageId: OUTSIDE }))
}

/** Marks the photo as belonging to a record (`hazard/12`). */
export const attachPhoto = (work: Work, id: string, about: string) => work.change(photo, id, attach(about))

/** Adds a photo to a hazard or an incident and redraws its cards. */
export async function addPhotoTo(work: Work, id: string, about: string, by: string): Promise<void> {
  const { noun, id: matter } = partsOf(about)
  if (noun === 'hazard') await work.change(hazard, matter, photographHazard(id, by))
  else await work.change(incident, matter, photographIncident(id, by))
  await attachPhoto(work, id, about)
  work.touch(about)
}

/**
 * What this person reported or changed last, within ten minutes before `atMs`: `hazard/12`; undefined when nothing, or
 * when it is over by now.
 */
export async function recentMatter(work: Work, who: string, atMs: number): Promise<string | undefined> {
  const row = await work.db.get<{ noun: string; id: string; at: number }>(
    `SELECT noun, id, at FROM events INDEXED BY events_actor
     WHERE actor = ? AND noun IN ('hazard', 'incident') ORDER BY seq DESC LIMIT 1`,
    [who],
  )
  if (!row || atMs - Number(row.at) > TOGETHER_MS) return undefined
  const about = `${row.noun}/${row.id}`
  return (await isOpenMatter(work, about)) ? about : undefined
}

/** A matter that is over takes no more photos. */
export async function isOpenMatter(work: Work, about: string): Promise<boolean> {
  const { noun, id } = partsOf(about)
  if (noun === 'incident') {
    const known = await work.state(incident, id)
    return known !== undefined && known.status !== 'closed'
  }
  const known = await work.state(hazard, id)
  return known !== undefined && !isOver(known)
}
