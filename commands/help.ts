import { defineCommand, entriesFor } from '../src/bot/command.ts'
import { helpCard } from '../src/cards/help.ts'

export default defineCommand({
  name: 'help',
  chinese: ['帮助', '说明', '功能'],
  summary: '看看能说什么',
  examples: ['/help', '/帮助', '帮助', '/帮助 全部'],
  everyday: true,
  async run({ words }, { commands, speaker, directory }) {
    const content = helpCard(entriesFor(commands, speaker, directory), speaker.name, words === '全部')
    return { show: { card: 'fixed', content } }
  },
})
