import * as spending from '../hazards/spend.ts'
import { dayNamed, readDays } from '../leaves/days.ts'
import { dayOf } from '../time.ts'
import { fieldText, type Reply } from './command.ts'
import { change, type Spoken } from './hazard-spoken.ts'
import { firstWord } from './words.ts'

/** `/隐患 12 投入 350 换插座 9月1日`: what mending it has cost; without a day it was today (S2-097). */
export async function spend(spoken: Spoken): Promise<Reply> {
  const { said, context, rest, rights } = spoken
  const { speaker, nowMs } = context
  const today = dayOf(nowMs)
  const amount = fieldText(said, 'amount')
  const [yuan, words] = amount ? [amount, ''] : firstWord(rest.replace(/^(\S*\d)\s+([元块])/u, '$1$2'))
  const { item, day } = amount
    ? { item: fieldText(said, 'item'), day: dayNamed(fieldText(said, 'date') || '今天', today) }
    : itemAndDay(words, today)
  const given = { fen: spending.fenOf(yuan) ?? 0, item, day, by: speaker.id }
  const { reply } = await change(
    spoken,
    spending.spend(given, today),
    rights.spends,
    '投入由整改人、部门负责人、会计室或安全办公室来登记。',
    (after) => `已登记，共投入 ${spending.sayYuan(spending.spentFen(after))}`,
  )
  return reply
}

/** The last word may be the day; a figure inside the item (「3月份采购的灯管」) is none. */
function itemAndDay(words: string, today: string): { item: string; day: string } {
  const [, item = '', last = ''] = /^(.*?)\s+(\S+)$/.exec(words) ?? []
  const isOne = /^(?:[前昨今]天|今日|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号])$/.test(
    last,
  )
  return isOne ? { item, day: readDays(last, today).from } : { item: words, day: today }
}
