import { toHex } from '../log/seal-hash.ts'
import type { PhotoStorage } from '../photos/storage.ts'
import { withoutMetadata } from '../photos/strip.ts'
import type { Platform } from '../platforms/platform.ts'
import { PlatformError } from '../refusal.ts'

export interface KeptPhoto {
  id: string
  mime: string
  bytes: number
  sha256: string
}

/** What became of the pictures of one message. */
export interface Fetched {
  kept: KeptPhoto[]
  /** One Chinese sentence for each kind of trouble; empty when all is well. */
  problems: string[]
  /** The platform is away: all of it is to be tried again. */
  later: PlatformError | undefined
}

/** A picture larger than this is not taken for cards (`feishu.md` §8.9); the original is kept all the same. */
const LARGEST_SHOWN_BYTES = 10 * 1024 * 1024

/** Fetches every picture and keeps the original byte for byte, and beside it a copy without metadata to be shown. */
export async function fetchPhotos(
  parts: { platform: Platform; photos: PhotoStorage },
  messageId: string,
  keys: string[],
): Promise<Fetched> {
  const kept: KeptPhoto[] = []
  const problems = new Set<string>()
  for (const key of keys) {
    try {
      const { bytes, mime } = await parts.platform.download(messageId, key)
      if (bytes.length === 0) problems.add('有照片是空的,请再发一次。')
      else kept.push(await keep(parts.photos, `${messageId}/${key}`, bytes, mime, problems))
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      if (error.trouble === 'later' || error.trouble === 'quota') return { kept, problems: [], later: error }
      problems.add('有照片没有取到,请再发一次。')
    }
  }
  return { kept, problems: [...problems], later: undefined }
}

async function keep(
  photos: PhotoStorage,
  name: string,
  bytes: Uint8Array,
  mime: string,
  problems: Set<string>,
): Promise<KeptPhoto> {
  const id = `p${(await sha256(new TextEncoder().encode(name))).slice(0, 15)}`
  await photos.put(`original/${id}`, bytes, mime)
  const shown = withoutMetadata(bytes)
  if (!shown) problems.add('有照片的格式或内容不完整,原图已保存,但卡片上显示不了;请换成 JPG 再发一张。')
  else if (shown.bytes.length > LARGEST_SHOWN_BYTES)
    problems.add('有照片超过 10 MB,原图已保存,但卡片上显示不了。')
  else await photos.put(`shown/${id}`, shown.bytes, shown.mime)
  return { id, mime, bytes: bytes.length, sha256: await sha256(bytes) }
}

const sha256 = async (data: Uint8Array): Promise<string> =>
  toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', data as Uint8Array<ArrayBuffer>)))
