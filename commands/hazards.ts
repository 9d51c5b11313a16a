import { type Context, defineCommand, type Reply } from '../src/bot/command.ts'
import { mustSee } from '../src/ledger/scope.ts'
import { readListWords } from '../src/ledger/words.ts'

export default defineCommand({
  name: 'hazards',
  chinese: ['隐患清单', '隐患台账'],
  summary: '隐患清单：我的、本部门、全部，可筛选',
  examples: ['/hazards', '/隐患清单', '/隐患清单 逾期 较大 食堂', '/隐患清单 全部 待验收'],
  run: async (said, context) => listReply(context, said.words),
})

/** The list these words ask for; `/隐患 我的` asks for it as well. */
export function listReply({ chat, directory, speaker }: Context, words: string): Reply {
  // Others read along: how many, and nothing of what (handbook §4).
  if (chat.type === 'group') return { show: { card: 'hazards' } }
  const { filter, page } = readListWords(directory, words)
  const scope = filter.scope ?? 'mine'
  mustSee(directory, speaker, scope)
  return { show: { card: 'hazards', for: speaker.id, filter: { ...filter, scope }, page } }
}
