import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { firstWord, numberAndRest } from '../src/bot/words.ts'
import type { SanctionAsk } from '../src/cards/sanction-form.ts'
import { dayNamed } from '../src/leaves/days.ts'
import { mayHandleSanctions } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { type Sanction, type SanctionType, sanctionType } from '../src/sanctions/sanction.ts'
import {
  closeSanction,
  keepDraft,
  keepReply,
  noteRectified,
  onlyOpen,
  registerSanction,
  replyDay,
  sanctionById,
} from '../src/sanctions/sanctions.ts'
import { dayOf, sayDay } from '../src/time.ts'

export default defineCommand({
  name: 'sanction',
  chinese: ['惩戒'],
  summary: '约谈、整改通知书等：登记、20 个工作日内报整改报告',
  examples: ['/sanction', '/惩戒', '/惩戒 约谈 2026-09-01 区教育局 消防通道堵塞', '/惩戒 1 初稿'],
  forWhom: mayHandleSanctions,
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '惩戒与整改请和我私聊，发送 /惩戒。' }
    const { speaker, directory } = context
    if (!mayHandleSanctions(speaker, directory))
      throw new Refusal('not-yours', '惩戒措施由校长、书记、分管副校长和安全办公室办理。')
    const numbered = numberAndRest(said.words)
    if (numbered) return sayOf(said, context, numbered.number, numbered.rest)
    const [first, rest] = firstWord(said.words)
    if (first === '') return { show: { card: 'sanctions' } }
    const type = sanctionType(first)
    if (type || first === '登记') return register(said, context, type, rest)
    const [only] = [await onlyOpen(context.work.db)]
    if (!VERBS.has(first)) throw notUnderstood()
    if (!only) throw new Refusal('which', '请写明是哪一件，例如「/惩戒 1 初稿」。发送 /惩戒 看看有哪些。')
    return sayOf(said, context, only.id, said.words)
  },
})

const notUnderstood = () =>
  new Refusal('no-such-words', '没看懂。可以说：/惩戒 约谈、/惩戒 1 初稿、/惩戒 1 已报送。')

/** From the form or typed: `/惩戒 约谈 2026-09-01 区教育局 消防通道堵塞`. Nothing said yet: the form. */
async function register(
  said: Said,
  context: Context,
  named: SanctionType | undefined,
  rest: string,
): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const field = (name: string) => fieldText(said, name)
  const filled = ['date', 'authority', 'matters'].some((name) => field(name) !== '')
  if (!filled && rest === '') return { show: { card: 'sanctions', asked: named ?? true } }
  const type = named ?? sanctionType(field('type'))
  if (!type) throw new Refusal('no-type', '请选一种措施：约谈、整改通知书、黄牌警告、通报批评。')
  const [when, afterDay] = firstWord(rest)
  const [who, what] = firstWord(afterDay)
  const typed = filled
    ? { day: '', authority: '', matters: '' }
    : { day: when, authority: who, matters: what }
  const { made, isNew } = await registerSanction(
    work,
    directory,
    {
      type,
      day: dayNamed(field('date') || typed.day || '今天', dayOf(nowMs)),
      authority: field('authority') || typed.authority,
      matters: field('matters') || typed.matters,
    },
    speaker,
  )
  if (!isNew) return card(made, `这一件已经登记过，是惩戒 ${made.number}`)
  const last = sayDay(replyDay(directory, made.day))
  return card(made, `已登记为惩戒 ${made.number}，整改报告 ${last} 24:00 前报送`)
}

const card = ({ id }: Sanction, toast?: string, asked?: SanctionAsk): Reply => ({
  show: { card: 'sanction', id, ...(asked && { asked }) },
  ...(toast && { toast: { type: 'success', text: toast } }),
})

type Spoken = { said: Said; context: Context; about: Sanction; rest: string }
const field = ({ said, rest }: Spoken, name: string): string => fieldText(said, name) || rest

/** What can be said about a numbered one; a verb without what it needs shows the form. */
const VERBS = new Map<string, (spoken: Spoken) => Promise<Reply> | Reply>([
  ['', ({ about }) => card(about)],
  ['要整改', ({ about }) => card(about, undefined, 'rectify')],
  ['要初稿', ({ about }) => card(about, undefined, 'draft')],
  ['要报送', ({ about }) => card(about, undefined, 'reply')],
  ['要办结', ({ about }) => card(about, undefined, 'close')],
  ['整改', rectified],
  ['初稿', drafted],
  ['已报送', replied],
  ['办结', closed],
])

async function sayOf(said: Said, context: Context, number: string, words: string): Promise<Reply> {
  const [verb, rest] = firstWord(words)
  const act = VERBS.get(verb)
  if (!act) throw notUnderstood()
  const about = await sanctionById(context.work.db, number)
  if (!about) throw new Refusal('no-sanction', `没有惩戒 ${number}，发送 /惩戒 看看有哪些。`)
  return act({ said, context, about, rest })
}

async function rectified(spoken: Spoken): Promise<Reply> {
  const { context, about } = spoken
  return card(
    await noteRectified(context.work, about.id, field(spoken, 'note'), context.speaker),
    '已记下整改进展',
  )
}

async function drafted(spoken: Spoken): Promise<Reply> {
  const { context, about } = spoken
  return card(await keepDraft(context.work, about.id, field(spoken, 'file'), context.speaker), '初稿已交')
}

async function replied(spoken: Spoken): Promise<Reply> {
  const { said, context, about } = spoken
  const given = { receipt: field(spoken, 'receipt'), file: fieldText(said, 'file') }
  return card(await keepReply(context.work, about.id, given, context.speaker), '已报送，谢谢')
}

async function closed(spoken: Spoken): Promise<Reply> {
  const { context, about } = spoken
  return card(await closeSanction(context.work, about.id, field(spoken, 'note'), context.speaker), '已办结')
}
