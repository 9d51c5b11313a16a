import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { firstWord, numberAndRest } from '../src/bot/words.ts'
import type { HazardAct } from '../src/cards/hazard.ts'
import type { HazardAsk } from '../src/cards/hazard-form.ts'
import { hazardCategories } from '../src/duties/catalogue.ts'
import type { Hazard } from '../src/hazards/hazard.ts'
import * as hazards from '../src/hazards/hazard.ts'
import { changeHazard, deadlines, mayReadHazard, tellHazard, verifiers } from '../src/hazards/hazards.ts'
import type { Person } from '../src/people/person.ts'
import { photo } from '../src/photos/photo.ts'
import { addPhotoTo } from '../src/photos/photos.ts'
import { Refusal } from '../src/refusal.ts'
import { fileHazard, placeFromWords, severityOf } from '../src/reporting/reporting.ts'
import { hazardActs } from '../src/views/matters.ts'

/** Buttons that open a question on the card, without changing the record. */
const ASKS: Record<string, HazardAsk> = {
  补地点: 'place',
  报管控: 'control',
  要转交: 'transfer',
  报整改: 'rectify',
  要退回: 'return',
  要改级: 'reclassify',
  要注销: 'dismiss',
}

type Act = (said: Said, context: Context, about: Hazard, rest: string) => Promise<Reply>

/** What can be said about a numbered hazard; each asks the table of handbook §4 first. */
const ACTS: Record<string, Act> = {
  接收: accept,
  已管控: control,
  已整改: rectify,
  通过: verify,
  退回: sendBack,
  转交: transfer,
  改级: reclassify,
  地点: place,
  不是隐患: dismiss,
  撤回: withdraw,
  附照片: attach,
}

export default defineCommand({
  name: 'hazard',
  chinese: ['隐患', '报隐患'],
  summary: '报隐患:/隐患 二楼饮水机旁插座烧黑',
  examples: [
    '/hazard',
    '/隐患 二楼饮水机边上的插座烧黑了',
    '/隐患 12 接收',
    '/隐患 12 已整改 换了新插座',
    '/隐患 12 通过',
  ],
  async run(said, context) {
    const numbered = numberAndRest(said.words)
    const [verb, rest] = firstWord(numbered?.rest ?? '')
    if (numbered && (verb === '' || ACTS[verb] || ASKS[verb])) {
      const about = await known(context, numbered.number)
      if (ACTS[verb]) return ACTS[verb](said, context, about, rest)
      const asked = ASKS[verb]
      return show(context, about, asked && { asked })
    }
    const photo = /^照片 (\S+)$/.exec(said.words)?.[1]
    const text = fieldText(said, 'text') || (photo ? '' : said.words)
    if (!text) return { show: { card: 'hazard-form', for: context.speaker.id, ...(photo && { photo }) } }
    return file(said, context, text, photo)
  },
})

async function file(said: Said, context: Context, text: string, photo: string | undefined): Promise<Reply> {
  const category = fieldText(said, 'category')
  const severity = fieldText(said, 'severity')
  const filed = await fileHazard(context.work, context.directory, context.speaker, {
    text,
    ...(fieldText(said, 'place') && { place: fieldText(said, 'place') }),
    ...(category && { category: categoryOf(category) }),
    ...(severity && { severity }),
    ...(photo && { photos: [photo] }),
    learnedAtMs: said.atMs,
  })
  const reply = show(
    context,
    filed,
    filed.place === null && context.chat.type === 'private' ? { asked: 'place' } : {},
  )
  return { ...reply, toast: { type: 'success', text: `已登记,编号 ${filed.number}` } }
}

const categoryOf = (words: string): string =>
  hazardCategories.has(words)
    ? words
    : ([...hazardCategories.values()].find((entry) => entry.name === words)?.id ?? 'other')

/** In a group everybody reads along: no personal buttons, and a restricted matter only by its number. */
function show(
  { speaker, chat }: Context,
  about: Hazard,
  more: { asked?: HazardAsk } | undefined = {},
): Reply {
  if (chat.type === 'private') return { show: { card: 'hazard', id: about.id, for: speaker.id, ...more } }
  if (about.restricted)
    return {
      text: `隐患 ${about.number} 已登记。此类事项不在群里显示,详情请在私聊里看:/隐患 ${about.number}`,
    }
  return { show: { card: 'hazard', id: about.id } }
}

async function known({ work, directory, speaker }: Context, number: string): Promise<Hazard> {
  const about = await work.state(hazards.hazard, number)
  if (!about || (!mayReadHazard(speaker, about, directory) && about.reporter !== speaker.id))
    throw new Refusal('no-hazard', `没有找到隐患 ${number},请核对编号。`)
  return about
}

function must(context: Context, about: Hazard, act: HazardAct, sentence: string): void {
  if (!hazardActs(context.directory, about, context.speaker).includes(act))
    throw new Refusal('not-yours', sentence)
}

/** Refuses by the state first, so that the sentence names what is really in the way. */
async function change(
  context: Context,
  about: Hazard,
  decide: Parameters<typeof changeHazard>[2],
  toast: string,
): Promise<Reply> {
  const after = await changeHazard(context.work, about.id, decide)
  return { ...show(context, after), toast: { type: 'success', text: toast } }
}

async function accept(said: Said, context: Context, about: Hazard): Promise<Reply> {
  const { directory, speaker } = context
  const named = fieldText(said, 'rectifier')
  const rectifier = named ? personNamed(context, named) : speaker
  const already = about.status === 'rectifying' && about.rectifier === rectifier.id
  if (!already && about.status !== 'returned')
    must(
      context,
      about,
      'accept',
      `隐患 ${about.number} 由${directory.departmentName(about.department)}负责人接收。`,
    )
  const reply = await change(context, about, hazards.accept(rectifier.id, speaker.id), '已接收')
  const after = await context.work.state(hazards.hazard, about.id)
  if (rectifier.id !== speaker.id && after) tellHazard(context.work, directory, after, rectifier, 'rectify')
  return reply
}

async function control(said: Said, context: Context, about: Hazard, rest: string): Promise<Reply> {
  const words = fieldText(said, 'control') || rest
  must(context, about, about.control ? 'rectify' : 'control', '管控措施由接收人或安全办公室登记。')
  return change(context, about, hazards.control(words, context.speaker.id), '已登记管控')
}

async function rectify(said: Said, context: Context, about: Hazard, rest: string): Promise<Reply> {
  const { speaker, directory, work } = context
  const decide = hazards.rectify(fieldText(said, 'note') || rest, speaker.id)
  if (about.status === 'rectifying' || about.status === 'returned')
    must(context, about, 'rectify', '整改由接收人来报。')
  const reply = await change(context, about, decide, '已报整改,等待验收')
  const after = (await work.state(hazards.hazard, about.id))!
  if (about.status !== 'rectified')
    for (const verifier of verifiers(directory, after).slice(0, 3))
      tellHazard(work, directory, after, verifier, 'verify')
  return reply
}

async function verify(_said: Said, context: Context, about: Hazard): Promise<Reply> {
  if (
    about.status === 'rectified' &&
    about.rectifier !== context.speaker.id &&
    about.rectifiedBy !== context.speaker.id
  )
    must(context, about, 'verify', '验收由报告人、安全办公室或分管校长来做。')
  return change(context, about, hazards.verify(context.speaker.id), '已验收,隐患销号')
}

async function sendBack(said: Said, context: Context, about: Hazard, rest: string): Promise<Reply> {
  const { speaker, directory, work } = context
  if (about.status === 'rectified' && about.rectifier !== speaker.id && about.rectifiedBy !== speaker.id)
    must(context, about, 'verify', '验收由报告人、安全办公室或分管校长来做。')
  const reply = await change(
    context,
    about,
    hazards.sendBack(fieldText(said, 'reason') || rest, speaker.id),
    '已退回',
  )
  const after = (await work.state(hazards.hazard, about.id))!
  const rectifier = directory.person(after.rectifier ?? '')
  if (rectifier) tellHazard(work, directory, after, rectifier, 'returned')
  return reply
}

async function transfer(said: Said, context: Context, about: Hazard, rest: string): Promise<Reply> {
  const { directory, speaker, work } = context
  must(context, about, 'transfer', '转交由接收人或安全办公室来做。')
  const [name, words] = firstWord(rest)
  const to = personNamed(context, fieldText(said, 'to') || name)
  const decide = hazards.transfer(
    to.id,
    to.department in NO_DEPARTMENT ? about.department : to.department,
    fieldText(said, 'reason') || words,
    speaker.id,
  )
  const reply = await change(context, about, decide, `已转交${to.name}`)
  tellHazard(work, directory, (await work.state(hazards.hazard, about.id))!, to, 'assign')
  return reply
}

/** Grade teams mend nothing: a hazard handed to a teacher stays with its department. */
const NO_DEPARTMENT: Record<string, true> = { grade: true }

async function reclassify(said: Said, context: Context, about: Hazard): Promise<Reply> {
  const { directory, speaker } = context
  must(context, about, 'reclassify', '类别和等级由报告人提出、安全办公室核定。')
  const category = hazardCategories.get(categoryOf(fieldText(said, 'category') || about.category))!
  const severity = severityOf(fieldText(said, 'severity')) ?? about.severity
  const lowered =
    ['general', 'larger', 'major'].indexOf(severity) < ['general', 'larger', 'major'].indexOf(about.severity)
  if (lowered && !maySetDown(context)) throw new Refusal('not-yours', '下调等级由安全办公室或校领导决定。')
  const decide = hazards.reclassify({
    category: category.id,
    severity,
    urgent: about.urgent,
    restricted: category.restricted,
    department: category.department ?? about.department,
    rectifyDueMs: deadlines(severity, about.reportedAtMs, directory).rectifyDueMs,
    by: speaker.id,
  })
  return change(context, about, decide, '已更正')
}

const maySetDown = ({ directory, speaker }: Context): boolean =>
  hazardActs(
    directory,
    { status: 'assigned', place: {}, reporter: '' } as unknown as Hazard,
    speaker,
  ).includes('dismiss')

async function place(said: Said, context: Context, about: Hazard, rest: string): Promise<Reply> {
  const { directory, speaker } = context
  const words = fieldText(said, 'place') || rest
  if (!words.trim()) throw new Refusal('no-place', '请写明地点,例如「教学楼B二楼男厕」。')
  if (about.reporter !== speaker.id) must(context, about, 'place', '地点由报告人补充。')
  const decide = hazards.placeAt(
    placeFromWords(words, directory),
    directory.departmentHead(about.department)?.id,
  )
  return change(context, about, decide, '已补充地点')
}

async function dismiss(said: Said, context: Context, about: Hazard, rest: string): Promise<Reply> {
  if (about.reporter !== context.speaker.id) must(context, about, 'dismiss', '注销由安全办公室或校领导来做。')
  return change(
    context,
    about,
    hazards.dismiss(fieldText(said, 'reason') || rest, context.speaker.id),
    '已注销',
  )
}

async function withdraw(_said: Said, context: Context, about: Hazard): Promise<Reply> {
  must(context, about, 'withdraw', '只有刚刚由一句话自动登记、还没人接收的隐患可以撤回。')
  return change(context, about, hazards.withdraw(context.speaker.id), '已撤回')
}

async function attach(_said: Said, context: Context, about: Hazard, rest: string): Promise<Reply> {
  if (about.reporter !== context.speaker.id) must(context, about, 'rectify', '照片由报告人或整改人来附。')
  const found = await context.work.state(photo, rest)
  if (found?.sender !== context.speaker.id) throw new Refusal('no-photo', '没有找到这张照片,请重新发一次。')
  await addPhotoTo(context.work, rest, `hazard/${about.id}`, context.speaker.id)
  return { ...show(context, about), toast: { type: 'success', text: `照片已附到隐患 ${about.number}` } }
}

function personNamed({ directory }: Context, name: string): Person {
  const found = directory.person(name) ?? directory.byName(name) ?? directory.byAccount(name)
  if (!found?.active) throw new Refusal('nobody', `没有找到「${name.slice(0, 20)}」,请写全名。`)
  return found
}
