import type { Mask } from './mask.ts'

/**
 * Unpacks a picture and makes the copy that others see. Each runtime has its own; without one, pictures are shown
 * without their metadata but as large as they came.
 */
export interface Darkroom {
  /** A picture of more pixels is not unpacked: it would not fit into what memory there is. */
  mostPixels(): number
  /** The copy as JPEG; undefined when the picture cannot be unpacked. */
  develop(original: Uint8Array, how: Development): Promise<Uint8Array | undefined>
}

export interface Development {
  /** How the phone was held, as EXIF counts it: 1 upright … 8. */
  orientation: number
  mask: Mask | undefined
}

/** Longest side of what others see, in pixels. */
export const LONGEST_SIDE = 1600
/** A copy is made smaller until it is no larger than this. */
export const LARGEST_COPY_BYTES = 400 * 1024
