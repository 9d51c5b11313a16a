/** What bytes are, by their first bytes; names and declared types are not believed. */
export interface ImageKind {
  mime: string
  width?: number
  height?: number
}

const starts = (bytes: Uint8Array, text: string, at = 0) =>
  [...text].every((letter, offset) => bytes[at + offset] === letter.charCodeAt(0))

/** The formats of feishu.md §8.9; undefined for anything else. Size in pixels where the format tells it at once. */
export function imageKind(bytes: Uint8Array): ImageKind | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const long = bytes.length > 24
  if (starts(bytes, '\x89PNG\r\n'))
    return { mime: 'image/png', ...(long && { width: view.getUint32(16), height: view.getUint32(20) }) }
  if (starts(bytes, '\xff\xd8\xff')) return { mime: 'image/jpeg', ...jpegSize(view) }
  if (starts(bytes, 'GIF8'))
    return {
      mime: 'image/gif',
      ...(bytes.length > 9 && { width: view.getUint16(6, true), height: view.getUint16(8, true) }),
    }
  if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return { mime: 'image/webp' }
  if (starts(bytes, 'BM')) return { mime: 'image/bmp' }
  if (starts(bytes, '\0\0\x01\0')) return { mime: 'image/x-icon' }
  if (starts(bytes, 'II*\0') || starts(bytes, 'MM\0*')) return { mime: 'image/tiff' }
  if (starts(bytes, 'ftyp', 4) && ['heic', 'heix', 'mif1', 'msf1'].some((brand) => starts(bytes, brand, 8)))
    return { mime: 'image/heic' }
  return undefined
}

/** The first start-of-frame segment carries the size. */
function jpegSize(view: DataView): { width: number; height: number } | undefined {
  let at = 2
  while (at + 9 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
  return undefined
}
