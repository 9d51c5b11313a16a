import type { Inbound } from '../platforms/platform.ts'
import { namesCode } from '../receipts/code.ts'
import type { Said } from './command.ts'

/** For whoever stands where he is known. */
export const CODE_ELSEWHERE =
  '这里知道是您，查询码没有记，刚才的话也没有记。请在不用登录的网页里点「凭查询码看进展」。'

/** Whether this sentence, or a field beside it, names the code of a report without a name. */
export const saysCode = (says: string, fields: Said['fields']): boolean =>
  [says, ...Object.values(fields)].some((words) => typeof words === 'string' && namesCode(words))

/** The same for anything that reached us. */
export function codeSaid(inbound: Inbound): boolean {
  if (inbound.kind === 'press') return saysCode(inbound.says, inbound.fields)
  if (inbound.kind !== 'message' || !inbound.toBot) return false
  const { content } = inbound
  return (content.type === 'text' || content.type === 'photo') && namesCode(content.text)
}
