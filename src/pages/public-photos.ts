import { type KeptPhoto, keepWithoutMetadata, photoIdOf } from '../photos/keep.ts'
import type { PostedPhoto } from './posted.ts'
import type { Web } from './web.ts'

/** Pictures under an origin that only this page has, the same one once; of each only the copy that says nothing about the phone. */
export async function keepAll(web: Web, nonce: string, photos: readonly PostedPhoto[]): Promise<KeptPhoto[]> {
  const kept = new Map<string, KeptPhoto>()
  for (const { bytes, sha256: content } of photos) {
    const one = await keepWithoutMetadata(web, originOf(nonce, content), bytes)
    if (one) kept.set(one.id, await unlike(web, one))
  }
  return [...kept.values()]
}

/** A keyed hash and a round size: the same picture sent by name tells nobody with the tables alone who sent this one. */
const unlike = async (web: Web, kept: KeptPhoto): Promise<KeptPhoto> => ({
  ...kept,
  sha256: await web.codes.hashOf(`photo:${kept.sha256}`),
  bytes: Math.ceil(kept.bytes / ROUND_BYTES) * ROUND_BYTES,
})

const ROUND_BYTES = 64 * 1024
const originOf = (nonce: string, content: string): string => `public/${nonce}/${content}`

/** Their ids, before any of them is kept. */
export const idsOf = (nonce: string, photos: readonly PostedPhoto[]): Promise<string[]> =>
  Promise.all(photos.map((each) => photoIdOf(originOf(nonce, each.sha256))))
