import * as wishes from '../hazards/decide.ts'
import { hazard } from '../hazards/hazard.ts'
import { tellHazard } from '../hazards/hazards.ts'
import { askedToVerify } from '../hazards/rights.ts'
import { isHead, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { personNamed } from '../people/person-named.ts'
import { addPhotoTo, ownLoosePhotos } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { fieldText, type Reply, type Said } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { firstWord } from './words.ts'

export async function accept(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, work } = context
  const named = fieldText(said, 'rectifier') || rest
  const rectifier = named ? personNamed(directory, named) : speaker
  const holder = about.rectifier && about.rectifier !== rectifier.id && directory.person(about.rectifier)
  // A second press of 接收 takes nothing away from the first; only naming somebody does.
  if ((about.status === 'rectifying' || about.status === 'returned') && holder && !named)
    throw new Refusal('taken', `隐患 ${about.number} 已由${holder.name}接收。`)
  const others = rectifier.id !== speaker.id
  const { after, reply } = await change(
    spoken,
    wishes.accept(rectifier.id, speaker.id),
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
  const decide = wishes.control(fieldText(said, 'control') || rest, context.speaker.id)
  const may = rights.handles || rights.mends
  const { reply } = await change(spoken, decide, may, '管控措施由整改人或部门负责人登记。', '已登记管控')
  return reply
}

export async function rectify(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { work, directory, speaker } = context
  if (rights.mends && about.rectifier && (about.status === 'rectifying' || about.status === 'returned'))
    for (const photo of await ownLoosePhotos(work, speaker.id, fieldPhotos(said)))
      await addPhotoTo(work, photo, `hazard/${about.id}`, speaker.id)
  const current = (await work.state(hazard, about.id))!
  const { after, reply } = await change(
    { ...spoken, about: current },
    wishes.rectify(fieldText(said, 'note') || rest, speaker.id),
    rights.mends,
    `整改由${directory.person(about.rectifier ?? '')?.name ?? '整改人'}来报。`,
    '已报整改，等待验收',
  )
  if (about.status !== 'rectified')
    for (const verifier of askedToVerify(directory, after))
      tellHazard(work, directory, after, verifier, 'verify')
  return reply
}

const fieldPhotos = (said: Said): string[] => {
  const photos = said.fields.photos
  return Array.isArray(photos) ? photos : typeof photos === 'string' ? photos.split(/[,、\s]+/) : []
}

const WHO_VERIFIES = '验收由报告人、安全办公室或校领导来做。'

export async function verify(spoken: Spoken): Promise<Reply> {
  const decide = wishes.verify(spoken.context.speaker.id)
  const { reply } = await change(spoken, decide, spoken.rights.verifies, WHO_VERIFIES, '已通过，隐患销号')
  return reply
}

export async function sendBack(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { work, directory, speaker } = context
  const decide = wishes.sendBack(fieldText(said, 'reason') || rest, speaker.id)
  const { after, reply } = await change(spoken, decide, rights.verifies, WHO_VERIFIES, '已退回整改人')
  const rectifier = directory.person(after.rectifier ?? '')
  if (rectifier) tellHazard(work, directory, after, rectifier, 'returned')
  return reply
}

/** Grade teams mend nothing: a hazard handed to a teacher stays with its department. */
const NO_DEPARTMENT = ['grade', 'party_branch']

/** From hand to hand twice is enough: the second time the vice principal in charge decides (S2-108, handbook §3). */
export async function transfer(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, work } = context
  const [name, words] = firstWord(rest)
  const wanted = personNamed(directory, fieldText(said, 'to') || name)
  const reason = fieldText(said, 'reason') || words
  const decider = about.transfers > 0 && !leads(speaker) ? directory.holders('vp_safety')[0] : undefined
  const to = decider ?? wanted
  const department = NO_DEPARTMENT.includes(to.department) || decider ? about.department : to.department
  const { after, reply } = await change(
    spoken,
    wishes.transfer(
      to.id,
      department,
      decider && reason ? `建议转${wanted.name}：${reason}` : reason,
      speaker.id,
    ),
    rights.handles,
    '转交由负责人、整改人或安全办公室来做。',
    decider ? `已转交过一次，这次请${to.name}来定` : `已转交${to.name}`,
  )
  tellHazard(work, directory, after, to, 'transferred')
  return reply
}

const leads = (who: Person) => isHead(who) || isVpSafety(who)
