import { MOST_ADDITIONS_AN_HOUR, MOST_PHOTOS, ONLY_PHOTOS } from '../hazards/talk.ts'
import { Refusal } from '../refusal.ts'
import { HOUR_MS } from '../time.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { IncidentEvent } from './incident.ts'

/** Words or photos of whoever has the code, `by` standing for him: as many as of a hazard, each changes everybody's card. */
export const addByCode =
  (text: string, photos: readonly string[], by: string, nowMs: number): Decide =>
  (state) => {
    const known = stillOpen(state)
    const own = known.notes.filter((line) => line.by === by && line.atMs > nowMs - HOUR_MS)
    if (own.length >= MOST_ADDITIONS_AN_HOUR)
      throw new Refusal('too-many', '一小时内补充得太多了，学校已经收到，请过一会儿再补充；急事请打电话。')
    const fresh = [...new Set(photos)].filter((id) => !known.photos.includes(id))
    if (fresh.length > 0 && known.photos.length + fresh.length > MOST_PHOTOS)
      throw new Refusal('too-many', '照片已经够多了，请用文字补充。')
    const said = text.trim() || (fresh.length > 0 ? ONLY_PHOTOS : '')
    return [
      ...fresh.map((photo): IncidentEvent => ({ kind: 'incident.photographed', photo, by })),
      ...(said ? [{ kind: 'incident.noted' as const, text: said, by }] : []),
    ]
  }
