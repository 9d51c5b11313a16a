/**
 * What others see carries no EXIF: a phone writes the place, the time and the device into it (S2-125, peers 34). The
 * picture itself is copied byte by byte, nothing is decoded. Formats we cannot take apart are not shown at all.
 * @returns the picture without its metadata, or undefined when the format is not JPEG, PNG or WebP or the file is torn.
 */
export function withoutMetadata(bytes: Uint8Array): { bytes: Uint8Array; mime: PictureMime } | undefined {
  const mime = pictureKind(bytes)
  if (!mime) return undefined
  try {
    return { bytes: STRIP[mime](bytes), mime }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

export type PictureMime = 'image/jpeg' | 'image/png' | 'image/webp'

/** What the first bytes say it is, whatever its name says; undefined when it is nothing we can show. */
export function pictureKind(bytes: Uint8Array): PictureMime | undefined {
  if (starts(bytes, [0xff, 0xd8])) return 'image/jpeg'
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47])) return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  return undefined
}

const STRIP: Record<PictureMime, (bytes: Uint8Array) => Uint8Array> = {
  'image/jpeg': stripJpeg,
  'image/png': stripPng,
  'image/webp': stripWebp,
}

const starts = (bytes: Uint8Array, head: number[]) => head.every((byte, i) => bytes[i] === byte)
const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

function join(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/**
 * Keeps the segments a decoder needs; drops APP1–APP15 except Adobe's colour marker (APP14), and comments. Ends with the
 * picture: behind it phones hide a second one or a film, with a place and a time of their own.
 */
function stripJpeg(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, 2)]
  let at = 2
  // One that stops short is still a picture, as far as it goes.
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) throw new RangeError('not a JPEG segment')
    // Any number of fill bytes may stand before a marker (ITU-T T.81 B.1.1.2).
    while (bytes[at + 1] === 0xff) at++
    const marker = bytes[at + 1]!
    if (marker === 0xd9) return join([...parts, bytes.subarray(at, at + 2)])
    const header = at + 2 + view.getUint16(at + 2)
    const end = marker === 0xda ? endOfScan(bytes, header) : header
    if (end > bytes.length) throw new RangeError('torn JPEG')
    const metadata = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!metadata) parts.push(bytes.subarray(at, end))
    at = end
  }
  return join(parts)
}

/** Where the next marker stands: within picture data 0xff is followed by 0 or a restart mark (ITU-T T.81 B.1.1.5). */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return bytes.length
}

/** Whether the picture without its metadata has its end: only a JPEG may stop short and still be shown. */
export const isWhole = ({ bytes, mime }: { bytes: Uint8Array; mime: PictureMime }): boolean =>
  mime !== 'image/jpeg' || (bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9)

/** What a decoder needs; anything else, known or of somebody's own making, may say who took it (ISO/IEC 15948 §11, APNG). */
const PNG_KEPT = 'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYS acTL fcTL fdAT'.split(' ')

function stripPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, 8)]
  let at = 8
  for (;;) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) throw new RangeError('torn PNG')
    const name = ascii(bytes, at + 4, at + 8)
    if (PNG_KEPT.includes(name)) parts.push(bytes.subarray(at, end))
    if (name === 'IEND') return join(parts)
    at = end
  }
}

/** RFC 9649 §2.7; chunks it does not know are metadata of somebody's own. */
const WEBP_KEPT = ['VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']

function stripWebp(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  const whole = 8 + view.getUint32(4, true)
  if (whole > bytes.length) throw new RangeError('torn WebP')
  let at = 12
  while (at + 8 <= whole) {
    const size = view.getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > whole) throw new RangeError('torn WebP')
    const name = ascii(bytes, at, at + 4)
    if (name === 'VP8X') {
      const header = bytes.slice(at, end)
      header[8] = header[8]! & ~0b0000_1100 // the flags that announce EXIF and XMP
      parts.push(header)
    } else if (WEBP_KEPT.includes(name)) parts.push(bytes.subarray(at, end))
    at = end
  }
  const body = join(parts)
  const head = bytes.slice(0, 12)
  new DataView(head.buffer).setUint32(4, body.length + 4, true)
  return join([head, body])
}
