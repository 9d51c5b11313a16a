import { mayReportUp } from '../incidents/called.ts'
import * as wishes from '../incidents/upward.ts'
import { missingReceivers, receiverName } from '../incidents/upward.ts'
import { isHead } from '../people/permissions.ts'
import { Refusal } from '../refusal.ts'
import { fieldText, type Reply } from './command.ts'
import { change, type SpokenOfIncident } from './incident-spoken.ts'
import { upwardWords } from './upward-words.ts'

const WHO = '上报由校长、书记、分管副校长或安全办公室来登记。'

/** `/上报 3 已报上级 区教育局 10:45 回执12号`, or the form of the card. */
export async function reportUp(spoken: SpokenOfIncident): Promise<Reply> {
  const { said, context, about, rest } = spoken
  const { directory, speaker, nowMs } = context
  const may = mayReportUp(directory, about, speaker)
  // Who may not record it is not asked for the time first.
  if (!may) throw new Refusal('not-yours', WHO)
  const given = upwardWords(said, rest, nowMs, `/上报 ${about.number} 已报上级 区教育局 10:45`)
  return change(
    spoken,
    wishes.reportUp(given, speaker.id, nowMs),
    may,
    (after) => {
      const missing = missingReceivers(after).map((receiver) => receiverName[receiver])
      return missing.length > 0 ? `已登记，还要报${missing.join('、')}` : '已登记上报'
    },
    WHO,
  )
}

/** `/上报 3 不需上报 <reason>`: only a head, and the card says which of them. */
export async function waive(spoken: SpokenOfIncident): Promise<Reply> {
  const { said, context, about, rest } = spoken
  const { speaker, directory } = context
  const decide = wishes.waive(fieldText(said, 'reason') || rest, speaker.id, isHead(speaker))
  const before = about.waived && directory.person(about.waived.by)?.name
  return change(spoken, decide, isHead(speaker), before ? `${before}已决定不需上报` : '已决定不需上报', WHO)
}

/** `/上报 3 书面报告 <file>`. */
export async function writeUp(spoken: SpokenOfIncident): Promise<Reply> {
  const { said, context, about, rest } = spoken
  const { directory, speaker } = context
  const decide = wishes.writeUp(fieldText(said, 'file') || rest, speaker.id)
  return change(spoken, decide, mayReportUp(directory, about, speaker), '已登记书面报告', WHO)
}
