import { aboutDouble } from '../doubles/doubles.ts'
import type { Show } from '../log/work.ts'
import { owedTo } from '../people/addressing.ts'
import type { FiledHazard } from '../reporting/file-hazard.ts'
import type { Context, Reply } from './command.ts'
import { filedHazard } from './matter-replies.ts'

/** What came of a report, in a few words. */
function sayFiled({ hazard, outcome }: Pick<FiledHazard, 'hazard' | 'outcome'>): string {
  switch (outcome) {
    case 'new':
      return `已登记，编号 ${hazard.number}`
    case 'asked':
      return `同一处已有隐患 ${hazard.number}，请选一下是不是同一件`
    case 'joined':
      return `同一处的隐患 ${hazard.number} 还没整改完，已补充到上面`
    case 'raised':
      return `已补充到隐患 ${hazard.number}，并马上通知负责的同事`
  }
}

/** The new hazard's card, or the question beside the open one. */
export function reportReply(context: Context, filed: FiledHazard): Reply {
  const toast = { type: 'success' as const, text: sayFiled(filed) }
  if (!filed.double) return { ...filedHazard(context, filed.hazard), toast }
  return {
    ...privately(
      context,
      { card: 'double', id: filed.double.id },
      `${sayFiled(filed)}。`,
      aboutDouble(filed.double),
    ),
    toast,
  }
}

/** A card for one person: in a group the words alone, and the card in the private chat. */
export function privately(context: Context, show: Show, text: string, once: string): Reply {
  const { chat, speaker, work, directory } = context
  if (chat.type === 'private') return { show: { ...show, for: speaker.id } }
  const owed = owedTo(directory, speaker, { once: `card:${once}`, show, urgency: 1, notBeforeMs: work.nowMs })
  if (owed) work.owe(owed)
  return { text: `${text}请看我们的私聊。` }
}
