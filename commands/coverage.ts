import { defineCommand } from '../src/bot/command.ts'

export default defineCommand({
  name: 'coverage',
  chinese: ['覆盖', '无盲点'],
  summary: '岗位、人员、地点、时段是否都有人负责',
  examples: ['/coverage', '/覆盖', '无盲点'],
  run: async (_said, { chat, speaker }) =>
    chat.type === 'group'
      ? { text: '请私聊我发送 /覆盖 看。' }
      : { show: { card: 'coverage', for: speaker.id } },
})
