import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { sayMissing, touchHolders } from '../src/bot/duty-sentences.ts'
import { filesFor, fillIn } from '../src/bot/file-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import { PASS_WORDS } from '../src/cards/month.ts'
import { approve, review } from '../src/instances/document.ts'
import { dutyInstance } from '../src/instances/evolve.ts'
import { type Instance, isDone, isOwed, responsibleFor } from '../src/instances/instance.ts'
import {
  approvesMonth,
  awaitsPass,
  monthReports,
  reviewsMonth,
  submitsMonth,
  whoseTurn,
} from '../src/instances/month-report.ts'
import { awaitedPasses } from '../src/instances/passes.ts'
import { prove } from '../src/instances/prove.ts'
import { monthNamed } from '../src/instances/when-named.ts'
import { owedTo } from '../src/people/addressing.ts'
import { readsWeek } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'month',
  chinese: ['月报'],
  summary: '月度安全工作报告：审核通过、已报送和回执',
  examples: ['/month', '/月报', '/月报 审核通过', '/月报 已报送'],
  forWhom: readsWeek,
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '月报请和我私聊，发送 /月报。' }
    if (!(await concerns(context)))
      throw new Refusal('not-yours', '月报由总务处起草、分管副校长审核、校长签发，您不用办。')
    const [first, rest] = firstWord(said.words)
    const [named, [verb, words]] = first.includes('.')
      ? [first, firstWord(rest)]
      : ['', [first, rest] as const]
    const period = monthNamed(words, dayOf(context.nowMs)) ?? fieldText(said, 'period')
    switch (verb) {
      case '审核通过':
      case '签发':
        return pass(context, await reportMeant(context, named, period, 'pass'))
      case '已报送':
        return submit(said, context, await reportMeant(context, named, period, 'submit'))
      case '填写': {
        const report = await reportMeant(context, named, period, 'submit')
        await fillIn(context, report)
        return card(context, report, { asked: report.id })
      }
      case '':
        return { show: { card: 'month', person: context.speaker.id } }
      default:
        throw new Refusal('no-such-words', '没看懂。可以说：/月报 审核通过、/月报 已报送。')
    }
  },
})

/** Leaders, department heads, and whoever was given a report to send. */
async function concerns({ work, directory, speaker, nowMs }: Context): Promise<boolean> {
  if (readsWeek(speaker, directory)) return true
  return (await monthReports(work.db, nowMs)).some((report) => submitsMonth(speaker, report, directory))
}

const card = ({ speaker }: Context, report: Instance, more: object = {}): Reply => ({
  show: { card: 'month', person: speaker.id, id: report.id, ...more },
})

/** By id or month; else the oldest that waits for this. */
async function reportMeant(
  { work, speaker, nowMs }: Context,
  named: string,
  period: string,
  what: 'pass' | 'submit',
): Promise<Instance> {
  const all = await monthReports(work.db, nowMs)
  const fits = all.filter(
    (report) => (named === '' || report.id === named) && (period === '' || report.period === period),
  )
  const waiting = fits.filter((report) => (what === 'pass' ? awaitsPass(speaker, report) : isOwed(report)))
  const found = waiting[0] ?? fits.at(-1)
  if (!found)
    throw new Refusal(
      'no-report',
      period ? `没有 ${period} 的月报，发送 /月报 看看有哪些。` : '还没到起草月报的时间。',
    )
  return found
}

/** 审核通过: the vice principal's is the review, the principal's the approval, kept as its proof (handbook §5.9). */
async function pass(context: Context, report: Instance): Promise<Reply> {
  const { work, speaker } = context
  if (!reviewsMonth(speaker) && !approvesMonth(speaker))
    throw new Refusal('not-yours', '月报由分管副校长审核、校长签发，您不能代签。')
  let after = report
  if (reviewsMonth(speaker)) after = await work.change(dutyInstance, report.id, review(speaker.id))
  if (approvesMonth(speaker)) after = await work.change(dutyInstance, report.id, approve(speaker.id))
  touchHolders(context, after)
  const passed = awaitedPasses(after).length < awaitedPasses(report).length
  const allSaid = isDone(after) && awaitedPasses(after).length === 0
  if (passed && !allSaid) tellNext(context, after)
  const signed = isDone(after) ? '已签发' : '已签发，由总务处报送'
  const said = after.approved ? signed : '已审核，请校长签发'
  return { ...card(context, after), toast: { type: 'success', text: said } }
}

function tellNext({ work, directory, speaker, nowMs }: Context, report: Instance): void {
  for (const to of whoseTurn(report, directory)) {
    if (to.id === speaker.id) continue
    const owed = owedTo(directory, to, {
      once: `month:${report.id}:${awaitedPasses(report).join('+')}:${to.id}`,
      show: { card: 'month', person: to.id, id: report.id },
      urgency: 2,
      notBeforeMs: directory.calendar.afterQuiet(nowMs),
    })
    if (owed) work.owe(owed)
  }
}

/**
 * 已报送 gives the document; only with each receiver's receipt is it done (S1-40). Of what went out unread or unsigned
 * whoever's word is missing hears, and can still say it.
 */
async function submit(said: Said, context: Context, report: Instance): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  if (!submitsMonth(speaker, report, directory))
    throw new Refusal(
      'not-yours',
      `月报由${directory.person(responsibleFor(report))?.name ?? '总务处'}报送，您不能代办。`,
    )
  const file = fieldText(said, 'file')
  const had = report.proofs.some(({ type }) => type === 'file')
  const receipt = (receiver: string) =>
    fieldText(said, `receipt_${receiver}`.slice(0, 30)) ||
    (report.receivers.length === 1 ? fieldText(said, 'receipt') : '')
  const receipts = report.receivers.flatMap((receiver) => {
    const value = receipt(receiver)
    return value ? [{ type: 'receipt' as const, value, receiver }] : []
  })
  const sent = await filesFor(context, report)
  const typed = file || (!had && sent.length === 0 ? '已报送' : '')
  const files = [...(typed ? [{ type: 'file' as const, value: typed }] : []), ...sent]
  const after = await work.change(
    dutyInstance,
    report.id,
    prove([...files, ...receipts], {
      by: speaker.id,
      nowMs,
      graceMs: 0,
    }),
  )
  touchHolders(context, after)
  if (awaitedPasses(after).length > 0) tellNext(context, after)
  if (isDone(after)) {
    const without = awaitedPasses(after).map((pass) => PASS_WORDS[pass])
    const asked = without.length > 0 ? `。报送时没有${without.join('、')}，已请补上` : ''
    const text = `${after.status === 'late' ? '已完成（迟报）' : '已完成，谢谢'}${asked}`
    return { ...card(context, after), toast: { type: 'success', text } }
  }
  const text = `已记下报送。没有回执不算完成，还要：${sayMissing(after)}`
  return { ...card(context, after), toast: { type: 'info', text } }
}
