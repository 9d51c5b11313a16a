import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { tellCount } from '../src/bot/counter-sentences.ts'
import { answerDuty } from '../src/bot/duty-answers.ts'
import { dutyMeant, giveProofs, holderFor, takePost, touchHolders } from '../src/bot/duty-sentences.ts'
import { asksIfNormal, findingIn, isTrouble, reportFromForm, reportTrouble } from '../src/bot/duty-trouble.ts'
import { asksForFile, filesFor, filledIn, fillIn, offerFile } from '../src/bot/file-sentences.ts'
import { fileIfTrouble, fileOrRefuse } from '../src/bot/free-words.ts'
import { object } from '../src/bot/letter-sentences.ts'
import { sayOfMeeting } from '../src/bot/meeting-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import { isCounter } from '../src/instances/counters.ts'
import { dutyInstance } from '../src/instances/evolve.ts'
import { type Instance, isOwed } from '../src/instances/instance.ts'
import { isLetter } from '../src/instances/letter.ts'
import { missingProofs } from '../src/instances/prove.ts'
import { dayFirst } from '../src/instances/when-named.ts'
import { Refusal } from '../src/refusal.ts'
import { SANCTION_DUTY } from '../src/sanctions/sanctions.ts'
import { dayOf } from '../src/time.ts'
import sanction from './sanction.ts'

export default defineCommand({
  name: 'done',
  chinese: ['完成', '办结'],
  summary: '办完一项职责：/完成 防火巡查 正常',
  examples: ['/done', '/完成 防火巡查 正常'],
  everyday: true,
  async run(said, context) {
    if (context.chat.type === 'group')
      return (
        (await fileIfTrouble(said, context, said.words)) ?? {
          text: '这是个人的事，请和我私聊，发送 /今日。',
        }
      )
    const [named, rest] = firstWord(said.words)
    if (named === '文件' && FILE.test(rest)) return fileSent(context, rest)
    if (named === '')
      return { show: { card: 'today', person: context.speaker.id, day: dayOf(context.nowMs) } }
    const period = fieldText(said, 'period')
    let after: string
    let about: Instance
    try {
      const { day, rest: beyond } = dayFirst(rest, dayOf(context.nowMs))
      after = beyond
      about = await dutyMeant(context, named, { period: period || undefined, day })
    } catch (refusal) {
      // Somebody who sees danger may name a duty that is not his, no day of the year, or nothing at all.
      const words = isTrouble(findingIn(context, said.words)) ? said.words : rest
      return fileOrRefuse(refusal, said, context, words)
    }
    const [what, file] = firstWord(rest)
    if (isLetter(about) && (what === '有异议' || rest === '有情况')) return object(said, context, about, file)
    if (what === '文件' && FILE.test(file)) return giveFile(context, about, file)
    // In a description the day is part of it; before 「正常」 it only says which one is meant.
    const words = asksIfNormal(context, about) ? after : rest
    return elsewhere(said, context, about, words) ?? act(said, context, about, words)
  },
})

/** Matters with sentences of their own: minutes have two parts, a sanction a record beside its duty. */
function elsewhere(said: Said, context: Context, about: Instance, what: string): Promise<Reply> | undefined {
  if (about.duty === SANCTION_DUTY) {
    const asks = what === '填写' || what === '返回'
    return sanction.run({ ...said, words: `${about.unit} ${asks ? '要报送' : '已报送'}` }, context)
  }
  if (isCounter(about)) return tellCount(said, context, about, what)
  const kind = context.directory.duties.get(about.duty)?.kind
  if (kind !== 'meeting') return undefined
  // Minutes discuss hazards and incidents; words that are none tell of what happens in the room.
  if (findingIn(context, what) === 'incident' && !MINUTES.test(what))
    return reportTrouble(said, context, about, { finding: 'incident', text: what, said: [] })
  return sayOfMeeting(said, context, about, '纪要', what === '填写' || what === '提交' ? '' : what)
}

const MINUTES = /议题|部署|研究|通报|学习|传达|总结|防范/u

/** A document in our storage, as the button or the chat names it. */
const FILE = /^f[0-9a-f]{15}$/

/** A document just sent: for what its sender is filling in, else it is asked what for. */
async function fileSent(context: Context, file: string): Promise<Reply> {
  const about = await filledIn(context)
  return about ? giveFile(context, about, file) : offerFile(context, file)
}

async function giveFile(context: Context, about: Instance, file: string): Promise<Reply> {
  if (!asksForFile(about)) throw new Refusal('no-file-asked', '这一项不用交文件。')
  await holderFor(context, about)
  return giveProofs(context, about, await filesFor(context, about, file))
}

/** Filling in takes along the document sent just before; what else is asked stands in the form. */
async function fill(said: Said, context: Context, about: Instance): Promise<Reply> {
  await holderFor(context, about)
  await fillIn(context, about)
  const show = { card: 'today', person: context.speaker.id, day: dayOf(context.nowMs) }
  const words = fieldText(said, 'text')
  const form = { ...show, askedDuty: { id: about.id, what: 'proof', ...(words && { words }) } }
  const sent = missingProofs(about).some(({ type }) => type === 'file') ? await filesFor(context, about) : []
  if (sent.length === 0) return { show: form }
  const given = await giveProofs(context, about, sent)
  const after = await context.work.state(dutyInstance, about.id)
  return after && isOwed(after) ? { ...given, show: form } : given
}

/** 我来补岗: being there is all most posts ask for; what else one asks for is then his to give. */
async function comeInstead(said: Said, context: Context, about: Instance): Promise<Reply> {
  const holder = await holderFor(context, about)
  if (isOwed(about) && about.required.every((type) => type === 'location'))
    return answerDuty(said, context, about, '已到岗')
  const text = await takePost(context, about, holder)
  touchHolders(context, about)
  const show = { card: 'today', person: context.speaker.id, day: dayOf(context.nowMs) }
  return text === '' ? { show } : { show, toast: { type: 'success', text } }
}

function act(said: Said, context: Context, about: Instance, what: string): Promise<Reply> | Reply {
  const card = (askedDuty?: object): Reply => ({
    show: {
      card: 'today',
      person: context.speaker.id,
      day: dayOf(context.nowMs),
      ...(askedDuty && { askedDuty }),
    },
  })
  switch (what) {
    case '补岗':
      return comeInstead(said, context, about)
    case '填写':
      return fill(said, context, about)
    case '有情况':
      return card({ id: about.id, what: 'trouble' })
    case '返回':
      return card()
    case '报隐患':
      return reportFromForm(said, context, about)
    default:
      return answerDuty(said, context, about, what === '提交' ? '' : what)
  }
}
