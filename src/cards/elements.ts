import type { Elements, Tally } from '../elements/elements.ts'
import { sayYuan } from '../hazards/spend.ts'
import { buttons, type Card, facts, type Inline, small } from './card.ts'

/** 安全五要素 (S2-097) on one card: a line each, with the records behind it one tap away. */
export function elementsCard({
  year,
  culture,
  rules,
  responsibility,
  equipment,
  investment,
}: Elements): Card {
  const lacks = [culture, rules, responsibility].some(({ undone }) => undone > 0)
  const worn = equipment.broken + equipment.due
  return {
    kind: 'elements',
    title: `安全五要素 · ${year} 年`,
    tone: lacks || worn > 0 || responsibility.gaps > 0 ? 'warn' : 'ok',
    preview: `${year} 年安全文化、制度、责任、设备、投入`,
    audience: 'personal',
    blocks: [
      facts(
        ['文化', sayTally('培训、演练', culture)],
        ['制度', sayTally('责任书、报告、考核', rules)],
        [
          '责任',
          [
            sayTally('会议、签到、巡查、检查', responsibility),
            responsibility.gaps > 0 ? `；${responsibility.gaps} 处没有人负责` : '；处处有人负责',
          ],
        ],
        [
          '设备',
          equipment.all === 0
            ? '还没有登记三防设施'
            : `三防设施 ${equipment.all} 项，坏了 ${equipment.broken} 项，该维护 ${equipment.due} 项`,
        ],
        ['投入', `${sayYuan(investment.fen)}，用于 ${investment.hazards} 条隐患`],
      ),
      small('从本年 1 月 1 日算起，到点的才计；免做的不计，受限事项不在内。'),
      buttons(
        { label: '看无盲点', says: '/覆盖' },
        { label: '看三防', says: '/三防' },
        { label: '导出台账', says: '/台账' },
      ),
    ],
  }
}

const sayTally = (what: string, { due, done, undone }: Tally): Inline =>
  due === 0
    ? `${what}还没有到点的`
    : `${what} ${due} 项，办好 ${done} 项${undone > 0 ? `，没办 ${undone} 项` : ''}`
