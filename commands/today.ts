import { defineCommand } from '../src/bot/command.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'today',
  chinese: ['今日', '今天', '待办'],
  summary: '今天要我做的事',
  examples: ['/today', '/今日'],
  everyday: true,
  // The card is personal: in a group only where to find it.
  run: async (_said, { speaker, nowMs, chat }) =>
    chat.type === 'group'
      ? { text: '今天的事请私聊我发送 /今日 看。' }
      : { show: { card: 'today', person: speaker.id, day: dayOf(nowMs) } },
})
