import { Refusal } from '../refusal.ts'
import { type Decide, stillOpen } from './decide.ts'
import type { Hazard, HazardEvent } from './hazard.ts'
import { roundOf } from './waits.ts'

/**
 * A photo uploaded by mistake is no evidence any more. Not the only proof of what waits for verification, nor of what
 * was judged by it: the record would say something that nobody can see.
 */
export const removePhoto =
  (photo: string, reason: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (known.removedPhotos?.some(({ id }) => id === photo)) return []
    const entry = known.photos.find(({ id }) => id === photo)
    if (!entry) throw new Refusal('no-photo', `隐患 ${known.number} 没有这张照片。`)
    const proofs = known.photos.filter(({ phase, round }) => phase === 'after' && round === roundOf(known))
    const onlyProof = proofs.length === 1 && proofs[0] === entry && !known.rectifiedNote
    if (known.status === 'rectified' && onlyProof)
      throw new Refusal('only-proof', '验收要看这张照片。请先补一张整改后的照片，再删这张。')
    return [{ kind: 'hazard.photo-removed', photo, reason, by }]
  }

export function withoutPhoto(
  before: Hazard,
  { photo, by, reason }: HazardEvent & { kind: 'hazard.photo-removed' },
  atMs: number,
): Hazard {
  const removed = before.photos.filter(({ id }) => id === photo)
  return {
    ...before,
    photos: before.photos.filter(({ id }) => id !== photo),
    removedPhotos: [
      ...(before.removedPhotos ?? []),
      ...removed.map((entry) => ({ ...entry, by, reason, atMs })),
    ],
  }
}
