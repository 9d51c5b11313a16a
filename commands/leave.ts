import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { firstWord } from '../src/bot/words.ts'
import { leave } from '../src/leaves/leave.ts'
import { requestLeave, settleLeave } from '../src/leaves/leaves.ts'
import { mayExcuse } from '../src/people/permissions.ts'
import type { Person } from '../src/people/person.ts'
import { Refusal } from '../src/refusal.ts'
import { addDays, type Day, dayOf, daysBetween, isDay, sayDay } from '../src/time.ts'

const LONGEST_DAYS = 190

export default defineCommand({
  name: 'leave',
  chinese: ['请假', '替岗'],
  summary: '请假并请人替岗',
  examples: ['/leave', '/请假', '/请假 今天 顾鹿蓁 发烧就医'],
  async run(said, context) {
    const [first, rest] = firstWord(said.words)
    const verdict = { 准假: 'granted', 不准: 'refused' }[firstWord(rest)[0]] as
      | 'granted'
      | 'refused'
      | undefined
    if (verdict) return settle(context, first, verdict, firstWord(rest)[1])
    if (fieldText(said, 'from') || fieldText(said, 'reason')) return askByForm(said, context)
    if (said.words) return askByWords(said.words, context)
    return { show: { card: 'leave-form', for: context.speaker.id } }
  },
})

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
    throw new Refusal('not-yours', `${who.name}的假由年级组长、处室负责人或校领导批。`)
  await settleLeave(work, directory, id, verdict, speaker, reason)
  return {
    show: { card: 'leave', id, for: speaker.id },
    toast: { type: 'success', text: verdict === 'granted' ? '已准假' : '已记为不准' },
  }
}

async function askByForm(said: Said, context: Context): Promise<Reply> {
  const from = dayNamed(fieldText(said, 'from') || '今天', context.nowMs)
  const to = fieldText(said, 'to') ? dayNamed(fieldText(said, 'to'), context.nowMs) : from
  const named = fieldText(said, 'substitute')
  return ask(context, from, to, named ? colleague(context, named) : undefined, fieldText(said, 'reason'))
}

/** `今天 顾鹿蓁 发烧就医` in any order: a day word, a colleague's name, the rest is the reason. */
async function askByWords(words: string, context: Context): Promise<Reply> {
  let day = dayOf(context.nowMs)
  let substitute: Person | undefined
  const reason: string[] = []
  for (const word of words.split(' ')) {
    const person = context.directory.byName(word.replace(/^(由|请)|(替岗|代班|代替|代)$/g, ''))
    if (/^(今天|明天|后天|\d{4}-\d\d-\d\d)$/.test(word)) day = dayNamed(word, context.nowMs)
    else if (person) substitute = person
    else reason.push(word)
  }
  return ask(context, day, day, substitute, reason.join(' '))
}

async function ask(
  context: Context,
  from: Day,
  to: Day,
  substitute: Person | undefined,
  reason: string,
): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  if (to < dayOf(nowMs))
    throw new Refusal('past', `${sayDay(to)}已经过去,不能补请。需要说明请联系${'安全办公室'}。`)
  if (daysBetween(from, to) > LONGEST_DAYS)
    throw new Refusal('too-long', '一次最多请一个学期,请核对结束日期。')
  if (substitute && !directory.addressee(substitute))
    throw new Refusal('unreachable', `${substitute.name}没有应用账号,请另选替岗人。`)
  const away = substitute && directory.leaveOf(substitute.id, from)
  if (away) throw new Refusal('away-too', `${substitute?.name}那天也请了假,请另选替岗人。`)
  const made = await requestLeave(work, directory, speaker, {
    firstDay: from,
    lastDay: to,
    substitute,
    reason,
  })
  return {
    show: { card: 'leave', id: made.id, for: speaker.id },
    toast: { type: 'success', text: '已提交,替岗人马上收到' },
  }
}

function dayNamed(words: string, nowMs: number): Day {
  const today = dayOf(nowMs)
  const named = { 今天: today, 明天: addDays(today, 1), 后天: addDays(today, 2) }[words] ?? words.slice(0, 10)
  if (!isDay(named)) throw new Refusal('bad-day', `没看懂日期「${words.slice(0, 20)}」,请写成 2026-09-01。`)
  return named
}

function colleague({ directory }: Context, named: string): Person {
  const found = directory.person(named) ?? directory.byAccount(named) ?? directory.byName(named)
  if (!found?.active) throw new Refusal('nobody', `没有找到「${named.slice(0, 20)}」,请写全名。`)
  return found
}
