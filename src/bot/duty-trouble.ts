import type { Instance } from '../instances/instance.ts'
import { isBeforeItsHour } from '../instances/prove.ts'
import { type Finding, namesNothing, readFinding } from '../reading/finding.ts'
import { Refusal } from '../refusal.ts'
import { fileHazard } from '../reporting/file-hazard.ts'
import { fileIncident } from '../reporting/file-incident.ts'
import type { Report } from '../reporting/report.ts'
import { dayOf } from '../time.ts'
import { type Context, fieldText, type Reply, type Said } from './command.ts'
import type { Given } from './duty-proofs.ts'
import { giveProofs, holderFor, refuseAtTablet } from './duty-sentences.ts'

/** What the speaker's words say of the thing that was to be looked after. */
export const findingIn = ({ directory, speaker }: Context, words: string): Finding =>
  readFinding(
    words,
    directory.places,
    speaker.homeroomClass ? { reporterClass: speaker.homeroomClass } : undefined,
  )

export const isTrouble = (finding: Finding): finding is 'hazard' | 'incident' =>
  finding === 'hazard' || finding === 'incident'

/** A check, a round, a zero report: 「正常吗」 is what it asks, and words are no proof unless they answer that. */
export const asksIfNormal = ({ directory }: Context, { required, duty }: Instance): boolean =>
  required.some((type) => type === 'checklist' || type === 'points' || type === 'location') ||
  (directory.duties.get(duty)?.evidence.zeroReport ?? false)

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
  /** What the duty's own question makes of it. */
  as?: Pick<Report, 'category' | 'level'>
}

/**
 * Reports what was found, and proves of the duty what was really said. The report stands by itself: that the duty is
 * somebody else's, excused or not open yet is no reason to lose it.
 */
export async function reportTrouble(
  said: Said,
  context: Context,
  about: Instance,
  trouble: Trouble,
): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const unit = directory.class(about.unit)?.id
  const report: Report = {
    text: trouble.text,
    source: `duty/${about.id}`,
    learnedAtMs: said.atMs,
    ...trouble.as,
  }
  const matter =
    trouble.finding === 'incident'
      ? `事件 ${(await fileIncident(work, directory, speaker, { ...report, ...(unit && { classId: unit }) })).number}`
      : `隐患 ${(await fileHazard(work, directory, speaker, report)).number}`
  const told = trouble.finding === 'incident' ? `已上报${matter}，负责的同事已收到` : `已登记${matter}`
  const today: Reply = { show: { card: 'today', person: speaker.id, day: dayOf(nowMs) } }
  const proofs = (await provable(context, about)) ? proofsOf(context, about, matter, trouble) : []
  const reply = proofs.length > 0 ? await giveProofs(context, about, proofs) : today
  const rest = reply.toast ? `。${reply.toast.text}` : ''
  return { ...reply, toast: { type: 'success', text: `${told}${rest}` } }
}

/** Whether the speaker's words count for the duty now; no reason to refuse the report. */
async function provable(context: Context, about: Instance): Promise<boolean> {
  if (about.status === 'excused' || about.status === 'cancelled' || isBeforeItsHour(about, context.nowMs))
    return false
  try {
    await holderFor(context, about)
    refuseAtTablet(context, about)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Whether 「有情况」 is an answer to it, or no more than a remark beside what it asks. */
export const tellsMatter = (context: Context, about: Instance): boolean =>
  !about.required.includes('text') || asksIfNormal(context, about)

/** The record that was opened, never its words (some are restricted), and of the rest only what was said. */
function proofsOf(context: Context, about: Instance, matter: string, { said, given = [] }: Trouble): Given[] {
  const found = `有情况，见${matter}`
  const looked = said.find((words) => words.includes('正常'))
  const there = said.find((words) => words.includes('到岗'))
  return [
    ...(tellsMatter(context, about) ? [{ type: 'text' as const, value: found }] : []),
    ...given,
    ...about.required.flatMap((type): Given[] => {
      if (type === 'location') return there === undefined ? [] : [{ type, value: there }]
      if (type !== 'checklist' && type !== 'points') return []
      return looked === undefined ? [] : [{ type, value: `${found}，${looked}` }]
    }),
  ]
}
