import type { IncidentAsk } from '../cards/incident-buttons.ts'
import { categoryNamed, incidentCategories } from '../duties/catalogue.ts'
import { isInvolved } from '../incidents/called.ts'
import * as wishes from '../incidents/decide.ts'
import { incident } from '../incidents/evolve.ts'
import type { Incident } from '../incidents/incident.ts'
import { isHead } from '../people/permissions.ts'
import { Refusal } from '../refusal.ts'
import { timeOf } from '../time.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { change, type SpokenOfIncident } from './incident-spoken.ts'
import { reportUp, waive, writeUp } from './incident-upward.ts'
import { incidentReply } from './matter-replies.ts'
import { momentFrom } from './moment.ts'
import { firstWord } from './words.ts'

/** What can be said about a numbered incident; each asks who was called to it first. */
const ACTS = new Map<string, (spoken: SpokenOfIncident) => Promise<Reply>>([
  ['收到', (spoken) => acknowledge(spoken, false)],
  ['到场', (spoken) => acknowledge(spoken, true)],
  ['补充', note],
  ['已告知家长', parents],
  ['已控制', control],
  ['升级', raise],
  ['降级', lower],
  ['结束', close],
  ['改类别', recategorise],
  ['已报上级', reportUp],
  ['不需上报', waive],
  ['书面报告', writeUp],
])

const ASKS = new Map<string, IncidentAsk>([
  ['要补充', 'note'],
  ['告知家长', 'parents'],
  ['要控制', 'control'],
  ['要降级', 'lower'],
  ['要结束', 'close'],
  ['要改类别', 'recategorise'],
  ['要报上级', 'reportUp'],
  ['要免报', 'waive'],
  ['要书面', 'written'],
])

/** After these people write on without a blank. */
const OPEN_ENDED = ['已告知家长', '补充', '已报上级', '不需上报', '书面报告']

/** The verb a sentence about an incident begins with; people leave out the blank: 「已告知家长10:20」. */
export function incidentVerb(rest: string): { verb: string; rest: string } | undefined {
  const [word, words] = firstWord(rest)
  if (word === '' || ACTS.has(word) || ASKS.has(word)) return { verb: word, rest: words }
  const verb = [...ACTS.keys()].find((name) => rest.startsWith(name))
  const after = rest.slice(verb?.length ?? 0)
  if (!verb || !(OPEN_ENDED.includes(verb) || /^[,，。:：;；!！、]/.test(after))) return undefined
  return { verb, rest: after.replace(/^[,，。:：;；!！、\s]+/, '') }
}

/** Says it. Whoever was not called gets the same sentence as for a number that does not exist. */
export async function sayOfIncident(
  said: Said,
  context: Context,
  number: string,
  { verb, rest }: { verb: string; rest: string },
): Promise<Reply> {
  const about = await readableIncident(context, number)
  if (!about) throw new Refusal('no-incident', `没有找到事件 ${number}，或您不在知情范围内。`)
  const act = ACTS.get(verb)
  return act ? act({ said, context, about, rest }) : incidentReply(context, about, ASKS.get(verb))
}

/** The incident of this number, if the speaker reported it or was called to it. */
export async function readableIncident(
  { work, directory, speaker }: Context,
  number: string,
): Promise<Incident | undefined> {
  const about = await work.state(incident, number)
  return about && (about.reporter === speaker.id || isInvolved(directory, about, speaker)) ? about : undefined
}

const acknowledge = (spoken: SpokenOfIncident, onTheWay: boolean): Promise<Reply> =>
  change(
    spoken,
    wishes.acknowledge(spoken.context.speaker.id, onTheWay),
    onTheWay ? 'onTheWay' : 'acknowledge',
    onTheWay ? '已告诉大家您在路上' : '已收到',
  )

function note(spoken: SpokenOfIncident): Promise<Reply> {
  const text = fieldText(spoken.said, 'note') || spoken.rest
  return change(spoken, wishes.note(text, spoken.context.speaker.id), 'note', '已补充')
}

/** Recorded once and never moved; who says it again is told what stands. */
function parents(spoken: SpokenOfIncident): Promise<Reply> {
  const { said, about, rest, context } = spoken
  const { nowMs, speaker } = context
  const words = fieldText(said, 'time') || rest
  const atMs = words ? momentFrom(words, nowMs) : nowMs
  if (atMs === undefined)
    throw new Refusal('bad-time', `没看懂时间「${words.slice(0, 20)}」，请写成 10:20 或 昨天 17:05。`)
  const before = about.parentsToldAtMs
  const toast = before === undefined ? '已登记告知家长' : `${timeOf(before)} 已登记过告知家长`
  return change(spoken, wishes.tellParents(atMs, speaker.id, nowMs), 'parents', toast)
}

function control(spoken: SpokenOfIncident): Promise<Reply> {
  const text = fieldText(spoken.said, 'note') || spoken.rest
  return change(spoken, wishes.bringUnderControl(text, spoken.context.speaker.id), 'control', '已登记控制')
}

function raise(spoken: SpokenOfIncident): Promise<Reply> {
  const { speaker } = spoken.context
  const decide = wishes.changeLevel('serious', spoken.rest, speaker.id, isHead(speaker))
  return change(spoken, decide, 'raise', '已升为严重，负责人马上收到')
}

function lower(spoken: SpokenOfIncident): Promise<Reply> {
  const { speaker } = spoken.context
  const reason = fieldText(spoken.said, 'reason') || spoken.rest
  return change(
    spoken,
    wishes.changeLevel('minor', reason, speaker.id, isHead(speaker)),
    'lower',
    '已降为轻微',
  )
}

function close(spoken: SpokenOfIncident): Promise<Reply> {
  const text = fieldText(spoken.said, 'note') || spoken.rest
  return change(spoken, wishes.close(text, spoken.context.speaker.id), 'close', '已结束')
}

/** By id or Chinese name, from the form or typed: `/上报 3 改类别 欺凌与打架`. */
function recategorise(spoken: SpokenOfIncident): Promise<Reply> {
  const { said, context, rest } = spoken
  const words = fieldText(said, 'category') || rest
  const category = categoryNamed(incidentCategories, words)
  if (!category) throw new Refusal('no-category', '没有这个类别，请在卡片上选。')
  const decide = wishes.recategorise(
    category.id,
    category.restricted,
    context.speaker.id,
    isHead(context.speaker),
  )
  return change(spoken, decide, 'recategorise', `已改为${category.name}`)
}
