import { isWhole, pictureKind, withoutMetadata } from './strip.ts'

const MB = 1024 * 1024
const LARGEST_PHOTO_BYTES = 10 * MB
export const MOST_PHOTOS = 9

const HEIC_BRANDS = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']

/** Why these bytes cannot be kept as a photo, as a sentence with the next step; undefined when they can. */
export function photoProblem(bytes: Uint8Array, name: string): string | undefined {
  const named = `「${name.slice(0, 40) || '照片'}」`
  if (bytes.length === 0) return `${named}是空的，请重新选一次。`
  if (bytes.length > LARGEST_PHOTO_BYTES)
    return `${named}有 ${Math.ceil((bytes.length / MB) * 10) / 10} MB，一张最多 10 MB。请截屏或缩小后再传。`
  if (isHeic(bytes))
    return `${named}是 HEIC 格式，别人打不开。请把手机「设置 → 相机 → 格式」改为「兼容性最佳」再拍，或截屏后上传。`
  if (!pictureKind(bytes)) return `${named}不是照片。可以传 JPEG、PNG 或 WebP。`
  const copy = withoutMetadata(bytes)
  if (!copy || !isWhole(copy)) return `${named}不完整，可能没有传完。请重新选一次。`
  return undefined
}

function isHeic(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(4, 12))
  return head.startsWith('ftyp') && HEIC_BRANDS.includes(head.slice(4))
}
