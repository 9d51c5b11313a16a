import { addCoOwner, doPart, removeCoOwner } from '../hazards/co-owners.ts'
import { deadlines } from '../hazards/hazards.ts'
import { ownerOf } from '../hazards/owner.ts'
import { refuse as refusing } from '../hazards/refuse.ts'
import { reopen as reopening } from '../hazards/reopen.ts'
import { toItsReaders } from '../hazards/rights.ts'
import { tellHazard, toldOf } from '../hazards/tell.ts'
import { unique } from '../people/directory.ts'
import { personNamed } from '../people/person-named.ts'
import { Refusal } from '../refusal.ts'
import { fieldText, type Reply } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'

/** `/隐患 12 不接 <reason>`: the office and the coordinating leader hear of it, the ladder runs on. */
export async function refuse(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { directory, speaker, work } = context
  const coordinator = directory.holders('vp_safety')[0]
  const { after, reply } = await change(
    spoken,
    refusing(fieldText(said, 'reason') || rest, speaker.id, coordinator?.id),
    rights.responsible || rights.rectifies,
    '不接由派到的部门负责人或整改人来说。',
    (now) => (now.assignee ? `已转过手，这次请${coordinator?.name}来定` : '已退回，请安全办公室另派'),
  )
  for (const to of unique([coordinator, ...directory.safetyOffice()]))
    if (to.id !== speaker.id) tellHazard(work, directory, after, to, 'refused')
  return reply
}

/** `/隐患 12 重开 <reason>`: whoever has it mends it again, and somebody else verifies again. */
export async function reopen(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, work, nowMs } = context
  const owner = ownerOf(directory, about)
  const mender = directory.person(about.rectifier ?? '')
  const vacant = mender !== undefined && !mender.active
  const anew = {
    ...(owner && { assignee: owner.id }),
    ...(vacant && { vacant: true as const }),
    ...deadlines(about, nowMs, directory),
  }
  const { after, reply } = await change(
    spoken,
    reopening(fieldText(said, 'reason') || rest, speaker.id, anew),
    rights.reopens,
    '重开由部门负责人、安全办公室或校领导来定。',
    '已重开，请重新整改和验收',
  )
  const reporter = directory.person(after.reporter ?? '')
  const named = after.severity === 'general' && !after.urgent ? [] : toldOf(work, directory, after)
  for (const to of unique([mender?.active ? mender : owner, reporter, ...named]))
    if (to.active && to.id !== speaker.id) tellHazard(work, directory, after, to, 'reopened')
  return reply
}

/** `/隐患 12 协办 <name>`. */
export async function coOwn(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { directory, speaker, work } = context
  const named = fieldText(said, 'person') || rest
  if (!named) throw new Refusal('nobody', '请选择协办人。')
  const person = personNamed(directory, named)
  const { after, reply } = await change(
    spoken,
    toItsReaders(directory, speaker, addCoOwner(person.id, speaker.id, rights.rectifies || rights.hasMended)),
    rights.assigns || rights.rectifies,
    '协办人由部门负责人、安全办公室或整改人来加。',
    `已请${person.name}协办`,
  )
  if (person.id !== speaker.id) tellHazard(work, directory, after, person, 'co-own')
  return reply
}

/** `/隐患 12 去掉协办 <name>`, also of one who left: by whoever asked him, or who hands out the mending. */
export async function unCoOwn(spoken: Spoken): Promise<Reply> {
  const { context, about, rest, rights } = spoken
  const { directory, speaker } = context
  if (!rest) throw new Refusal('nobody', `请写明去掉谁，例如：/隐患 ${about.number} 去掉协办 张三。`)
  const shares = (about.coOwners ?? []).filter(({ person }) => directory.person(person)?.name === rest)
  const [share] = shares
  const person = share && shares.length === 1 ? share.person : personNamed(directory, rest).id
  const { reply } = await change(
    spoken,
    removeCoOwner(person, speaker.id),
    rights.assigns || (share !== undefined && share.by === speaker.id),
    '去掉协办人由请他的人、部门负责人、安全办公室或分管副校长来定。',
    `已去掉协办人${rest}`,
  )
  return reply
}

export async function partDone(spoken: Spoken): Promise<Reply> {
  const { context, rights } = spoken
  const person = rights.part ?? context.speaker.id
  const { reply } = await change(spoken, doPart(person, context.speaker.id), true, '', '已确认您的部分完成')
  return reply
}
