import type { Copies } from '../photos/copies.ts'
import { type KeptPhoto, keepPhoto } from '../photos/keep.ts'
import type { PhotoStorage } from '../photos/storage.ts'
import type { Platform } from '../platforms/platform.ts'
import { PlatformError } from '../refusal.ts'

/** What became of the pictures of one message. */
export interface Fetched {
  kept: KeptPhoto[]
  /** One Chinese sentence for each kind of trouble; empty when all is well. */
  problems: string[]
  /** The platform is away: all of it is to be tried again. */
  later: PlatformError | undefined
}

const NOT_SHOWN = {
  unreadable: '有照片的格式或内容不完整，原图已保存，但卡片上显示不了；请换成 JPG 再发一张。',
  'too-large': '有照片超过 10 MB，原图已保存，但卡片上显示不了。',
}

/** Fetches every picture and keeps the original byte for byte. */
export async function fetchPhotos(
  parts: { platform: Platform; photos: PhotoStorage; copies: Copies },
  messageId: string,
  keys: string[],
): Promise<Fetched> {
  const kept: KeptPhoto[] = []
  const problems = new Set<string>()
  for (const key of keys) {
    try {
      const { bytes, mime } = await parts.platform.download(messageId, key)
      if (bytes.length === 0) {
        problems.add('有照片是空的，请再发一次。')
        continue
      }
      const { photo, shown } = await keepPhoto(parts, `${messageId}/${key}`, bytes, mime)
      kept.push(photo)
      if (shown !== 'shown') problems.add(NOT_SHOWN[shown])
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error
      if (error.trouble === 'later' || error.trouble === 'quota') return { kept, problems: [], later: error }
      problems.add('有照片没有取到，请再发一次。')
    }
  }
  return { kept, problems: [...problems], later: undefined }
}
