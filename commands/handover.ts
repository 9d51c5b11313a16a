import { type Context, defineCommand, type Reply } from '../src/bot/command.ts'
import { handover } from '../src/handovers/handover.ts'
import { agreeToHandover, beginHandover } from '../src/handovers/handovers.ts'
import { mayPost } from '../src/people/permissions.ts'
import { personNamed } from '../src/people/person-named.ts'
import { Refusal } from '../src/refusal.ts'
import { confirmsAs } from '../src/views/handover.ts'

export default defineCommand({
  name: 'handover',
  chinese: ['交接', '移交'],
  summary: '岗位交接：/交接 原责任人 接手人，双方确认后生效',
  examples: ['/handover', '/交接 单念蘅 顾鹿蓁'],
  async run(said, context) {
    if (context.chat.type === 'group') return { text: '交接请私聊我发送 /交接 原责任人 接手人。' }
    const [first = '', second = ''] = said.words.split(' ').filter(Boolean)
    if (second === '确认') return confirm(context, first)
    if (second === '') throw new Refusal('no-words', '请写交出的人和接手的人，例如：/交接 单念蘅 顾鹿蓁。')
    return open(context, first, second)
  },
})

async function open(context: Context, from: string, to: string): Promise<Reply> {
  const { work, directory, speaker } = context
  // Somebody who left is still found by name: that is when it is needed most.
  const giver = directory.byName(from) ?? personNamed(directory, from)
  if (giver.id !== speaker.id && !mayPost(speaker, directory))
    throw new Refusal('not-yours', '交接由本人、安全办公室或校长、书记发起。')
  const made = await beginHandover(work, directory, giver, personNamed(directory, to), speaker)
  return { show: { card: 'handover', id: made.id, for: speaker.id } }
}

async function confirm(context: Context, id: string): Promise<Reply> {
  const { work, directory, speaker } = context
  const about = await work.state(handover, id)
  if (!about) throw new Refusal('no-handover', '没有找到这份交接。')
  const part = confirmsAs(directory, about, speaker)
  const own = speaker.id === about.giver || speaker.id === about.taker
  if (!part && !own) throw new Refusal('not-yours', '这份交接要由交出的人和接手的人确认。')
  const person = part === 'give' ? about.giver : speaker.id
  const after = await agreeToHandover(work, directory, id, person, speaker)
  return {
    show: { card: 'handover', id, for: speaker.id },
    toast: { type: 'success', text: after.status === 'done' ? '已交接' : '已确认，等对方确认' },
  }
}
