import { sayButtons } from '../cards/duty-items.ts'
import { type Instance, isOwed } from '../instances/instance.ts'
import { isBeforeItsHour } from '../instances/prove.ts'
import { type Finding, namesNothing, readFinding } from '../reading/finding.ts'
import { Refusal } from '../refusal.ts'
import { fileHazard, fileIncident, type Report } from '../reporting/reporting.ts'
import { dayOf } from '../time.ts'
import { itemOf } from '../views/duty-items.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import { type Given, proofsFrom } from './duty-proofs.ts'
import { giveProofs, holderFor, sayMissing } from './duty-sentences.ts'

/** What the speaker's words say of the thing that was to be looked after. */
export const findingIn = ({ directory, speaker }: Context, words: string): Finding =>
  readFinding(
    words,
    directory.places,
    speaker.homeroomClass ? { reporterClass: speaker.homeroomClass } : undefined,
  )

export const isTrouble = (finding: Finding): finding is 'hazard' | 'incident' =>
  finding === 'hazard' || finding === 'incident'

/**
 * Words about a duty: normality is its proof, trouble is reported in the same write (handbook §5.2), a description is
 * kept where the duty asks for one. Anything else is asked back with the words in the question.
 */
export async function answerDuty(
  said: Said,
  context: Context,
  about: Instance,
  words: string,
): Promise<Reply> {
  const finding = findingIn(context, words)
  if (isTrouble(finding)) return reportTrouble(said, context, about, { finding, text: words, said: [] })
  holderFor(context, about)
  if (words !== '' && finding === 'unclear' && (asksIfNormal(context, about) || PUTS_OFF.test(words)))
    return askWhich(context, about, words)
  // Somebody's own signature is a press on the card that shows what is signed.
  const signs = about.required.includes('signature') && finding === 'normal'
  const typed = !said.pressed && Object.keys(said.fields).length === 0
  if (typed && isOwed(about) && (signs || words === '')) return showButtons(context, about)
  const given = await proofsFrom(said, context, about, { words, normal: finding === 'normal' })
  // 「正常」 pressed over a field that says otherwise: both were said, so both are recorded.
  const written = fieldText(said, 'text')
  const beside = PAPERS.has(context.directory.duties.get(about.duty)?.kind ?? '')
    ? 'unclear'
    : findingIn(context, written)
  if (!isTrouble(beside)) return giveProofs(context, about, given)
  return reportTrouble(said, context, about, { finding: beside, text: written, said: [], given })
}

/** What they tell of is the past year. */
const PAPERS: ReadonlySet<string> = new Set(['report', 'assessment'])

/** A check, a round, a zero report: 「正常吗」 is what it asks, and words are no proof unless they answer that. */
const asksIfNormal = ({ directory }: Context, { required, duty }: Instance): boolean =>
  required.some((type) => type === 'checklist' || type === 'points' || type === 'location') ||
  (directory.duties.get(duty)?.evidence.zeroReport ?? false)

/** Not done is no description of what was done. */
const PUTS_OFF =
  /(?:没有?|未)(?:做|办|完成|开展|进行)|明天|后天|下周|[待等]会|稍后|晚点|[不没]想|不能|不会|不愿/u

/** Named and not answered: the duty by itself, with the buttons that do it. */
function showButtons({ directory, speaker }: Context, about: Instance): Reply {
  const ways = sayButtons(itemOf(directory, about, speaker))
  return {
    show: { card: 'duty', id: about.id },
    toast: { type: 'info', text: `还要：${sayMissing(about)}。请点${ways}。` },
  }
}

function askWhich({ speaker, nowMs }: Context, about: Instance, words: string): Reply {
  if (!isOwed(about))
    throw new Refusal(
      'unclear',
      `没有看懂「${words.slice(0, 20)}」。有情况请直接写在哪里、什么情况，例如：一楼灯坏了。`,
    )
  const askedDuty = { id: about.id, what: 'unclear', words }
  return { show: { card: 'today', person: speaker.id, day: dayOf(nowMs), askedDuty } }
}

/** 「有情况」 submitted: what, and what is said of the rest. */
export function reportFromForm(said: Said, context: Context, about: Instance): Promise<Reply> {
  const text = fieldText(said, 'text')
  if (text === '' || namesNothing(text))
    throw new Refusal('no-text', '请写一句在哪里、什么东西有什么情况，例如：一楼灭火器压力不足。')
  const finding = findingIn(context, text)
  if (finding === 'normal') throw new Refusal('normal', '您写的是没有问题，请返回后点「正常」。')
  return reportTrouble(said, context, about, {
    finding: finding === 'unclear' ? 'hazard' : finding,
    text,
    said: [fieldText(said, 'rest'), fieldText(said, 'here')].filter((words) => /正常|到岗/.test(words)),
  })
}

interface Trouble {
  finding: 'hazard' | 'incident'
  text: string
  /** What the person said of the rest: 其余正常, 已到岗. */
  said: string[]
  /** Proofs given beside it. */
  given?: Given[]
}

/**
 * Reports what was found, and proves of the duty what was really said. The report stands by itself: that the duty is
 * somebody else's, excused or not open yet is no reason to lose it.
 */
async function reportTrouble(
  said: Said,
  context: Context,
  about: Instance,
  trouble: Trouble,
): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const unit = directory.class(about.unit)?.id
  const report: Report = { text: trouble.text, source: `duty/${about.id}`, learnedAtMs: said.atMs }
  const matter =
    trouble.finding === 'incident'
      ? `事件 ${(await fileIncident(work, directory, speaker, { ...report, ...(unit && { classId: unit }) })).number}`
      : `隐患 ${(await fileHazard(work, directory, speaker, report)).number}`
  const told = trouble.finding === 'incident' ? `已上报${matter}，负责的同事已收到` : `已登记${matter}`
  const today: Reply = { show: { card: 'today', person: speaker.id, day: dayOf(nowMs) } }
  const proofs = provable(context, about) ? proofsOf(context, about, matter, trouble) : []
  const reply = proofs.length > 0 ? await giveProofs(context, about, proofs) : today
  const rest = reply.toast ? `。${reply.toast.text}` : ''
  return { ...reply, toast: { type: 'success', text: `${told}${rest}` } }
}

/** Whether the speaker's words count for the duty now; no reason to refuse the report. */
function provable(context: Context, about: Instance): boolean {
  if (about.status === 'excused' || about.status === 'cancelled' || isBeforeItsHour(about, context.nowMs))
    return false
  try {
    holderFor(context, about)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** The record that was opened, never its words (some are restricted), and of the rest only what was said. */
function proofsOf(context: Context, about: Instance, matter: string, { said, given = [] }: Trouble): Given[] {
  const found = `有情况，见${matter}`
  const told = !about.required.includes('text') || asksIfNormal(context, about)
  const looked = said.find((words) => words.includes('正常'))
  const there = said.find((words) => words.includes('到岗'))
  return [
    ...(told ? [{ type: 'text' as const, value: found }] : []),
    ...given.filter(({ type }) => type !== 'text' || !told),
    ...about.required.flatMap((type): Given[] => {
      if (type === 'location') return there === undefined ? [] : [{ type, value: there }]
      if (type !== 'checklist' && type !== 'points') return []
      return looked === undefined ? [] : [{ type, value: `${found}，${looked}` }]
    }),
  ]
}
