import { dayNamed } from '../leaves/days.ts'
import { onBoard, progress } from '../listings/board.ts'
import { remove, requestRemoval } from '../listings/removal.ts'
import { askApproval } from '../listings/tell.ts'
import { attachPhoto, ownLoosePhotos } from '../photos/photos.ts'
import { dayOf } from '../time.ts'
import { fieldText, type Reply } from './command.ts'
import { fieldPhotos } from './hazard-steps.ts'
import { labelledWords } from './labelled-words.ts'
import { WHO_PROPOSES } from './listing-proposal.ts'
import { changeSpoken, isBare, listingReply, type SpokenOfListing } from './listing-spoken.ts'

/** `/挂牌 3 进展 围墙已拆除一半`, with the pictures the speaker sent just now. */
export async function reportProgress(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, about } = spoken
  const { work, speaker } = context
  onBoard(about)
  if (isBare(spoken)) return listingReply(spoken, about, 'progress')
  const words = fieldText(said, 'note') || rest
  // Without the words nothing is kept, and the pictures wait for them.
  const photos = words && rights.progresses ? await ownLoosePhotos(work, speaker.id, fieldPhotos(said)) : []
  const { reply } = await changeSpoken(
    spoken,
    progress(words, photos, speaker.id),
    rights.progresses,
    '进展由责任人、整改人、部门负责人、安全办公室或校领导来报。',
    '已登记进展',
  )
  for (const photo of photos) await attachPhoto(work, photo, `listing/${about.id}`)
  return reply
}

/** `/挂牌 3 申请摘牌`: the heads say yes before it goes to the authority (handbook §4). */
export async function askRemoval(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, of } = spoken
  const { work, directory, speaker } = context
  const decide = requestRemoval(fieldText(said, 'note') || rest, speaker.id, of)
  const toast = '已申请摘牌，等校长或书记批准'
  const { after, reply } = await changeSpoken(spoken, decide, rights.proposes, WHO_PROPOSES, toast)
  askApproval(work, directory, after, of, speaker)
  return reply
}

const REMOVAL = {
  单位: 'authority',
  摘牌单位: 'authority',
  日期: 'date',
  回执: 'receipt',
  文号: 'receipt',
} as const

/** `/挂牌 3 已摘牌 单位：区教育局 日期：10月28日 回执：…`. */
export async function recordRemoval(spoken: SpokenOfListing): Promise<Reply> {
  const { said, context, rest, rights, about, of } = spoken
  if (isBare(spoken)) return listingReply(spoken, about, 'remove')
  const today = dayOf(context.nowMs)
  const typed = labelledWords(rest, REMOVAL)
  const date = fieldText(said, 'date') || typed.date
  const proof = {
    authority: fieldText(said, 'authority') || typed.authority || '',
    day: date ? dayNamed(date, today) : '',
    receipt: fieldText(said, 'receipt') || typed.receipt || '',
  }
  const decide = remove(proof, context.speaker.id, of, today)
  const { reply } = await changeSpoken(spoken, decide, rights.proposes, WHO_PROPOSES, '已摘牌，挂牌督办办结')
  return reply
}
