import { type Context, defineCommand, fieldText, type Reply, type Said } from '../src/bot/command.ts'
import { firstWord } from '../src/bot/words.ts'
import { type Handover, handover } from '../src/handovers/handover.ts'
import {
  addNotes,
  agreeToHandover,
  beginHandover,
  dropHandover,
  openHandoversOf,
  redirect,
} from '../src/handovers/handovers.ts'
import { confirmsAs, gives, maySettle } from '../src/handovers/rights.ts'
import { mayPost } from '../src/people/permissions.ts'
import { personNamed } from '../src/people/person-named.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'handover',
  chinese: ['交接', '移交'],
  summary: '岗位交接：/交接 原责任人 接手人，双方确认后生效',
  examples: ['/handover', '/交接 单念蘅 顾鹿蓁', '/交接 备注 钥匙：教室钥匙2把'],
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '交接请私聊我发送 /交接 原责任人 接手人。' }
    const [first, rest] = firstWord(said.words)
    if (first === '备注') return note(context, await ownOpen(context), fieldText(said, 'note') || rest)
    if (/^\d{4}-\d\d-\d\d\./.test(first)) return settle(said, context, first, rest)
    const [second, more] = firstWord(rest)
    if (second === '') return mine(context)
    return open(context, first, second, more)
  },
})

/** A sentence about one handover by its id: the buttons, and what is typed with it. */
async function settle(said: Said, context: Context, id: string, rest: string): Promise<Reply> {
  const about = await context.work.state(handover, id)
  if (!about) throw new Refusal('no-handover', '没有找到这份交接。')
  const [verb, words] = firstWord(rest)
  switch (verb) {
    case '':
      return show(context, id)
    case '确认':
      return confirm(context, about)
    case '备注':
      return note(context, about, fieldText(said, 'note') || words)
    case '取消':
      return drop(context, about, words)
    default:
      throw new Refusal('no-words', '可以发送：确认、备注 要交的东西、取消 理由。')
  }
}

const show = ({ speaker }: Context, id: string, text?: string): Reply => ({
  show: { card: 'handover', id, for: speaker.id },
  ...(text !== undefined && { toast: { type: 'success', text } }),
})

/** The speaker's own that is under way: the one he gives before the one he takes. */
async function ownOpen({ work, speaker }: Context): Promise<Handover> {
  const open = await openHandoversOf(work.db, speaker.id)
  const own = open.find(({ giver }) => giver === speaker.id) ?? open[0]
  if (!own)
    throw new Refusal('no-words', '请写交出的人和接手的人，例如：/交接 单念蘅 顾鹿蓁。您没有在办的交接。')
  return own
}

const mine = async (context: Context): Promise<Reply> => show(context, (await ownOpen(context)).id)

async function open(context: Context, from: string, to: string, note: string): Promise<Reply> {
  const { work, directory, speaker } = context
  // Somebody who left is still found by name: that is when it is needed most.
  const giver = directory.byName(from) ?? personNamed(directory, from)
  if (giver.id !== speaker.id && !mayPost(speaker, directory))
    throw new Refusal('not-yours', '交接由本人、安全办公室或校长、书记发起。')
  const taker = personNamed(directory, to)
  const notes = linesOf(note.replace(/^备注\s*/, ''))
  const running = (await openHandoversOf(work.db, giver.id)).find((each) => each.giver === giver.id)
  if (!running) return show(context, (await beginHandover(work, directory, giver, taker, speaker, notes)).id)
  if (running.taker !== taker.id) await redirect(work, directory, running.id, taker, speaker.id)
  if (notes.length > 0) await addNotes(work, directory, running.id, notes, speaker)
  return show(context, running.id, running.taker === taker.id ? '这份交接已经在办' : `改由${taker.name}接手`)
}

/** `钥匙2把；平板1台`: one line each. */
const linesOf = (words: string): string[] => words.split(/[\n;；]/).filter((line) => line.trim())

async function note(context: Context, about: Handover, words: string): Promise<Reply> {
  const { work, directory, speaker } = context
  const after = await addNotes(work, directory, about.id, linesOf(words), speaker)
  const again = about.confirmed.length > after.confirmed.length
  return show(context, about.id, again ? '已加上，请接手人再确认一次' : '已加上')
}

async function drop(context: Context, about: Handover, reason: string): Promise<Reply> {
  const { work, directory, speaker } = context
  if (!maySettle(directory, about, speaker))
    throw new Refusal('not-yours', '取消交接由交出的人、接手的人或安全办公室来做。')
  await dropHandover(work, directory, about.id, speaker.id, reason)
  return show(context, about.id, '已取消，事情仍由原责任人办')
}

async function confirm(context: Context, about: Handover): Promise<Reply> {
  const { work, directory, speaker } = context
  const part = confirmsAs(directory, about, speaker)
  const own = speaker.id === about.giver || speaker.id === about.taker
  const spoken = about.status === 'open' && gives(directory, about, speaker)
  if (!part && !own && !spoken && !(about.status !== 'open' && maySettle(directory, about, speaker)))
    throw new Refusal('not-yours', '这份交接要由交出的人和接手的人确认。')
  const person = part === 'give' || (!part && !own) ? about.giver : part === 'take' ? about.taker : speaker.id
  const after = await agreeToHandover(work, directory, about.id, person, speaker)
  return show(context, about.id, after.status === 'done' ? '已交接' : '已确认，等对方确认')
}
