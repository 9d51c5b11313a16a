import {
  type Context,
  defineCommand,
  fieldNumber,
  fieldText,
  type Reply,
  type Said,
} from '../src/bot/command.ts'
import { firstWord } from '../src/bot/words.ts'
import type { Asked } from '../src/cards/checkin-form.ts'
import { tellMissingPupil, tellSickClass } from '../src/checkins/alarms.ts'
import { answer, type Checkin, type CheckinAnswer, checkin, responsible } from '../src/checkins/checkin.ts'
import { checkinsInHandsOf, touchToday } from '../src/checkins/checkins.ts'
import { outageWithin } from '../src/outages/outage.ts'
import { outagesOf } from '../src/outages/outages.ts'
import { Refusal } from '../src/refusal.ts'
import { fileHazard, fileIncident } from '../src/reporting/reporting.ts'
import { dayOf } from '../src/time.ts'

const NORMAL = ['全班正常', '正常', '无异常', '一切正常', '平安']
/** Words that open the questions of one kind, without answering yet. */
const ASKS: Record<string, Asked> = {
  有异常: 'choose',
  更正: 'choose',
  没到: 'absent',
  不适: 'sick',
  教室: 'room',
  多项: 'all',
  有隐患: 'hazard',
  有事件: 'incident',
}
const SUBMITS = ['异常', '报隐患', '报事件']

export default defineCommand({
  name: 'checkin',
  chinese: ['打卡', '签到', '晨检'],
  summary: '再看今天的签到卡;/打卡 全班正常',
  examples: ['/checkin', '/打卡', '/打卡 全班正常', '/打卡 无异常'],
  async run(said, context) {
    const [first, rest] = firstWord(said.words)
    const named = /^\d{4}-\d\d-\d\d\./.test(first)
    const what = (named ? rest : said.words) || ''
    if (!named && (what === '' || what === '返回')) return today(context)
    const about = named ? await inHands(context, first) : await onlyOpen(context)
    if (what === '' || what === '返回') return today(context, about.day)
    if (NORMAL.includes(what)) return give(context, about, { normal: true })
    const asked = ASKS[what]
    if (asked) return today(context, about.day, { id: about.id, what: asked })
    if (SUBMITS.includes(what)) return giveDetails(said, context, about, what)
    throw new Refusal('what', '可以说「/打卡 全班正常」或「/打卡 无异常」;有情况请点卡片上的按钮。')
  },
})

const today = (context: Context, day = dayOf(context.nowMs), asked?: { id: string; what: Asked }): Reply => ({
  show: { card: 'today', person: context.speaker.id, day, ...(asked && { asked }) },
})

/** The check-in named by a button, if it is the speaker's to answer: own, as substitute, or as proxy (handbook §3). */
async function inHands({ work, directory, speaker }: Context, id: string): Promise<Checkin> {
  const found = await work.state(checkin, id)
  if (!found) throw new Refusal('no-checkin', '没有找到这张签到,发送 /今日 看看今天要做什么。')
  const holder = directory.person(responsible(found))
  const own = holder?.id === speaker.id || found.owner === speaker.id
  const proxy = holder && !holder.account && holder.proxy === speaker.id
  if (!own && !proxy) throw new Refusal('not-yours', `这是${holder?.name ?? '别人'}的签到,您不能代报。`)
  if (found.owner === speaker.id && found.substitute && found.substitute !== speaker.id)
    throw new Refusal('handed-over', `这项签到已由${holder?.name ?? '替岗人'}接手。`)
  return found
}

/** A typed answer without a card: the speaker's own check-in of today, if there is exactly one. */
async function onlyOpen({ work, directory, speaker, nowMs }: Context): Promise<Checkin> {
  const all = (await checkinsInHandsOf(work.db, directory, speaker, dayOf(nowMs))).filter(
    (entry) => responsible(entry) === speaker.id,
  )
  const waiting = all.filter((entry) => entry.status === 'open' || entry.status === 'overdue')
  const one = waiting.length > 0 ? waiting : all
  if (one.length === 1) return one[0]!
  if (one.length > 1) throw new Refusal('which', '您今天有几项签到,请发送 /今日,在卡片上逐项点。')
  throw new Refusal('nothing-owed', '现在没有要您打的卡。发送 /今日 看看今天的安排。')
}

async function give(context: Context, about: Checkin, given: CheckinAnswer): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const holder = responsible(about)
  const before = about.answer
  const awayMs = outageWithin(await outagesOf(work.db), about.opensAtMs, nowMs, nowMs)
  const after = await work.change(
    checkin,
    about.id,
    answer(given, holder, speaker.id === holder ? undefined : speaker.id, nowMs, awayMs),
  )
  touchToday(work, directory, directory.person(holder), about.day)
  touchToday(work, directory, speaker, about.day)
  const words = before
    ? after.earlier.length > about.earlier.length
      ? '已更正'
      : '已记录过'
    : after.status === 'late'
      ? '已补报(迟)'
      : '已记录,谢谢'
  return { ...today(context, about.day), toast: { type: 'success', text: words } }
}

/** 有异常 with its questions: counts as answered, and opens the hazard or incident in the same write (handbook §5.2). */
async function giveDetails(said: Said, context: Context, about: Checkin, what: string): Promise<Reply> {
  const { work, directory, speaker } = context
  if (what === '报隐患' || what === '报事件') {
    const text = fieldText(said, 'text')
    if (!text) throw new Refusal('no-text', '请写一句在哪里、有什么情况。')
    const reply = await give(context, about, { normal: false, note: text })
    const report = { text, source: `checkin/${about.id}`, learnedAtMs: said.atMs }
    const filed =
      what === '报隐患'
        ? await fileHazard(work, directory, speaker, report)
        : await fileIncident(work, directory, speaker, report)
    return {
      ...reply,
      toast: { type: 'success', text: `已签到,并登记${what === '报隐患' ? '隐患' : '事件'} ${filed.number}` },
    }
  }
  const given = answerFrom(said, about)
  const reply = await give(context, about, given)
  const opened = await openMatters(said, context, about, given)
  return opened.length > 0
    ? { ...reply, toast: { type: 'success', text: `已记录,并登记${opened.join('、')}` } }
    : reply
}

function answerFrom(said: Said, about: Checkin): CheckinAnswer {
  const counts = ['absentSick', 'absentOther', 'absentUnreached', 'symptoms'] as const
  const given: CheckinAnswer = { normal: false }
  for (const name of counts) {
    const value = fieldNumber(said, name)
    if (value !== undefined && value !== 0) given[name] = value
  }
  const room = fieldText(said, 'room')
  const note = [room, fieldText(said, 'note')].filter(Boolean).join(';').slice(0, 500)
  if (room) given.room = 'problem'
  if (note) given.note = note
  if (Object.keys(given).length === 1 && about.expected !== undefined)
    throw new Refusal('nothing-said', '还没有填写。人数填一项,或写一句说明;没有异常请点「全班正常」。')
  return given
}

/** What a class check-in opens by itself; a correction opens only what was not said before. */
async function openMatters(
  said: Said,
  context: Context,
  about: Checkin,
  given: CheckinAnswer,
): Promise<string[]> {
  const { work, directory, speaker } = context
  const name = directory.class(about.unit)?.name ?? ''
  const report = { source: `checkin/${about.id}`, learnedAtMs: said.atMs, classId: about.unit }
  const opened: string[] = []
  const room = fieldText(said, 'room')
  if (room && !about.answer?.note?.includes(room)) {
    const filed = await fileHazard(work, directory, speaker, { ...report, text: room, place: about.unit })
    opened.push(`隐患 ${filed.number}`)
  }
  if ((given.absentUnreached ?? 0) > (about.answer?.absentUnreached ?? 0)) {
    const filed = await tellMissingPupil(work, directory, speaker, name, given.absentUnreached!, report)
    opened.push(`事件 ${filed.number}`)
  }
  if ((given.symptoms ?? 0) >= 3 && (about.answer?.symptoms ?? 0) < 3) {
    const filed = await tellSickClass(work, directory, speaker, name, given.symptoms!, report)
    opened.push(`事件 ${filed.number}`)
  }
  return opened
}
