import type * as Photon from '@cf-wasm/photon'
import { type Development, LARGEST_COPY_BYTES, LONGEST_SIDE } from './darkroom.ts'
import { blacken, onWhite, type Pixels, upright } from './pixels.ts'

type Codec = Pick<typeof Photon, 'PhotonImage' | 'resize' | 'SamplingFilter'>

/** Tried one after the other until the copy is small enough: a little coarser, then a little smaller. */
const TRIES = [
  [82, 1],
  [70, 1],
  [58, 1],
  [70, 0.7],
  [50, 0.5],
] as const

/**
 * Unpacks, shrinks, turns upright, covers and packs again as JPEG: nothing of the file but its pixels remains. `codec` is
 * this runtime's build of the library. @throws whatever the codec throws for a torn picture
 */
export function develop(
  codec: Codec,
  original: Uint8Array,
  { orientation, mask }: Development,
): Uint8Array<ArrayBuffer> {
  const pixels = upright(unpacked(codec, original), orientation)
  onWhite(pixels)
  if (mask) blacken(pixels, mask)
  let packed = new Uint8Array()
  for (const [quality, scale] of TRIES) {
    packed = pack(codec, pixels, quality, scale)
    if (packed.length <= LARGEST_COPY_BYTES) break
  }
  return packed
}

function unpacked(codec: Codec, original: Uint8Array): Pixels {
  const whole = codec.PhotonImage.new_from_byteslice(original)
  const small = resized(codec, whole, LONGEST_SIDE / Math.max(whole.get_width(), whole.get_height()))
  const pixels = { width: small.get_width(), height: small.get_height(), data: small.get_raw_pixels() }
  small.free()
  return pixels
}

function pack(codec: Codec, { data, width, height }: Pixels, quality: number, scale: number) {
  const image = resized(codec, new codec.PhotonImage(data, width, height), scale)
  const packed = image.get_bytes_jpeg(quality)
  image.free()
  return new Uint8Array(packed)
}

/** The image this much smaller, in place of the one handed in; never larger. */
function resized(codec: Codec, image: Photon.PhotonImage, scale: number): Photon.PhotonImage {
  if (scale >= 1) return image
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale))
  const smaller = codec.resize(
    image,
    side(image.get_width()),
    side(image.get_height()),
    codec.SamplingFilter.Triangle,
  )
  image.free()
  return smaller
}
