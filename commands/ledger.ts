import { defineCommand } from '../src/bot/command.ts'
import { exportScope } from '../src/ledger/scope.ts'
import { Refusal } from '../src/refusal.ts'

export default defineCommand({
  name: 'ledger',
  chinese: ['台账', '导出台账'],
  summary: '导出隐患排查治理台账（表格和照片）',
  examples: ['/ledger', '/台账'],
  forWhom: (speaker, directory) => exportScope(directory, speaker) !== undefined,
  async run(_said, { chat, directory, speaker }) {
    if (exportScope(directory, speaker) === undefined)
      throw new Refusal(
        'not-yours',
        '台账由年级组长、部门负责人、安全办公室和校领导导出。您可以发送 /隐患清单 看自己的。',
      )
    if (chat.type === 'group') return { text: '台账请和我私聊，发送 /台账。' }
    return { show: { card: 'ledger', for: speaker.id } }
  },
})
