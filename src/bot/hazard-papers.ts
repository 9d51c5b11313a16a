import * as wishes from '../hazards/papers.ts'
import { dayNamed } from '../leaves/days.ts'
import { dayOf } from '../time.ts'
import { fieldText, type Reply } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { labelledWords } from './labelled-words.ts'
import { upwardWords } from './upward-words.ts'

/** As people head them; 完成 alone may begin a measure (完成后复查), so it needs its colon. */
const PARTS = {
  措施: 'measure',
  责任人: 'person',
  负责人: 'person',
  整改人: 'person',
  资金: 'money',
  经费: 'money',
  完成日期: 'date',
  完成时间: 'date',
  完成时限: 'date',
  '完成：': 'date',
  '完成:': 'date',
  日期: 'date',
  期限: 'date',
} as const

/**
 * `/隐患 12 方案 措施：换限位器 责任人：鲁锦木 资金：300 日期：9月18日`, or the form's fields; words without a label are the
 * measure, and what is missing is named.
 */
export async function plan(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { directory, speaker, nowMs } = context
  const typed: Partial<Record<string, string>> = labelledWords(rest, PARTS)
  const field = (name: string) => fieldText(said, name) || (typed[name] ?? '')
  const person = field('person')
  const date = field('date')
  const decide = wishes.planMending(
    {
      plan: field('plan'),
      measure: field('measure') || field('plan') || (Object.keys(typed).length > 0 ? '' : rest),
      person: (directory.person(person) ?? directory.byAccount(person))?.name ?? person,
      money: field('money'),
      date: date ? dayNamed(date, dayOf(nowMs)) : '',
    },
    speaker.id,
  )
  const may = rights.handles || rights.mends
  const { reply } = await change(spoken, decide, may, '整改方案由整改人或部门负责人来报。', '已登记方案')
  return reply
}

/** `/隐患 12 已报上级 区教育局 10:45`: a major one within 24 hours. */
export async function reportUp(spoken: Spoken): Promise<Reply> {
  const { said, context, about, rest, rights } = spoken
  const { speaker, nowMs } = context
  const given = upwardWords(said, rest, nowMs, `/隐患 ${about.number} 已报上级 区教育局 10:45`)
  const { reply } = await change(
    spoken,
    wishes.reportUp(given, speaker.id, nowMs),
    rights.decides,
    '上报由校长、书记、分管副校长或安全办公室来登记。',
    '已登记上报',
  )
  return reply
}

/** `/隐患 12 不挂牌 <reason>`. */
export async function keepUnlisted(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const decide = wishes.keepUnlisted(fieldText(said, 'reason') || rest, context.speaker.id)
  const no = '是否挂牌督办由校长、书记或分管副校长决定。'
  const { reply } = await change(spoken, decide, rights.decidesListing, no, '已登记不挂牌')
  return reply
}
