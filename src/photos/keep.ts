import { toHex } from '../log/seal-hash.ts'
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

/** A picture larger than this is not taken for cards (`feishu.md` §8.9). */
export const LARGEST_SHOWN_BYTES = 10 * 1024 * 1024

/** Whether there is a copy for others, and if not, why. */
export type ShownCopy = 'shown' | 'unreadable' | 'too-large'

/**
 * Stores the original untouched and, where it can be taken apart, the copy without metadata that others see. `origin`
 * says where the picture came from: the same origin gets the same id, so a delivery or a post repeated keeps one picture.
 */
export async function keepPhoto(
  storage: PhotoStorage,
  origin: string,
  bytes: Uint8Array,
  mime: string,
): Promise<{ photo: KeptPhoto; shown: ShownCopy }> {
  const id = `p${(await sha256(new TextEncoder().encode(origin))).slice(0, 15)}`
  await storage.put(`original/${id}`, bytes, mime)
  const photo = { id, mime, bytes: bytes.length, sha256: await sha256(bytes) }
  const copy = withoutMetadata(bytes)
  if (!copy) return { photo, shown: 'unreadable' }
  if (copy.bytes.length > LARGEST_SHOWN_BYTES) return { photo, shown: 'too-large' }
  await storage.put(`shown/${id}`, copy.bytes, copy.mime)
  return { photo, shown: 'shown' }
}

/** Where the sender of a picture would stand that came without an account. */
export const OUTSIDE = 'outside'

/**
 * Keeps only the copy without metadata: the original has the phone's make and number in it, and where it was. Of a
 * picture that cannot be taken apart nothing is kept.
 * @param origin something only this post has
 */
export async function keepWithoutMetadata(
  storage: PhotoStorage,
  origin: string,
  bytes: Uint8Array,
): Promise<KeptPhoto | undefined> {
  const copy = withoutMetadata(bytes)
  return copy && (await keepPhoto(storage, origin, copy.bytes, copy.mime)).photo
}

export const sha256 = async (bytes: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)))
