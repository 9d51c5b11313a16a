import { defineCommand } from '../src/bot/command.ts'
import { readsCoverage } from '../src/people/permissions.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'check',
  chinese: ['自检', '开学检查'],
  summary: '开学检查：资料齐不齐，哪些职责因此暂停',
  examples: ['/check', '/自检', '开学检查'],
  forWhom: readsCoverage,
  async run(_said, { speaker, directory, chat }) {
    if (!readsCoverage(speaker, directory))
      throw new Refusal('not-yours', '开学检查给安全办公室和校领导看。您可以发送 /双责 看自己的职责。')
    if (chat.type === 'group') return { text: '请私聊我发送 /自检 看。' }
    return { show: { card: 'checklist' } }
  },
})
