import { cover, uncover } from '../photos/decide.ts'
import { readMask } from '../photos/mask.ts'
import { type Photo, photo } from '../photos/photo.ts'
import { photoRights } from '../photos/rights.ts'
import { Refusal } from '../refusal.ts'
import { type Context, fieldText, type Said } from './command.ts'
import { firstWord } from './words.ts'

/** Does something with one of the pictures of `about`; returns what came of it in one sentence. */
export type PhotoAct = (
  said: Said,
  context: Context,
  about: string,
  photos: string[],
  words: string,
) => Promise<string>

/**
 * `/隐患 12 遮照片 2 3-7,15`: the second picture, these cells of the grid the page lays over it. A page sends the cells it
 * shows as covered: for whoever decides they are all there is from now on, unless somebody covered more since the page
 * was opened; everybody else only adds to them.
 */
export const hidePart: PhotoAct = async (said, context, about, photos, words) => {
  const [known, rest] = await photoNamed(context, photos, words)
  const { work, directory, speaker } = context
  const { covers, decides } = await photoRights(work, directory, known, speaker)
  if (!covers) throw new Refusal('not-yours', '照片由拍的人、报告人、安全办公室或校领导来遮挡。')
  const mask = readMask(fieldText(said, 'cells') || rest, fieldText(said, 'grid'))
  const current = fieldText(said, 'seen') === String(known.version ?? 0)
  const whole = decides && said.fields.cells !== undefined && current
  await work.change(photo, known.id, cover(mask, speaker.id, whole))
  work.touch(about)
  return '已遮住，别人看到的照片已换新；原图仍然保留'
}

/** `/隐患 12 恢复照片 2`. */
export const showAll: PhotoAct = async (_, context, about, photos, words) => {
  const [known] = await photoNamed(context, photos, words)
  const { work, directory, speaker } = context
  if (!(await photoRights(work, directory, known, speaker)).decides)
    throw new Refusal('not-yours', '取消遮挡由安全办公室或校领导来定。')
  await work.change(photo, known.id, uncover(speaker.id))
  work.touch(about)
  return '已取消遮挡，别人又能看到整张照片'
}

/** The picture named by its id or its number in the record, and the words behind; no other record's picture. */
export async function photoNamed(
  { work }: Context,
  photos: string[],
  words: string,
): Promise<[Photo, string]> {
  const [name, rest] = firstWord(words)
  const id = photos.includes(name) ? name : photos[Number(name) - 1]
  const known = id === undefined ? undefined : await work.state(photo, id)
  if (!known)
    throw new Refusal(
      'no-photo',
      `没有找到这张照片。${photos.length > 0 ? `这里有 ${photos.length} 张，可以说第几张。` : ''}`,
    )
  return [known, rest]
}
