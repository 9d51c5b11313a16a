import { defineCommand } from '../src/bot/command.ts'
import { weekNamed } from '../src/bot/week-named.ts'
import { owedTo } from '../src/people/addressing.ts'
import { readsWeek } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'warnings',
  chinese: ['预警'],
  summary: '哪里的隐患变多、反复退回、销号变慢，哪些点没人巡查',
  examples: ['/warnings', '/预警', '/预警 上周'],
  forWhom: readsWeek,
  async run(said, { work, speaker, directory, chat, nowMs }) {
    if (!readsWeek(speaker, directory))
      throw new Refusal('not-yours', '预警清单给校领导和处室负责人看。您可以发送 /隐患 报隐患。')
    const named = weekNamed(said.words.trim(), dayOf(nowMs), '/预警')
    const day = directory.calendar.schoolWeekOf(named).start
    const show = { card: 'warnings', day }
    if (chat.type === 'private') return { show }
    // The group's card counts; what is behind the counts is for its readers alone.
    const once = `warnings:${day}:${speaker.id}:${said.messageId ?? ''}:${said.atMs}`
    const owed = owedTo(directory, speaker, { once, show, urgency: 1, notBeforeMs: nowMs })
    if (owed) work.owe(owed)
    const text = '清单已私聊发给您。'
    return { text, toast: { type: 'info', text } }
  },
})
