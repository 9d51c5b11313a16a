import { categoryNamed, hazardCategories } from '../duties/catalogue.ts'
import * as wishes from '../hazards/decide.ts'
import { reclassification } from '../hazards/hazards.ts'
import { asAfter, inOrder } from '../hazards/in-order.ts'
import { mayReadHazard } from '../hazards/readers.ts'
import { severityOf } from '../hazards/severity.ts'
import { tellReported } from '../hazards/tell.ts'
import { tellNewApprovers, tellPlaced, tellRaised } from '../hazards/tell-more.ts'
import { pauseOf } from '../hazards/waits.ts'
import { addPhotoTo, ownLoosePhotos } from '../photos/photos.ts'
import { sayPlace } from '../reading/say-place.ts'
import { Refusal } from '../refusal.ts'
import { placing } from '../reporting/placing.ts'
import { fieldText, type Reply } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { hazardReply } from './matter-replies.ts'

/** The reporter may propose, marked 待核定; the office and the leaders decide (handbook §4, §15). */
export async function reclassify(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rights } = spoken
  const { directory, speaker, work, nowMs } = context
  const to = {
    category: categoryNamed(hazardCategories, fieldText(said, 'category'))?.id ?? about.category,
    severity: severityOf(fieldText(said, 'severity')) ?? about.severity,
    urgent: yesOrNo(fieldText(said, 'urgent')) ?? about.urgent,
    needsReview: !rights.decides,
  }
  const classes = reclassification(directory, about, to, speaker.id, {
    lower: rights.decides,
    lift: mayReadHazard(speaker, about, directory),
  })
  // What is open or was closed at the new place, and who mends it, go by the class just chosen.
  const chosen = () => asAfter(about, classes, nowMs)
  const words = fieldText(said, 'place')
  const elsewhere = words !== '' && words !== (about.where ?? (about.place ? sayPlace(about.place) : ''))
  const { after, reply } = await change(
    spoken,
    elsewhere
      ? inOrder(nowMs, classes, await placing(work, directory, chosen(), words, speaker.id))
      : classes,
    rights.decides || rights.reported,
    '类别和等级由报告人提出、安全办公室核定。',
    '已更正',
  )
  const goesOn = pauseOf(about) !== undefined && pauseOf(after) === undefined
  if (goesOn) tellRaised(work, directory, after, speaker.id)
  else tellReported(work, directory, after, speaker.id)
  tellNewApprovers(work, directory, about, after, speaker.id)
  return reply
}

/** `是`, `yes`; undefined when nothing was chosen. */
const yesOrNo = (words: string): boolean | undefined =>
  words === ''
    ? undefined
    : ['yes', '是', '紧急'].includes(words)
      ? true
      : ['no', '否', '不紧急'].includes(words)
        ? false
        : undefined

export async function place(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, work, speaker } = context
  const words = fieldText(said, 'place') || rest
  if (!words.trim()) throw new Refusal('no-place', '请写明地点，例如「教学楼B二楼男厕」。')
  const decide = await placing(work, directory, about, words, speaker.id)
  const may = rights.reported || rights.handles
  const no = '地点由报告人或部门负责人补充。'
  const { after, reply } = await change(spoken, decide, may, no, '已补充地点')
  tellPlaced(work, directory, about, after, speaker.id)
  return reply
}

export async function dismiss(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = wishes.dismiss(fieldText(said, 'reason') || rest, context.speaker.id)
  const { reply } = await change(
    spoken,
    decide,
    rights.decides,
    '是不是隐患由安全办公室或校领导来定。',
    '已作废，报告人会看到理由',
  )
  return reply
}

export async function withdraw(spoken: Spoken): Promise<Reply> {
  const { reply } = await change(spoken, wishes.withdraw(spoken.context.speaker.id), true, '', '已撤回')
  return reply
}

export async function attach({ context, about, rest, rights }: Spoken): Promise<Reply> {
  const { work, speaker } = context
  if (!rights.reported && !rights.mends) throw new Refusal('not-yours', '照片由报告人或整改人来附。')
  const [photo] = await ownLoosePhotos(work, speaker.id, [rest], false)
  if (!photo) throw new Refusal('no-photo', '没有找到这张照片，或已经附过了。')
  await addPhotoTo(work, photo, `hazard/${about.id}`, speaker.id)
  return {
    ...hazardReply(context, about),
    toast: { type: 'success', text: `照片已附到隐患 ${about.number}` },
  }
}
