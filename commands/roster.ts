import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { type ReplaceWords, readReplace } from '../src/bot/roster-sentences.ts'
import { firstWord } from '../src/bot/words.ts'
import { dayNamed } from '../src/leaves/days.ts'
import { arrangesRoster } from '../src/people/permissions.ts'
import { personNamed } from '../src/people/person-named.ts'
import { Refusal } from '../src/refusal.ts'
import { restOfTerm } from '../src/rosters/checkup.ts'
import { LEADER } from '../src/rosters/replacement.ts'
import { replace } from '../src/rosters/replacing.ts'
import { swap } from '../src/rosters/swap.ts'
import { dropSwap, requestSwap, takeSwap } from '../src/rosters/swaps.ts'
import { placesOf, seatsOn, turnOf } from '../src/rosters/turns.ts'
import { addDays, dayOf, instantOf } from '../src/time.ts'

const SWAP = /^\d{4}-\d{2}-\d{2}\.[\w-]+\.\d+$/

export default defineCommand({
  name: 'roster',
  chinese: ['值班', '值日', '值班表'],
  summary: '谁值班；替班、换班：/值班 换班 9月3日',
  examples: [
    '/roster',
    '/值班',
    '/值班 2026-09-03',
    '/值班 换班 9月3日',
    '/值班 替 9月3日 田芸归 外出开会',
    '/值班 体检',
  ],
  async run(said, context) {
    const [first, rest] = firstWord(said.words)
    const asksOnly = first === '' || /^[\d今明后昨前大下本这周星]/.test(first)
    if (context.chat.type === 'group' && (!asksOnly || SWAP.test(first)))
      return { text: '群里只看谁值班；替班、换班、体检请私聊我。' }
    if (SWAP.test(first)) return onSwap(context, first, rest)
    if (first === '体检') return checkup(context)
    if (/^替班?/.test(first)) return askReplace(said, context)
    if (/^换班?/.test(first)) return askSwap(context, said.words.replace(/^换班?\s*/, ''))
    return look(context, said.words)
  },
})

/** `2026-09-03`, `9月3日 10:30`, or nothing for today. */
function look({ nowMs }: Context, words: string): Reply {
  const today = dayOf(nowMs)
  const moment = /^(.*?)\s*(\d{1,2}):(\d{2})$/.exec(words)
  const day = dayNamed(moment?.[1] || (words && !moment ? words : '今天'), today)
  const atMs = moment ? instantOf(day, `${moment[2]}:${moment[3]}`) : undefined
  if (atMs !== undefined && (Number(moment![2]) > 23 || Number(moment![3]) > 59))
    throw new Refusal('bad-time', '没看懂时间，请写成「/值班 9月3日 10:30」。')
  return { show: { card: 'roster', day, ...(atMs !== undefined && atMs <= nowMs && { atMs }) } }
}

function checkup({ speaker, directory, nowMs }: Context): Reply {
  if (!arrangesRoster(speaker, directory))
    throw new Refusal('not-yours', '值班表体检给校领导和安全办公室看。您可以发送 /值班 看安排。')
  const today = dayOf(nowMs)
  if (!restOfTerm(directory, today))
    throw new Refusal('no-term', '校历里没有本学期或下学期的日期，请先补上校历。')
  return { show: { card: 'roster-checkup', day: today, for: speaker.id } }
}

async function askReplace(said: Said, context: Context): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  const words = said.words.replace(/^替班?\s*/, '')
  const form = fieldText(said, 'person') !== ''
  if (words === '' && !form) return { show: { card: 'replace-form', for: speaker.id } }
  const asked = form ? readForm(said, context) : readReplace(words, directory, dayOf(nowMs))
  const wish = { ...asked, ...whoseTurn(context, asked) }
  const [made] = await replace(work, directory, speaker, wish)
  return {
    show: { card: 'replacement', seat: made!.seat, number: made!.replacement.number, for: speaker.id },
    toast: { type: 'success', text: `已安排${asked.person.name}替班` },
  }
}

function readForm(said: Said, { directory, nowMs }: Context): ReplaceWords {
  const today = dayOf(nowMs)
  const from = dayNamed(fieldText(said, 'from') || '今天', today)
  const seat = fieldText(said, 'seat')
  return {
    from,
    to: fieldText(said, 'to') ? dayNamed(fieldText(said, 'to'), today) : from,
    person: personNamed(directory, fieldText(said, 'person')),
    ...([LEADER, ...placesOf(directory)].includes(seat) && { seat }),
    reason: fieldText(said, 'reason'),
  }
}

/** The own turn, unless it says otherwise; for others only the office and leaders may speak (S2-113). */
function whoseTurn(
  { directory, speaker }: Context,
  { seat, insteadOf, person, from, to }: ReplaceWords,
): Pick<ReplaceWords, 'insteadOf' | 'seat'> {
  const arranges = arrangesRoster(speaker, directory)
  if (insteadOf && insteadOf.id !== speaker.id && !arranges)
    throw new Refusal('not-yours', `${insteadOf.name}的班由本人、安全办公室或校领导安排。`)
  if (!arranges) return { insteadOf: speaker }
  if (insteadOf || seat !== undefined) return {}
  if (speaker.id !== person.id && hasTurn(directory, speaker.id, from, to)) return { insteadOf: speaker }
  throw new Refusal(
    'which',
    `请写明替哪个岗，例如「/值班 替 ${from} 值班领导 ${person.name} 理由」。岗位有：值班领导、${placesOf(directory).join('、')}。`,
  )
}

function hasTurn(directory: Context['directory'], id: string, from: string, to: string): boolean {
  for (let day = from; day <= to; day = addDays(day, 1))
    if (seatsOn(directory, day).some((seat) => turnOf(directory, seat, day).owner?.id === id)) return true
  return false
}

async function askSwap(context: Context, words: string): Promise<Reply> {
  const { work, directory, speaker, nowMs } = context
  if (words === '')
    throw new Refusal('no-day', '请写明换哪一天，例如「/值班 换班 9月3日」。发送 /值班 看自己的班。')
  const made = await requestSwap(work, directory, speaker, dayNamed(words, dayOf(nowMs)))
  return swapReply(context, made.id, `已问 ${made.others.length} 位同事`)
}

async function onSwap(context: Context, id: string, verb: string): Promise<Reply> {
  const { work, directory, speaker } = context
  if (verb === '我来') {
    const after = await takeSwap(work, directory, speaker, id)
    return swapReply(
      context,
      id,
      after.status === 'agreed' ? '这个班归您了，谢谢' : '这个班已经另有安排，不用接了',
    )
  }
  if (verb === '取消') {
    await dropSwap(work, id, speaker)
    return swapReply(context, id, '已取消换班')
  }
  const found = await work.state(swap, id)
  const concerned = found && (found.asker === speaker.id || found.others.includes(speaker.id))
  if (!found || (!concerned && !arrangesRoster(speaker, directory)))
    throw new Refusal('no-swap', '没有找到这次换班，发送 /值班 看看安排。')
  return swapReply(context, id, '')
}

const swapReply = ({ speaker }: Context, id: string, toast: string): Reply => ({
  show: { card: 'swap', id, for: speaker.id },
  ...(toast !== '' && { toast: { type: 'success' as const, text: toast } }),
})
