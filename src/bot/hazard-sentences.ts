import type { HazardAsk } from '../cards/hazard-form.ts'
import { hazardCategories } from '../duties/catalogue.ts'
import * as wishes from '../hazards/decide.ts'
import { type Hazard, hazard, type Severity } from '../hazards/hazard.ts'
import { changeHazard, reclassifyHazard, tellHazard } from '../hazards/hazards.ts'
import { askedToVerify, type HazardRights, hazardRights, mayReadHazard } from '../hazards/rights.ts'
import { isHead, isVpSafety } from '../people/permissions.ts'
import type { Person } from '../people/person.ts'
import { addPhotoTo, ownLoosePhotos } from '../photos/photos.ts'
import { Refusal } from '../refusal.ts'
import { placeFromWords, severityOf } from '../reporting/reporting.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { hazardReply } from './matter-replies.ts'
import { firstWord } from './words.ts'

interface Spoken {
  said: Said
  context: Context
  about: Hazard
  /** Words after the verb. */
  rest: string
  rights: HazardRights
}

/** What can be said about a numbered hazard; each asks the table of handbook §4 first. */
const ACTS = new Map<string, (spoken: Spoken) => Promise<Reply>>([
  ['接收', accept],
  ['派给', assign],
  ['已管控', control],
  ['已整改', rectify],
  ['通过', verify],
  ['退回', sendBack],
  ['转交', transfer],
  ['改级', reclassify],
  ['地点', place],
  ['不是隐患', dismiss],
  ['撤回', withdraw],
  ['附照片', attach],
])

/** Buttons that open a question on the card, without changing the record. */
const ASKS = new Map<string, HazardAsk>([
  ['补地点', 'place'],
  ['要派人', 'assign'],
  ['报管控', 'control'],
  ['要转交', 'transfer'],
  ['报整改', 'rectify'],
  ['要退回', 'return'],
  ['要改级', 'reclassify'],
  ['要注销', 'dismiss'],
])

/** The verb a sentence about a hazard begins with; people leave out the blank: 「接收鲁锦木」「已整改,换了插座」. */
export function hazardVerb(rest: string): { verb: string; rest: string } | undefined {
  const [word, words] = firstWord(rest)
  if (word === '' || ACTS.has(word) || ASKS.has(word)) return { verb: word, rest: words }
  const verb = [...ACTS.keys()].find((name) => rest.startsWith(name))
  if (!verb) return undefined
  const after = rest.slice(verb.length)
  const named = verb === '接收' || verb === '派给' || verb === '转交'
  if (!named && !/^[,。:;!、,:;!]/.test(after)) return undefined
  return { verb, rest: after.replace(/^[,。:;!、,:;!\s]+/, '') }
}

/** Says it. Throws a `Refusal` for a number the speaker may not read, as for one that does not exist. */
export async function sayOfHazard(
  said: Said,
  context: Context,
  number: string,
  { verb, rest }: { verb: string; rest: string },
): Promise<Reply> {
  const about = await readableHazard(context, number)
  if (!about) throw new Refusal('no-hazard', `没有找到隐患 ${number},请核对编号。`)
  const rights = hazardRights(context.directory, about, context.speaker)
  const act = ACTS.get(verb)
  return act ? act({ said, context, about, rest, rights }) : hazardReply(context, about, ASKS.get(verb))
}

/** The hazard of this number, if the speaker may read it. */
export async function readableHazard(
  { work, directory, speaker }: Context,
  number: string,
): Promise<Hazard | undefined> {
  const about = await work.state(hazard, number)
  return about && (mayReadHazard(speaker, about, directory) || about.reporter === speaker.id)
    ? about
    : undefined
}

/**
 * Decides first, so that a state in the way (closed, waiting for verification) is named before a missing right; nothing
 * is recorded when either refuses.
 */
async function change(
  { context, about }: Spoken,
  decide: wishes.Decide,
  may: boolean,
  no: string,
  toast: string,
): Promise<{ after: Hazard; reply: Reply }> {
  decide(about)
  if (!may) throw new Refusal('not-yours', no)
  const after = await changeHazard(context.work, about.id, decide)
  return { after, reply: { ...hazardReply(context, after), toast: { type: 'success', text: toast } } }
}

async function accept(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, work } = context
  const named = fieldText(said, 'rectifier') || rest
  const rectifier = named ? personNamed(context, named) : speaker
  const holder = about.rectifier && about.rectifier !== rectifier.id && directory.person(about.rectifier)
  // A second press of 接收 takes nothing away from the first; only naming somebody does.
  if (about.status === 'rectifying' && holder && !named)
    throw new Refusal('taken', `隐患 ${about.number} 已由${holder.name}接收。`)
  const others = rectifier.id !== speaker.id
  const { after, reply } = await change(
    spoken,
    wishes.accept(rectifier.id, speaker.id),
    others ? rights.assigns : rights.handles,
    others && rights.handles
      ? '派人由部门负责人或安全办公室来定;要交给别人,请用「转交」。'
      : `隐患 ${about.number} 由${directory.departmentName(about.department)}负责人或安全办公室接收。`,
    others ? `已派给${rectifier.name}` : '已接收',
  )
  if (others) tellHazard(work, directory, after, rectifier, 'rectify')
  return reply
}

/** The form that names the rectifier; 接收 with nobody named would be the presser's own. */
async function assign(spoken: Spoken): Promise<Reply> {
  if (!fieldText(spoken.said, 'rectifier') && !spoken.rest) throw new Refusal('nobody', '请选择整改人。')
  return accept(spoken)
}

async function control(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = wishes.control(fieldText(said, 'control') || rest, context.speaker.id)
  const may = rights.handles || rights.mends
  const { reply } = await change(spoken, decide, may, '管控措施由整改人或部门负责人登记。', '已登记管控')
  return reply
}

async function rectify(spoken: Spoken): Promise<Reply> {
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
    '已报整改,等待验收',
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

async function verify(spoken: Spoken): Promise<Reply> {
  const decide = wishes.verify(spoken.context.speaker.id)
  const { reply } = await change(spoken, decide, spoken.rights.verifies, WHO_VERIFIES, '已通过,隐患销号')
  return reply
}

async function sendBack(spoken: Spoken): Promise<Reply> {
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
async function transfer(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, work } = context
  const [name, words] = firstWord(rest)
  const wanted = personNamed(context, fieldText(said, 'to') || name)
  const reason = fieldText(said, 'reason') || words
  const decider = about.transfers > 0 && !leads(speaker) ? directory.holders('vp_safety')[0] : undefined
  const to = decider ?? wanted
  const department = NO_DEPARTMENT.includes(to.department) || decider ? about.department : to.department
  const { after, reply } = await change(
    spoken,
    wishes.transfer(
      to.id,
      department,
      decider && reason ? `建议转${wanted.name}:${reason}` : reason,
      speaker.id,
    ),
    rights.handles,
    '转交由负责人、整改人或安全办公室来做。',
    decider ? `已转交过一次,这次请${to.name}来定` : `已转交${to.name}`,
  )
  tellHazard(work, directory, after, to, 'transferred')
  return reply
}

const leads = (who: Person) => isHead(who) || isVpSafety(who)

const RANK: Severity[] = ['general', 'larger', 'major']

/** The reporter may correct and raise, marked 待核定; only the office and the leaders lower (handbook §4, §15). */
async function reclassify({ said, context, about, rights }: Spoken): Promise<Reply> {
  const { directory, speaker, work } = context
  wishes.placeAt({ kind: 'words', words: '' }, undefined, undefined)(about)
  if (!rights.decides && !rights.reported)
    throw new Refusal('not-yours', '类别和等级由报告人提出、安全办公室核定。')
  const severity = severityOf(fieldText(said, 'severity')) ?? about.severity
  if (RANK.indexOf(severity) < RANK.indexOf(about.severity) && !rights.decides)
    throw new Refusal('not-yours', '下调等级由安全办公室或校领导决定。')
  const category = hazardCategoryOf(fieldText(said, 'category')) ?? about.category
  const to = { category, severity, needsReview: !rights.decides }
  const after = await reclassifyHazard(work, directory, about, to, speaker.id)
  return { ...hazardReply(context, after), toast: { type: 'success', text: '已更正' } }
}

/** A category by its id or its Chinese name. */
export const hazardCategoryOf = (words: string): string | undefined =>
  hazardCategories.has(words)
    ? words
    : [...hazardCategories.values()].find((entry) => entry.name === words)?.id

async function place(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory } = context
  const words = fieldText(said, 'place') || rest
  if (!words.trim()) throw new Refusal('no-place', '请写明地点,例如「教学楼B二楼男厕」。')
  const { place: found, where } = placeFromWords(words, directory)
  const decide = wishes.placeAt(found, where, directory.departmentHead(about.department)?.id)
  const may = rights.reported || rights.handles
  const { reply } = await change(spoken, decide, may, '地点由报告人或部门负责人补充。', '已补充地点')
  return reply
}

async function dismiss(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = wishes.dismiss(fieldText(said, 'reason') || rest, context.speaker.id)
  const { reply } = await change(
    spoken,
    decide,
    rights.decides,
    '是不是隐患由安全办公室或校领导来定。',
    '已注销,报告人会看到理由',
  )
  return reply
}

async function withdraw(spoken: Spoken): Promise<Reply> {
  const { reply } = await change(spoken, wishes.withdraw(spoken.context.speaker.id), true, '', '已撤回')
  return reply
}

async function attach({ context, about, rest, rights }: Spoken): Promise<Reply> {
  const { work, speaker } = context
  if (!rights.reported && !rights.mends) throw new Refusal('not-yours', '照片由报告人或整改人来附。')
  const [photo] = await ownLoosePhotos(work, speaker.id, [rest], false)
  if (!photo) throw new Refusal('no-photo', '没有找到这张照片,或已经附过了。')
  await addPhotoTo(work, photo, `hazard/${about.id}`, speaker.id)
  return {
    ...hazardReply(context, about),
    toast: { type: 'success', text: `照片已附到隐患 ${about.number}` },
  }
}

/** Somebody by id, account or name; 「鲁锦木师傅」 is 鲁锦木. */
function personNamed({ directory }: Context, said: string): Person {
  const name = said.trim().replace(/(?:老师|主任|师傅|同志)$/, '')
  const found =
    directory.person(name) ?? directory.byName(name) ?? directory.byAccount(name) ?? directory.byName(said)
  if (!found?.active) throw new Refusal('nobody', `没有找到「${name.slice(0, 20)}」,请写教职工的全名。`)
  return found
}
