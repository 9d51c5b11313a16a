import { toHex } from '../log/seal-hash.ts'
import { type Copies, LARGEST_SHOWN_BYTES } from './copies.ts'
import type { PhotoStorage } from './storage.ts'
import { withoutMetadata } from './strip.ts'

/** A picture in the storage, before the log knows of it. */
export interface KeptPhoto {
  id: string
  mime: string
  bytes: number
  /** SHA-256 of the original, hex. */
  sha256: string
}

/** Whether there is a copy for others, and if not, why. */
export type ShownCopy = 'shown' | 'unreadable' | 'too-large'

/**
 * Stores the original untouched; the copy that others see is made of it when somebody first looks, for whoever sends
 * nine pictures does not wait for them. `origin` says where the picture came from: the same origin gets the same id, so
 * a delivery or a post repeated keeps one picture.
 */
export async function keepPhoto(
  { photos: storage, copies }: { photos: PhotoStorage; copies: Copies },
  origin: string,
  bytes: Uint8Array,
  mime: string,
): Promise<{ photo: KeptPhoto; shown: ShownCopy }> {
  const id = await photoIdOf(origin)
  await storage.put(`original/${id}`, bytes, mime)
  const photo = { id, mime, bytes: bytes.length, sha256: await sha256(bytes) }
  const plain = withoutMetadata(bytes)
  if (!plain) return { photo, shown: 'unreadable' }
  const fits = plain.bytes.length <= LARGEST_SHOWN_BYTES || (await copies.make(bytes)) !== undefined
  return { photo, shown: fits ? 'shown' : 'too-large' }
}

/** The id of the picture that comes from there. */
export const photoIdOf = async (origin: string): Promise<string> =>
  `p${(await sha256(new TextEncoder().encode(origin))).slice(0, 15)}`

/** What such an id looks like. */
export const PHOTO_ID = /^p[0-9a-f]{15}$/

/** Where the sender of a picture would stand that came without an account. */
export const OUTSIDE = 'outside'

/**
 * Keeps only the copy without metadata: the original has the phone's make and number in it, and where it was. Of a
 * picture that cannot be taken apart nothing is kept.
 * @param origin something only this post has
 */
export async function keepWithoutMetadata(
  parts: { photos: PhotoStorage; copies: Copies },
  origin: string,
  bytes: Uint8Array,
): Promise<KeptPhoto | undefined> {
  const copy = withoutMetadata(bytes)
  return copy && (await keepPhoto(parts, origin, copy.bytes, copy.mime)).photo
}

export const sha256 = async (bytes: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
