import { removePhoto } from '../hazards/remove-photo.ts'
import { remove } from '../photos/decide.ts'
import { photo } from '../photos/photo.ts'
import { photoRights } from '../photos/rights.ts'
import { fieldText, type Reply } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { hazardReply } from './matter-replies.ts'
import { hidePart, type PhotoAct, photoNamed, showAll } from './photo-sentences.ts'

export const coverPhoto = (spoken: Spoken): Promise<Reply> => said(spoken, hidePart)

export const uncoverPhoto = (spoken: Spoken): Promise<Reply> => said(spoken, showAll)

/** `/隐患 12 删照片 2 传错了`: an upload made by mistake, within 24 hours (handbook §13). */
export async function deletePhoto(spoken: Spoken): Promise<Reply> {
  const { context, about, rest } = spoken
  const { work, directory, speaker, nowMs } = context
  const [known, words] = await photoNamed(context, photosOf(spoken), rest)
  const reason = fieldText(spoken.said, 'reason') || words
  const events = remove(reason, speaker.id, nowMs)(known)
  const { reply } = await change(
    spoken,
    removePhoto(known.id, reason.trim(), speaker.id),
    (await photoRights(work, directory, known, speaker)).removes,
    '照片由上传的人、安全办公室或校领导来删。',
    '已删除，卡片上不再显示；删除记录保留',
  )
  await work.change(photo, known.id, () => events)
  work.touch(`hazard/${about.id}`)
  return reply
}

async function said({ said, context, about, rest }: Spoken, act: PhotoAct): Promise<Reply> {
  const text = await act(said, context, `hazard/${about.id}`, photosOf({ about }), rest)
  return { ...hazardReply(context, about), toast: { type: 'success', text } }
}

const photosOf = ({ about }: Pick<Spoken, 'about'>): string[] => about.photos.map(({ id }) => id)
