import { hazard, photograph as photographHazard } from '../hazards/hazard.ts'
import { incident, photograph as photographIncident } from '../incidents/incident.ts'
import type { Work } from '../log/work.ts'
import { MINUTE_MS } from '../time.ts'
import { attach, photo } from './photo.ts'

/** A photo and a report this close together belong together. */
export const TOGETHER_MS = 10 * MINUTE_MS

/** Photos this person sent in the last ten minutes that belong to nothing yet. */
export async function loosePhotos(work: Work, sender: string): Promise<string[]> {
  const rows = await work.db.all<{ id: string }>(
    'SELECT id FROM photos WHERE sender = ? AND about IS NULL AND received_at > ? ORDER BY received_at',
    [sender, work.nowMs - TOGETHER_MS],
  )
  return rows.map(({ id }) => id)
}

/** Marks the photo as belonging to a record (`hazard/12`). */
export const attachPhoto = (work: Work, id: string, about: string) => work.change(photo, id, attach(about))

/** Adds a photo to a hazard or an incident and redraws its cards. */
export async function addPhotoTo(work: Work, id: string, about: string, by: string): Promise<void> {
  const [noun, matter = ''] = about.split('/')
  if (noun === 'hazard') await work.change(hazard, matter, photographHazard(id))
  else await work.change(incident, matter, photographIncident(id, by))
  await attachPhoto(work, id, about)
  work.touch(about)
}

/** What this person reported or changed last, within ten minutes: `hazard/12`; undefined when nothing. */
export async function recentMatter(work: Work, who: string): Promise<string | undefined> {
  const row = await work.db.get<{ noun: string; id: string; at: number }>(
    `SELECT noun, id, at FROM events INDEXED BY events_actor
     WHERE actor = ? AND noun IN ('hazard', 'incident') ORDER BY seq DESC LIMIT 1`,
    [who],
  )
  return row && work.nowMs - Number(row.at) <= TOGETHER_MS ? `${row.noun}/${row.id}` : undefined
}
