import { defineCommand } from '../src/bot/command.ts'
import { readsCoverage } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'elements',
  chinese: ['五要素'],
  summary: '安全文化、制度、责任、设备、投入：今年做了多少',
  forWhom: readsCoverage,
  examples: ['/elements', '/五要素'],
  async run(_said, { chat, speaker, directory }) {
    if (!readsCoverage(speaker, directory))
      throw new Refusal('not-yours', '五要素给校领导和安全办公室看。您的职责请发送 /双责。')
    return chat.type === 'group'
      ? { text: '请私聊我发送 /五要素 看。' }
      : { show: { card: 'elements', for: speaker.id } }
  },
})
