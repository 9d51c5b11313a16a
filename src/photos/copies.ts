import { imageSize } from 'image-size'
import { type Darkroom, LARGEST_COPY_BYTES, LONGEST_SIDE } from './darkroom.ts'
import { coversAll, type Mask } from './mask.ts'
import type { Photo } from './photo.ts'
import type { PhotoStorage } from './storage.ts'
import { withOrientation, withoutMetadata } from './strip.ts'

export interface Copy {
  bytes: Uint8Array
  mime: string
}

/** The copies of pictures that others see: small, upright, without metadata, covered where somebody covered them. */
export interface Copies {
  /** Of this picture as it is covered now, made when it is first asked for; undefined when nothing of it is shown. */
  of(photo: Copied): Promise<Copy | undefined>
  /** A copy of these bytes; undefined when they are no picture that can be shown. */
  make(original: Uint8Array, mask?: Mask): Promise<Copy | undefined>
  /** Whether parts of it can be covered here; else only the whole. */
  canCover(original: Uint8Array): boolean
}

type Copied = Pick<Photo, 'id' | 'version' | 'mask' | 'removed'>

/** Changes whenever others see something else of it: a copy from before is never shown again. */
export const copyName = ({ id, version }: Copied): string => (version ? `${id}-${version}` : id)

/** A picture larger than this is not taken for cards (`feishu.md` §8.9). */
export const LARGEST_SHOWN_BYTES = 10 * 1024 * 1024

export function createCopies(storage: PhotoStorage, darkroom: Darkroom | undefined): Copies {
  /** Several cards want the same picture at once: it is made once. */
  const making = new Map<string, Promise<Copy | undefined>>()

  async function keep(photo: Copied, key: string): Promise<Copy | undefined> {
    const before = await storage.get(key)
    if (before) return before
    const original = await storage.get(`original/${photo.id}`)
    const copy = original && (await make(original.bytes, photo.mask))
    if (copy) await storage.put(key, copy.bytes, copy.mime)
    return copy
  }

  async function make(original: Uint8Array, mask?: Mask): Promise<Copy | undefined> {
    const plain = withoutMetadata(original)
    if (!plain || (mask && coversAll(mask))) return undefined
    const size = sizeOf(original)
    if (!mask && size && isSmall(size) && size.orientation === 1 && plain.bytes.length <= LARGEST_COPY_BYTES)
      return plain
    const how = { orientation: size?.orientation ?? 1, mask }
    const developed =
      darkroom && size && size.pixels <= darkroom.mostPixels()
        ? await darkroom.develop(plain.bytes, how)
        : undefined
    if (developed) return { bytes: developed, mime: 'image/jpeg' }
    // What was to be covered is not shown uncovered.
    if (mask) return undefined
    const upright = withOrientation(plain, how.orientation)
    return upright.bytes.length <= LARGEST_SHOWN_BYTES ? upright : undefined
  }

  return {
    make,
    async of(photo) {
      if (photo.removed) return undefined
      const key = `shown/${copyName(photo)}`
      const under = making.get(key) ?? keep(photo, key).finally(() => making.delete(key))
      making.set(key, under)
      return under
    },
    canCover(original) {
      const size = sizeOf(original)
      return darkroom !== undefined && size !== undefined && size.pixels <= darkroom.mostPixels()
    },
  }
}

interface Size {
  width: number
  height: number
  pixels: number
  orientation: number
}

const isSmall = ({ width, height }: Size): boolean => Math.max(width, height) <= LONGEST_SIDE

/** What the head of the file says, before anything is unpacked: a small file may claim to be endless. */
export function sizeOf(bytes: Uint8Array): Size | undefined {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes)
    return { width, height, pixels: width * height, orientation }
  } catch {
    return undefined
  }
}
