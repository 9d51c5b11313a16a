import { defineCommand, entriesFor } from '../src/bot/command.ts'
import { helpCard } from '../src/cards/help.ts'

export default defineCommand({
  name: 'help',
  chinese: ['帮助', '说明', '功能'],
  summary: '看看能说什么',
  examples: ['/help', '/帮助', '帮助'],
  async run(_said, { commands, speaker, directory }) {
    return {
      show: { card: 'fixed', content: helpCard(entriesFor(commands, speaker, directory), speaker.name) },
    }
  },
})
