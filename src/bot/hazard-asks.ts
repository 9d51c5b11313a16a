import { askedToApprove } from '../hazards/approvers.ts'
import * as asks from '../hazards/asks.ts'
import { followUpDay } from '../hazards/follow-up.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { dueAfterPause } from '../hazards/redate.ts'
import { tellHazard } from '../hazards/tell.ts'
import type { Ask, OutsideClock } from '../hazards/waits.ts'
import { dayNamed } from '../leaves/days.ts'
import { Refusal } from '../refusal.ts'
import { dayOf, instantOf } from '../time.ts'
import { fieldText, type Reply } from './command.ts'
import { dayAtEnd, dayOrNone } from './hazard-dates.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { firstWord } from './words.ts'

const WHO_ASKS = '延期和暂停由整改人或部门负责人提出。'
const WHO_ALLOWS =
  '延期和暂停：一般隐患由部门负责人、安全办公室或校领导批，较大以上由分管副校长、校长或书记批；整改人不能批自己的。'

/** `/隐患 12 延期 9月30日 配件要订货`. */
export async function askExtension(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { speaker, nowMs } = context
  const today = dayOf(nowMs)
  const [word, words] = firstWord(rest)
  const named = fieldText(said, 'date') || word
  if (!named)
    throw new Refusal('no-day', `请写延到哪天、为什么，例如：/隐患 ${about.number} 延期 9月30日 配件要订货`)
  const dueMs = instantOf(dayNamed(named, today), '17:30')
  const reason = fieldText(said, 'reason') || (fieldText(said, 'date') ? rest : words)
  const { after, reply } = await change(
    spoken,
    asks.askExtension(dueMs, reason, speaker.id, extensionLimits(spoken)),
    rights.mends,
    WHO_ASKS,
    '已提出延期，批准前期限不变',
  )
  tellApprovers(spoken, after)
  return reply
}

const CLOCKS: [RegExp, OutsideClock][] = [
  [/^(?:contractor|承包[方商]?|施工[方队]?|维保(?:单位)?|厂家|供应商)$/, 'contractor'],
  [/^(?:superior|上级|教育局|主管部门|政府)$/, 'superior'],
]

/** `/隐患 12 暂停 承包方 等配件到货 9月20日`. */
export async function askPause(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, nowMs } = context
  const [word, words] = firstWord(rest)
  const given = fieldText(said, 'clock') || word
  const clock = CLOCKS.find(([names]) => names.test(given))?.[1]
  if (!clock)
    throw new Refusal(
      'no-clock',
      `请写在等谁（承包方 或 上级）和原因，例如：/隐患 ${about.number} 暂停 承包方 等配件到货 9月20日。等学校自己的不能暂停。`,
    )
  const today = dayOf(nowMs)
  const typed = dayAtEnd(fieldText(said, 'clock') ? rest : words, today)
  const date = fieldText(said, 'date')
  const { followUp, limits } = followUpDay(directory, about, date ? dayNamed(date, today) : typed.day, nowMs)
  const wish = {
    clock,
    followUp,
    reason: fieldText(said, 'reason') || typed.rest,
    control: fieldText(said, 'control'),
  }
  const { after, reply } = await change(
    spoken,
    asks.askPause(wish, speaker.id, limits),
    rights.mends,
    WHO_ASKS,
    '已提出暂停，批准前期限照走',
  )
  tellApprovers(spoken, after)
  return reply
}

/** `/隐患 12 准延期`, or to an earlier day: `准延期 9月25日`. */
export async function grantExtension(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const named = fieldText(said, 'date') || rest
  const earlierMs = named ? instantOf(dayNamed(named, dayOf(context.nowMs)), '17:30') : undefined
  const decide = asks.grantExtension(context.speaker.id, extensionLimits(spoken), earlierMs)
  return decided(spoken, await change(spoken, decide, rights.approves, WHO_ALLOWS, '已同意延期'))
}

export async function grantPause(spoken: Spoken): Promise<Reply> {
  const decide = asks.grantPause(spoken.context.speaker.id)
  const done = await change(
    spoken,
    decide,
    spoken.rights.approves,
    WHO_ALLOWS,
    '已同意暂停，到跟进日期再提醒您',
  )
  return decided(spoken, done)
}

export const denyExtension = (spoken: Spoken): Promise<Reply> => deny(spoken, 'extension')
export const denyPause = (spoken: Spoken): Promise<Reply> => deny(spoken, 'pause')

async function deny(spoken: Spoken, what: Ask['what']): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = asks.deny(what, fieldText(said, 'reason') || rest, context.speaker.id)
  return decided(spoken, await change(spoken, decide, rights.approves, WHO_ALLOWS, '已告诉整改人，期限不变'))
}

/** `/隐患 12 继续暂停 9月28日`. */
export async function keepPaused(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { directory, speaker, nowMs } = context
  const today = dayOf(nowMs)
  const [word, words] = firstWord(rest)
  const date = fieldText(said, 'date')
  const typed = dayOrNone(word, today)
  const { followUp, limits } = followUpDay(directory, about, date ? dayNamed(date, today) : typed, nowMs)
  const reason = fieldText(said, 'reason') || (typed ? words : rest)
  const decide = asks.keepPaused(followUp, reason, speaker.id, limits)
  const { reply } = await change(spoken, decide, rights.approves, WHO_ALLOWS, '已定下一个跟进日期')
  return reply
}

export async function resume(spoken: Spoken): Promise<Reply> {
  const { rights } = spoken
  const may = rights.mends || rights.approves
  const no = '恢复由整改人、部门负责人或批准的同事来说。'
  const { reply } = await change(spoken, resuming(spoken), may, no, '已恢复，期限按暂停的工作时间顺延')
  return reply
}

/** The clock goes on from now, by whom it is said. */
export const resuming = ({ context: { directory, nowMs, speaker } }: Spoken) =>
  asks.resume((known) => dueAfterPause(directory.calendar, known, nowMs), speaker.id)

function extensionLimits({ context: { directory, nowMs }, about }: Spoken): asks.ExtensionLimits {
  const { calendar, rules } = directory
  const { settings } = rules.at(about.rules)
  const from = dayOf(Math.max(about.rectifyDueMs, nowMs))
  const latest = calendar.addWorkdays(from, settings['hazard.extend_most_days'])
  return {
    times: settings[`hazard.${about.severity}.extensions`],
    latestMs: instantOf(latest, '17:30'),
    nowMs,
  }
}

function tellApprovers({ context: { work, directory, speaker }, about }: Spoken, after: Hazard): void {
  if (after.asks === about.asks) return
  for (const approver of askedToApprove(directory, after))
    if (approver.id !== speaker.id) tellHazard(work, directory, after, approver, 'ask')
}

/** Whoever asked hears what was decided; who reported it sees it on his own card. */
function decided({ context, about }: Spoken, { after, reply }: { after: Hazard; reply: Reply }): Reply {
  const asker = context.directory.person(about.ask?.by ?? '')
  if (asker) tellHazard(context.work, context.directory, after, asker, 'decided')
  return reply
}
