import { defineCommand } from '../src/bot/command.ts'
import { dayOf } from '../src/time.ts'

export default defineCommand({
  name: 'today',
  chinese: ['今日', '今天', '待办'],
  summary: '今天要我做的事',
  examples: ['/today', '/今日'],
  run: async (_said, { speaker, nowMs }) => ({
    show: { card: 'today', person: speaker.id, day: dayOf(nowMs) },
  }),
})
