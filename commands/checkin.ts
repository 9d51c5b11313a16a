import { giveAnswer, giveDetails, reportFinding, today } from '../src/bot/checkin-answers.ts'
import { checkinNamed, onlyCheckin } from '../src/bot/checkin-named.ts'
import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { answerDuty } from '../src/bot/duty-answers.ts'
import { findingIn, isTrouble } from '../src/bot/duty-trouble.ts'
import { fileOrRefuse } from '../src/bot/free-words.ts'
import { firstWord } from '../src/bot/words.ts'
import type { Asked } from '../src/cards/checkin-form.ts'
import type { Checkin } from '../src/checkins/checkin.ts'
import { dutyInstance } from '../src/instances/evolve.ts'

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
    about = named ? await checkinNamed(context, first) : await onlyCheckin(said, context)
  } catch (refusal) {
    // Somebody who sees danger may owe no check-in, or several: the danger is what counts.
    return fileOrRefuse(refusal, said, context, what)
  }
  if (backToCard) return today(context, about.day)
  const asked = ASKS.get(what)
  if (asked) return today(context, about.day, { id: about.id, what: asked })
  if (what === '报隐患' || what === '报事件')
    return reportFinding(said, context, about, {
      finding: what === '报隐患' ? 'hazard' : 'incident',
      text: fieldText(said, 'text'),
    })
  const [verb, kind] = firstWord(what)
  if (verb === '异常') return giveDetails(said, context, about, ASKS.get(kind))
  const finding = findingIn(context, what)
  if (finding === 'unclear') return today(context, about.day, { id: about.id, what: 'unclear', words: what })
  if (isTrouble(finding)) return reportFinding(said, context, about, { finding, text: what })
  // 「正常」 pressed over words that say otherwise: what was written is what counts.
  const text = fieldText(said, 'text')
  const beside = findingIn(context, text)
  if (isTrouble(beside)) return reportFinding(said, context, about, { finding: beside, text })
  return giveAnswer(said, context, about, { normal: true, ...(text && { note: text }) })
}
