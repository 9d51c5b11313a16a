import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { dutyMeant, holderFor, proveDuty } from '../src/bot/duty-sentences.ts'
import { sayOfMeeting } from '../src/bot/meeting-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import type { Instance } from '../src/instances/instance.ts'
import { Refusal } from '../src/refusal.ts'
import { fileHazard } from '../src/reporting/reporting.ts'
import { SANCTION_DUTY } from '../src/sanctions/sanctions.ts'
import { dayOf } from '../src/time.ts'
import sanction from './sanction.ts'

export default defineCommand({
  name: 'done',
  chinese: ['完成', '办结'],
  summary: '办完一项职责：/完成 防火巡查 正常',
  examples: ['/done', '/完成 防火巡查 正常'],
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '这是个人的事，请和我私聊，发送 /今日。' }
    const [named, rest] = firstWord(said.words)
    if (named === '')
      return { show: { card: 'today', person: context.speaker.id, day: dayOf(context.nowMs) } }
    const period = fieldText(said, 'period')
    const about = await dutyMeant(context, named, period || undefined)
    return elsewhere(said, context, about, rest) ?? act(said, context, about, rest)
  },
})

/** Matters with sentences of their own: minutes have two parts, a sanction a record beside its duty. */
function elsewhere(said: Said, context: Context, about: Instance, what: string): Promise<Reply> | undefined {
  if (about.duty === SANCTION_DUTY) {
    const asks = what === '填写' || what === '返回'
    return sanction.run({ ...said, words: `${about.unit} ${asks ? '要报送' : '已报送'}` }, context)
  }
  const kind = context.directory.duties.get(about.duty)?.kind
  if (kind !== 'meeting' || about.checkpoints !== undefined) return undefined
  return sayOfMeeting(said, context, about, '纪要', what === '填写' || what === '提交' ? '' : what)
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
    case '填写':
      holderFor(context, about)
      return card({ id: about.id, what: 'proof' })
    case '有情况':
      return card({ id: about.id, what: 'trouble' })
    case '返回':
      return card()
    case '报隐患':
      return report(said, context, about)
    default:
      return proveDuty(said, context, about, what)
  }
}

/** Something found on the round: the hazard and the round in one write, so that nothing is typed twice. */
async function report(said: Said, context: Context, about: Instance): Promise<Reply> {
  const text = fieldText(said, 'text')
  if (!text) throw new Refusal('no-text', '请写一句在哪里、有什么情况。')
  const filed = await fileHazard(context.work, context.directory, context.speaker, {
    text,
    source: `duty/${about.id}`,
    learnedAtMs: said.atMs,
  })
  const reply = await proveDuty(
    { ...said, fields: {} },
    context,
    about,
    `有情况，已登记隐患 ${filed.number}，其余正常`,
  )
  return {
    ...reply,
    toast: { type: 'success', text: `已登记隐患 ${filed.number}。${reply.toast?.text ?? ''}` },
  }
}
