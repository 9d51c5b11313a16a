import { type Context, defineCommand, fieldText, type Reply, type Said, typist } from '../src/bot/command.ts'
import { answerDuty } from '../src/bot/duty-answers.ts'
import { findingIn, isTrouble } from '../src/bot/duty-trouble.ts'
import { fileOrRefuse } from '../src/bot/free-words.ts'
import { firstWord } from '../src/bot/words.ts'
import { ASKED_FIELDS, type Asked } from '../src/cards/checkin-form.ts'
import { sayMatter } from '../src/cards/checkin-items.ts'
import { raiseAlarms, sourceOf } from '../src/checkins/alarms.ts'
import {
  answer,
  type Checkin,
  type CheckinAnswer,
  checkin,
  isWaiting,
  responsible,
} from '../src/checkins/checkin.ts'
import { checkinsHandedOver, checkinsInHandsOf, supervisorFor, touchToday } from '../src/checkins/checkins.ts'
import { lateFrom } from '../src/checkins/due.ts'
import { readAnswer } from '../src/checkins/reading.ts'
import { dutyInstance } from '../src/instances/evolve.ts'
import { outagesOf } from '../src/outages/outages.ts'
import { Refusal } from '../src/refusal.ts'
import { fileHazard, fileIncident } from '../src/reporting/reporting.ts'
import { DAY_MS, dayOf } from '../src/time.ts'

/** Words that open the questions of one kind, without answering yet. */
const ASKS: ReadonlyMap<string, Asked> = new Map([
  ['有异常', 'choose'],
  ['更正', 'choose'],
  ['没到', 'absent'],
  ['不适', 'sick'],
  ['教室', 'room'],
  ['多项', 'all'],
  ['有隐患', 'hazard'],
  ['有事件', 'incident'],
])

export default defineCommand({
  name: 'checkin',
  chinese: ['打卡', '签到', '晨检'],
  summary: '再看今天的签到卡；/打卡 全班正常',
  examples: ['/checkin', '/打卡', '/打卡 全班正常', '/打卡 无异常'],
  async run(said, context) {
    const reply = await run(said, context)
    // The card shows absences: in a group only that it was done, typed or pressed.
    const filed = reply.text !== undefined || reply.show?.card === 'hazard'
    if (context.chat.type === 'private' || filed) return reply
    return { text: reply.toast?.text ?? '签到请私聊我发送 /今日。' }
  },
})

async function run(said: Said, context: Context): Promise<Reply> {
  const [first, rest] = firstWord(said.words)
  const named = /^\d{4}-\d\d-\d\d\./.test(first)
  const what = (named ? rest : said.words).replace(/[。.!,,;\s]+$/, '')
  const backToCard = what === '' || what === '返回'
  const instance = named || !first.includes('.') ? undefined : await context.work.state(dutyInstance, first)
  if (instance) return answerDuty(said, context, instance, rest.replace(/[。.!,,;\s]+$/, ''))
  if (!named && backToCard) return today(context)
  let about: Checkin
  try {
    about = named ? await inHands(context, first) : await onlyOpen(said, context)
  } catch (refusal) {
    // Somebody who sees danger may owe no check-in, or several: the danger is what counts.
    return fileOrRefuse(refusal, said, context, what)
  }
  if (backToCard) return today(context, about.day)
  const asked = ASKS.get(what)
  if (asked) return today(context, about.day, { id: about.id, what: asked })
  if (what === '报隐患' || what === '报事件')
    return report(said, context, about, {
      finding: what === '报隐患' ? 'hazard' : 'incident',
      text: fieldText(said, 'text'),
    })
  const [verb, kind] = firstWord(what)
  if (verb === '异常') return giveDetails(said, context, about, ASKS.get(kind))
  const finding = findingIn(context, what)
  if (finding === 'unclear') return today(context, about.day, { id: about.id, what: 'unclear', words: what })
  if (isTrouble(finding)) return report(said, context, about, { finding, text: what })
  // 「正常」 pressed over words that say otherwise: what was written is what counts.
  const text = fieldText(said, 'text')
  const beside = findingIn(context, text)
  if (isTrouble(beside)) return report(said, context, about, { finding: beside, text })
  return give(said, context, about, { normal: true, ...(text && { note: text }) })
}

const today = (
  context: Context,
  day = dayOf(context.nowMs),
  asked?: { id: string; what: Asked; words?: string },
): Reply => ({
  show: { card: 'today', person: context.speaker.id, day, ...(asked && { asked }) },
})

/** The check-in named by a button, if it is the speaker's to answer: own, as substitute, or as proxy (handbook §3). */
async function inHands({ work, directory, speaker }: Context, id: string): Promise<Checkin> {
  const found = await work.state(checkin, id)
  if (!found) throw new Refusal('no-checkin', '没有找到这张签到，发送 /今日 看看今天要做什么。')
  const holder = directory.person(responsible(found))
  if (holder?.id === speaker.id) return found
  if (found.owner === speaker.id) throw handedOver(holder?.name)
  const proxy = holder && !holder.account && holder.proxy === speaker.id
  if (!proxy) throw new Refusal('not-yours', `这是${holder?.name ?? '别人'}的签到，您不能代报。`)
  return found
}

const handedOver = (name = '替岗人') => new Refusal('handed-over', `这项签到已交给${name}，您不用管。`)

/** A typed answer without a card: the speaker's own check-in of the day it was said, if there is exactly one. */
async function onlyOpen(said: Said, { work, directory, speaker, nowMs }: Context): Promise<Checkin> {
  const day = dayOf(Math.min(nowMs, Math.max(said.atMs, nowMs - DAY_MS)))
  const inHand = await checkinsInHandsOf(work.db, directory, speaker, day)
  const all = inHand.filter((entry) => responsible(entry) === speaker.id)
  const waiting = all.filter(isWaiting)
  const one = waiting.length > 0 ? waiting : all
  if (one.length === 1) return one[0]!
  if (inHand.length > 0) throw new Refusal('which', '您今天有几项签到，请发送 /今日，在卡片上逐项点。')
  const [given] = await checkinsHandedOver(work.db, speaker, day)
  if (given) throw handedOver(directory.person(responsible(given))?.name)
  throw new Refusal('nothing-owed', '现在没有要您打的卡，到时会发卡片给您。看安排请发送 /今日。')
}

async function give(said: Said, context: Context, about: Checkin, given: CheckinAnswer): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const holder = responsible(about)
  const graceMs = lateFrom(about, await outagesOf(work.db), nowMs) - about.dueAtMs
  const opened = dutyIsClass(about)
    ? await raiseAlarms(work, directory, speaker, about, given, said.atMs)
    : []
  const after = await work.change(
    checkin,
    about.id,
    answer(withMatters(given, about, opened), holder, typist(context), {
      saidMs: said.atMs,
      nowMs,
      graceMs,
    }),
  )
  for (const who of [directory.person(holder), directory.person(about.owner), speaker])
    touchToday(work, directory, who, about.day)
  // The next one up was told that this is missing; now it is not.
  if (about.status === 'overdue') touchToday(work, directory, supervisorFor(directory, about), about.day)
  return {
    ...today(context, about.day),
    toast: { type: 'success', text: thanks(about, after, given, opened) },
  }
}

const dutyIsClass = (about: Checkin): boolean => about.expected !== undefined

const withMatters = (given: CheckinAnswer, about: Checkin, opened: string[]): CheckinAnswer => {
  const matters = [...(about.answer?.matters ?? []), ...(given.matters ?? []), ...opened]
  return given.normal || matters.length === 0 ? given : { ...given, matters: [...new Set(matters)] }
}

function thanks(before: Checkin, after: Checkin, given: CheckinAnswer, opened: string[]): string {
  const matters = [...(given.matters ?? []), ...opened].filter(
    (matter) => !before.answer?.matters?.includes(matter),
  )
  const words = !before.answer
    ? after.status === 'late'
      ? '已补签（迟）'
      : '已记录，谢谢'
    : after.earlier.length > before.earlier.length
      ? '已更正'
      : '已记录过'
  return matters.length > 0 ? `${words}。已登记${matters.map(sayMatter).join('、')}` : words
}

/**
 * Somebody who found something: the report and the check-in in one write. The words stay in the report. Of a class the
 * numbers are still to be said.
 */
async function report(
  said: Said,
  context: Context,
  about: Checkin,
  { finding, text }: { finding: 'hazard' | 'incident'; text: string },
): Promise<Reply> {
  const { work, directory, speaker } = context
  if (!text) throw new Refusal('no-text', '请写一句在哪里、有什么情况。')
  const words = { text, source: sourceOf(about), learnedAtMs: said.atMs }
  const classId = dutyIsClass(about) ? { classId: about.unit } : {}
  const matter =
    finding === 'hazard'
      ? `hazard/${(await fileHazard(work, directory, speaker, words)).id}`
      : `incident/${(await fileIncident(work, directory, speaker, { ...words, ...classId })).id}`
  if (!dutyIsClass(about))
    try {
      return await give(said, context, about, { normal: false, matters: [matter] })
    } catch (refusal) {
      // That the check-in is closed, excused or not open yet is no reason to lose the report.
      const formKeepsIt = said.pressed && finding === 'hazard'
      if (!(refusal instanceof Refusal) || formKeepsIt) throw refusal
      const toast = `已登记${sayMatter(matter)}。${refusal.message}`
      return { ...today(context, about.day), toast: { type: 'success', text: toast } }
    }
  const asked = today(context, about.day, { id: about.id, what: 'choose' })
  const toast = `已登记${sayMatter(matter)}。晨检还没报，请选是哪一种`
  return { ...asked, toast: { type: 'success', text: toast } }
}

/** 有异常 with its questions: counts as answered, and opens what it says in the same write (handbook §5.2). */
async function giveDetails(
  said: Said,
  context: Context,
  about: Checkin,
  kind: Asked | undefined,
): Promise<Reply> {
  const { work, directory, speaker } = context
  const asked = kind && kind in ASKED_FIELDS ? kind : 'all'
  const given = readAnswer(
    (field) => fieldText(said, field),
    ASKED_FIELDS[asked as keyof typeof ASKED_FIELDS],
    about,
  )
  if (!given.roomNote || given.roomNote === about.answer?.roomNote) return give(said, context, about, given)
  const filed = await fileHazard(work, directory, speaker, {
    text: given.roomNote,
    place: about.unit,
    source: sourceOf(about),
    learnedAtMs: said.atMs,
  })
  return give(said, context, about, {
    ...given,
    matters: [...(given.matters ?? []), `hazard/${filed.id}`],
  })
}
