import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { firstWord } from '../src/bot/words.ts'
import { type Days, dayNamed, readDays } from '../src/leaves/days.ts'
import { type Leave, leave } from '../src/leaves/leave.ts'
import { currentLeave, decider, requestLeave, settleLeave, withdrawLeave } from '../src/leaves/leaves.ts'
import { mayExcuse } from '../src/people/permissions.ts'
import type { Person } from '../src/people/person.ts'
import { personNamed } from '../src/people/person-named.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'leave',
  chinese: ['请假', '替岗'],
  summary: '请假并请人替岗',
  examples: ['/leave', '/请假', '/请假 今天 顾鹿蓁 发烧就医', '/请假 9月3日 发烧', '/请假 取消'],
  everyday: true,
  async run(said, context) {
    const reply = await answer(said, context)
    // A reason is often an illness: in a group only that it was done, never the card.
    if (context.chat.type === 'private') return reply
    return { text: reply.toast?.text ?? '请假请私聊我发送 /请假。' }
  },
})

async function answer(said: Said, context: Context): Promise<Reply> {
  const [first, rest] = firstWord(said.words)
  const [verb, reason] = firstWord(rest)
  if (verb === '准假') return settle(context, first, 'granted', reason)
  if (verb === '不准') return settle(context, first, 'refused', reason)
  if (verb === '取消') return cancel(context, first)
  if (['取消', '销假', '取消请假'].includes(said.words)) return cancel(context, undefined)
  if (fieldText(said, 'from') || fieldText(said, 'reason')) return askByForm(said, context)
  if (said.words) return askByWords(said.words, context)
  return { show: { card: 'leave-form', for: context.speaker.id } }
}

async function settle(
  context: Context,
  id: string,
  verdict: 'granted' | 'refused',
  reason: string,
): Promise<Reply> {
  const { work, directory, speaker } = context
  const found = await work.state(leave, id)
  const who = found && directory.person(found.person)
  if (!found || !who) throw new Refusal('no-leave', '没有找到这张假条。')
  if (!mayExcuse(speaker, who, directory))
    throw new Refusal('not-yours', `${who.name}的假由${decider(directory, who)?.name ?? '校领导'}批。`)
  const settled = await settleLeave(work, directory, id, verdict, speaker, reason)
  return show(context, settled, verdict === 'granted' ? '已准假' : '已记为不准')
}

async function cancel(context: Context, id: string | undefined): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const found = id ? await work.state(leave, id) : await currentLeave(work.db, speaker, dayOf(nowMs))
  if (!found) throw new Refusal('no-leave', '没有找到您还没结束的假条。')
  return show(context, await withdrawLeave(work, directory, found.id, speaker), '已取消请假')
}

const show = ({ speaker }: Context, about: Leave, toast: string): Reply => ({
  show: { card: 'leave', id: about.id, for: speaker.id },
  toast: { type: 'success', text: toast },
})

async function askByForm(said: Said, context: Context): Promise<Reply> {
  const today = dayOf(context.nowMs)
  const from = dayNamed(fieldText(said, 'from') || '今天', today)
  const to = fieldText(said, 'to') ? dayNamed(fieldText(said, 'to'), today) : from
  const named = fieldText(said, 'substitute')
  return ask(
    context,
    { from, to },
    named ? personNamed(context.directory, named) : undefined,
    fieldText(said, 'reason'),
  )
}

/** Stands for the name while its neighbours are looked at: a name may hold what a pattern would read as a sign. */
const NAME = '\uFFFC'
const STAND_IN = /(?:由|请|让)?\uFFFC(?:老师)?(?:替岗|代班|代课|代替|替|代)?/

/** `今天 顾鹿蓁 发烧就医` in any order and with or without spaces: days, a colleague's name, the rest is the reason. */
async function askByWords(words: string, context: Context): Promise<Reply> {
  const { directory, nowMs } = context
  const { rest, ...days } = readDays(words, dayOf(nowMs))
  const named = directory.people.find((entry) => entry.active && rest.includes(entry.name))
  const reason = named ? rest.replace(named.name, NAME).replace(STAND_IN, ' ') : rest
  return ask(context, days, named, reason.replace(/\s+/g, ' ').trim())
}

async function ask(
  context: Context,
  { from, to }: Days,
  substitute: Person | undefined,
  reason: string,
): Promise<Reply> {
  const { work, directory, speaker } = context
  const made = await requestLeave(work, directory, speaker, {
    firstDay: from,
    lastDay: to,
    substitute,
    reason,
  })
  const stand = made.substitute ? directory.person(made.substitute)?.name : undefined
  return show(context, made, stand ? `已提交，由${stand}替岗` : '已提交')
}
