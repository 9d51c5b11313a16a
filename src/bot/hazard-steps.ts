import { hazard } from '../hazards/evolve.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { inOrder } from '../hazards/in-order.ts'
import * as mending from '../hazards/mend.ts'
import { missingRecords } from '../hazards/records.ts'
import { askedToVerify, toItsReaders } from '../hazards/rights.ts'
import { tellHazard } from '../hazards/tell.ts'
import { pauseOf } from '../hazards/waits.ts'
import { personNamed } from '../people/person-named.ts'
import { addPhotoTo, ownLoosePhotos } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { fieldText, type Reply, type Said } from './command.ts'
import { resuming } from './hazard-asks.ts'
import { tellResult } from './hazard-result.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { firstWord } from './words.ts'

export async function accept(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, work } = context
  const named = fieldText(said, 'rectifier') || rest
  const rectifier = named ? personNamed(directory, named) : speaker
  const nameOf = (id: string) => directory.person(id)?.name ?? '别的同事'
  const others = rectifier.id !== speaker.id
  const { after, reply } = await change(
    spoken,
    named
      ? toItsReaders(directory, speaker, mending.assign(rectifier.id, speaker.id, rights.coordinates))
      : mending.take(speaker.id, nameOf),
    others ? rights.assigns : rights.handles,
    others && rights.handles
      ? '派人由部门负责人或安全办公室来定；要交给别人，请用「转交」。'
      : `隐患 ${about.number} 由${directory.departmentName(about.department)}负责人或安全办公室接收。`,
    others ? `已派给${rectifier.name}` : '已接收',
  )
  if (others) tellHazard(work, directory, after, rectifier, 'rectify')
  return reply
}

/** The form that names the rectifier; 接收 with nobody named would be the presser's own. */
export async function assign(spoken: Spoken): Promise<Reply> {
  if (!fieldText(spoken.said, 'rectifier') && !spoken.rest) throw new Refusal('nobody', '请选择整改人。')
  return accept(spoken)
}

export async function control(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = mending.control(fieldText(said, 'control') || rest, context.speaker.id)
  const may = rights.handles || rights.mends
  const { reply } = await change(spoken, decide, may, '管控措施由整改人或部门负责人登记。', '已登记管控')
  return reply
}

export async function rectify(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { work, directory, speaker, nowMs } = context
  if (rights.mends && about.rectifier && (about.status === 'rectifying' || about.status === 'returned'))
    for (const photo of await ownLoosePhotos(work, speaker.id, fieldPhotos(said)))
      await addPhotoTo(work, photo, `hazard/${about.id}`, speaker.id)
  const current = (await work.state(hazard, about.id))!
  const mended = mending.rectify(fieldText(said, 'note') || rest, speaker.id, {
    settles: rights.coordinates,
    nameOf: (id) => directory.person(id)?.name ?? '协办人',
    isHere: (id) => directory.person(id)?.active === true,
  })
  const { after, reply } = await change(
    { ...spoken, about: current },
    // Mended during a pause: the clock went on when it was.
    pauseOf(current) ? inOrder(nowMs, resuming(spoken), mended) : mended,
    rights.mends,
    `整改由${directory.person(about.rectifier ?? '')?.name ?? '整改人'}来报。`,
    (now) => `已报整改，等待验收${missingRecords(now).includes('plan') ? '；验收前请补整改方案' : ''}`,
  )
  if (about.status !== 'rectified')
    for (const verifier of askedToVerify(directory, after))
      tellHazard(work, directory, after, verifier, 'verify')
  return reply
}

/** Pictures that a sentence names. */
export const fieldPhotos = (said: Said): string[] => {
  const photos = said.fields.photos
  return Array.isArray(photos) ? photos : typeof photos === 'string' ? photos.split(/[,、\s]+/) : []
}

const WHO_VERIFIES = '验收由报告人、安全办公室或校领导来做。'

export async function verify(spoken: Spoken): Promise<Reply> {
  const decide = mending.verify(spoken.context.speaker.id)
  const { after, reply } = await change(
    spoken,
    decide,
    spoken.rights.verifies,
    WHO_VERIFIES,
    '已通过，隐患销号',
  )
  tellResult(spoken.context, after)
  return reply
}

export async function sendBack(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { work, directory, speaker } = context
  const decide = mending.sendBack(fieldText(said, 'reason') || rest, speaker.id)
  const { after, reply } = await change(spoken, decide, rights.verifies, WHO_VERIFIES, '已退回整改人')
  const rectifier = directory.person(after.rectifier ?? '')
  if (rectifier) tellHazard(work, directory, after, rectifier, 'returned')
  return reply
}

export async function transfer(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { directory, speaker, work } = context
  const [name, words] = firstWord(rest)
  const wanted = personNamed(directory, fieldText(said, 'to') || name)
  const reason = fieldText(said, 'reason') || words
  if (rights.handles && rights.awaitsCoordinator)
    throw new Refusal(
      'awaits',
      `隐患 ${spoken.about.number} 已转交过，正等${holderOf(spoken)}来定，请直接联系他。`,
    )
  const coordinator = rights.coordinates ? undefined : directory.holders('vp_safety')[0]
  const receiver = ({ assignee }: Hazard) =>
    (assignee === coordinator?.id ? coordinator : undefined) ?? wanted
  const { after, reply } = await change(
    spoken,
    toItsReaders(
      directory,
      speaker,
      mending.transfer(wanted, reason, speaker.id, coordinator?.id, rights.coordinates),
    ),
    rights.handles,
    '转交由负责人、整改人或安全办公室来做。',
    (now) =>
      receiver(now).id === wanted.id
        ? `已转交${wanted.name}`
        : `已转交过一次，这次请${receiver(now).name}来定`,
  )
  tellHazard(work, directory, after, receiver(after), 'transferred')
  return reply
}

const holderOf = ({ about, context }: Spoken): string =>
  context.directory.person(about.rectifier ?? about.assignee ?? '')?.name ?? '分管领导'
