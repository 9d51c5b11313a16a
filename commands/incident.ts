import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { firstWord, numberAndRest } from '../src/bot/words.ts'
import type { IncidentAct, IncidentAsk } from '../src/cards/incident.ts'
import { incidentCategories } from '../src/duties/catalogue.ts'
import type { Incident } from '../src/incidents/incident.ts'
import * as incidents from '../src/incidents/incident.ts'
import { alarmed, changeIncident, mayReadIncident } from '../src/incidents/incidents.ts'
import { isHead } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { fileIncident } from '../src/reporting/reporting.ts'
import { dayOf, instantOf, isDay, timeOf } from '../src/time.ts'
import { incidentActs } from '../src/views/matters.ts'

const ASKS: Record<string, IncidentAsk> = {
  要补充: 'note',
  告知家长: 'parents',
  要控制: 'control',
  要降级: 'lower',
  要结束: 'close',
}

type Act = (said: Said, context: Context, about: Incident, rest: string) => Promise<Reply>

const ACTS: Record<string, Act> = {
  收到: (said, context, about) => acknowledge(said, context, about, false),
  到场: (said, context, about) => acknowledge(said, context, about, true),
  补充: note,
  已告知家长: parents,
  已控制: control,
  升级: raise,
  降级: lower,
  结束: close,
}

export default defineCommand({
  name: 'incident',
  chinese: ['上报', '事件', '报事件'],
  summary: '报事件:/上报 操场一名学生摔伤',
  examples: ['/incident', '/上报 操场有学生摔倒,额头出血', '/上报 3 收到', '/上报 3 补充 家长已到校'],
  async run(said, context) {
    const numbered = numberAndRest(said.words)
    const [verb, rest] = firstWord(numbered?.rest ?? '')
    if (numbered && (verb === '' || ACTS[verb] || ASKS[verb])) {
      const about = await known(context, numbered.number)
      if (ACTS[verb]) return ACTS[verb](said, context, about, rest)
      const asked = ASKS[verb]
      return show(context, about, asked && { asked })
    }
    const text = fieldText(said, 'text') || said.words
    if (!text) return { show: { card: 'incident-form', for: context.speaker.id } }
    return file(said, context, text)
  },
})

async function file(said: Said, context: Context, text: string): Promise<Reply> {
  const { work, directory, speaker } = context
  const category = fieldText(said, 'category')
  const classId = classOf(context, fieldText(said, 'class'))
  const eventAt = fieldText(said, 'eventAt')
  const filed = await fileIncident(work, directory, speaker, {
    text,
    ...(fieldText(said, 'place') && { place: fieldText(said, 'place') }),
    ...(category && { category: categoryOf(category) }),
    ...(fieldText(said, 'level') && { level: levelOf(fieldText(said, 'level')) }),
    ...(classId && { classId }),
    eventAtMs: eventAt ? momentOf(eventAt, context.nowMs) : null,
    learnedAtMs: said.atMs,
  })
  return {
    ...show(context, filed),
    toast: { type: 'success', text: `已上报,编号 ${filed.number},负责人马上收到` },
  }
}

const categoryOf = (words: string): string =>
  incidentCategories.has(words)
    ? words
    : ([...incidentCategories.values()].find((entry) => entry.name === words)?.id ?? 'other')

const levelOf = (words: string): 'minor' | 'serious' =>
  words === 'serious' || words === '严重' ? 'serious' : 'minor'

const classOf = ({ directory }: Context, words: string): string | undefined =>
  directory.classes.find((entry) => entry.id === words || entry.name === words)?.id

/** `2026-09-01 10:20` or `10:20` today; a nonsense time gets a sentence, never a guess. */
function momentOf(words: string, nowMs: number): number {
  const match = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{1,2}):(\d{2})/.exec(words.normalize('NFKC').trim())
  const day = match?.[1] ?? dayOf(nowMs)
  if (!match || !isDay(day) || Number(match[2]) > 23 || Number(match[3]) > 59)
    throw new Refusal('bad-time', `没看懂时间「${words.slice(0, 20)}」,请写成 10:20 或 2026-09-01 10:20。`)
  return instantOf(day, `${match[2]}:${match[3]}`)
}

/** An incident never shows in a group: the answer there is its number only (handbook §4). */
function show(
  { speaker, chat }: Context,
  about: Incident,
  more: { asked?: IncidentAsk } | undefined = {},
): Reply {
  if (chat.type === 'private') return { show: { card: 'incident', id: about.id, for: speaker.id, ...more } }
  return { text: `事件 ${about.number} 已收到,负责的同事已得到通知。详情请在私聊里看:/上报 ${about.number}` }
}

async function known({ work, directory, speaker, nowMs }: Context, number: string): Promise<Incident> {
  const about = await work.state(incidents.incident, number)
  const concerned =
    about &&
    (about.reporter === speaker.id ||
      (mayReadIncident(speaker, about, directory) &&
        (about.restricted ||
          alarmed(directory, { ...about, reporter: '' }, nowMs).some((who) => who.id === speaker.id))))
  if (!about || !concerned) throw new Refusal('no-incident', `没有找到事件 ${number},或您不在知情范围内。`)
  return about
}

function must(context: Context, about: Incident, act: IncidentAct): void {
  const acts = incidentActs(context.directory, about, context.speaker, context.nowMs)
  if (about.status !== 'closed' && !acts.includes(act))
    throw new Refusal('not-yours', '这一步由收到通知的负责人来做。')
}

async function change(
  context: Context,
  about: Incident,
  decide: Parameters<typeof changeIncident>[3],
  toast: string,
): Promise<Reply> {
  const after = await changeIncident(context.work, context.directory, about.id, decide)
  return { ...show(context, after), toast: { type: 'success', text: toast } }
}

async function acknowledge(
  _said: Said,
  context: Context,
  about: Incident,
  onTheWay: boolean,
): Promise<Reply> {
  const already = about.acknowledged.some((entry) => entry.person === context.speaker.id)
  if (!already) must(context, about, onTheWay ? 'onTheWay' : 'acknowledge')
  return change(
    context,
    about,
    incidents.acknowledge(context.speaker.id, onTheWay),
    onTheWay ? '已告诉大家您在路上' : '已收到',
  )
}

async function note(said: Said, context: Context, about: Incident, rest: string): Promise<Reply> {
  must(context, about, 'note')
  return change(context, about, incidents.note(fieldText(said, 'note') || rest, context.speaker.id), '已补充')
}

async function parents(said: Said, context: Context, about: Incident, rest: string): Promise<Reply> {
  if (about.parentsToldAtMs === undefined) must(context, about, 'parents')
  const words = fieldText(said, 'time') || rest || timeOf(context.nowMs)
  const atMs = momentOf(words, context.nowMs)
  return change(
    context,
    about,
    incidents.tellParents(atMs, context.speaker.id, context.nowMs),
    '已登记告知家长',
  )
}

async function control(said: Said, context: Context, about: Incident, rest: string): Promise<Reply> {
  if (about.status !== 'controlled') must(context, about, 'control')
  return change(
    context,
    about,
    incidents.bringUnderControl(fieldText(said, 'note') || rest, context.speaker.id),
    '已登记控制',
  )
}

async function raise(_said: Said, context: Context, about: Incident, rest: string): Promise<Reply> {
  if (about.level === 'minor') must(context, about, 'raise')
  return change(
    context,
    about,
    incidents.changeLevel('serious', rest, context.speaker.id, isHead(context.speaker)),
    '已升为严重,负责人马上收到',
  )
}

async function lower(said: Said, context: Context, about: Incident, rest: string): Promise<Reply> {
  const decide = incidents.changeLevel(
    'minor',
    fieldText(said, 'reason') || rest,
    context.speaker.id,
    isHead(context.speaker),
  )
  return change(context, about, decide, '已降为轻微')
}

async function close(said: Said, context: Context, about: Incident, rest: string): Promise<Reply> {
  if (about.level === 'minor') must(context, about, 'close')
  return change(
    context,
    about,
    incidents.close(fieldText(said, 'note') || rest, context.speaker.id),
    '已结束',
  )
}
