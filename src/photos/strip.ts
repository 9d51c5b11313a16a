/**
 * What others see carries no EXIF: a phone writes the place, the time and the device into it (S2-125, peers 34). The
 * picture itself is copied byte by byte, nothing is decoded. Formats we cannot take apart are not shown at all.
 * @returns the picture without its metadata, or undefined when the format is not JPEG, PNG or WebP or the file is torn.
 */
export function withoutMetadata(bytes: Uint8Array): { bytes: Uint8Array; mime: string } | undefined {
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return { bytes: stripJpeg(bytes), mime: 'image/jpeg' }
    if (starts(bytes, [0x89, 0x50, 0x4e, 0x47])) return { bytes: stripPng(bytes), mime: 'image/png' }
    if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP')
      return { bytes: stripWebp(bytes), mime: 'image/webp' }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return undefined
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

/** Keeps the segments a decoder needs; drops APP1–APP15 except Adobe's colour marker (APP14), and comments. */
function stripJpeg(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, 2)]
  let at = 2
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) throw new RangeError('not a JPEG segment')
    const marker = bytes[at + 1]!
    if (marker === 0xda) {
      parts.push(bytes.subarray(at))
      break
    }
    const length = view.getUint16(at + 2)
    if (at + 2 + length > bytes.length) throw new RangeError('torn JPEG')
    const metadata = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!metadata) parts.push(bytes.subarray(at, at + 2 + length))
    at += 2 + length
  }
  return join(parts)
}

const PNG_METADATA = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME']

function stripPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts = [bytes.subarray(0, 8)]
  let at = 8
  while (at < bytes.length) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) throw new RangeError('torn PNG')
    if (!PNG_METADATA.includes(ascii(bytes, at + 4, at + 8))) parts.push(bytes.subarray(at, end))
    at = end
  }
  return join(parts)
}

function stripWebp(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = []
  let at = 12
  while (at + 8 <= bytes.length) {
    const size = view.getUint32(at + 4, true)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > bytes.length) throw new RangeError('torn WebP')
    const name = ascii(bytes, at, at + 4)
    if (name === 'VP8X') {
      const header = bytes.slice(at, end)
      header[8] = header[8]! & ~0b0000_1100 // the flags that announce EXIF and XMP
      parts.push(header)
    } else if (name !== 'EXIF' && name !== 'XMP ') parts.push(bytes.subarray(at, end))
    at = end
  }
  const body = join(parts)
  const head = bytes.slice(0, 12)
  new DataView(head.buffer).setUint32(4, body.length + 4, true)
  return join([head, body])
}
