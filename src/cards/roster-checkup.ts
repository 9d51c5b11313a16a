import { type Day, sayDay } from '../time.ts'
import { type Block, bold, type Card, facts, heading, type Inline, small, text } from './card.ts'

export interface CheckupFacts {
  from: Day
  to: Day
  turns: number
  score: number
  /** `{ what: '领导空缺', count: 1, each: 5 }` */
  deductions: { what: string; count: number; each: number }[]
  gaps: { seat: string; days: Day[]; why: string }[]
  overloads: { name: string; kind: string; turns: number; allowed: number }[]
}

const MOST_SHOWN = 10

/** The roster over the rest of the term: what is missing, who has too much, and the sum of the score. */
export function checkupCard(of: CheckupFacts): Card {
  const found = of.gaps.length + of.overloads.length > 0
  return {
    kind: 'roster-checkup',
    title: '值班表体检',
    tone: found ? 'warn' : 'ok',
    tags: [`${of.score} 分`],
    preview: `值班表 ${of.score} 分`,
    audience: 'personal',
    blocks: [
      facts(
        ['范围', `${sayDay(of.from)} 至 ${sayDay(of.to)}，共 ${of.turns} 个班`],
        ['得分', [bold(`${of.score}`), ` ＝ ${sumOf(of)}`]],
      ),
      ...part('空缺', of.gaps.map(sayGap)),
      ...part(
        '班次偏多',
        of.overloads.map(({ name, kind, turns, allowed }) => [
          bold(name),
          ` ${kind} ${turns} 次，合理不超过 ${allowed} 次`,
        ]),
      ),
      found ? small('补人或调班：/值班 替 日期 岗位 姓名 理由。') : text('没有空缺，班次均匀。'),
    ],
  }
}

/** `100 − 领导空缺 1×5 − 岗位空缺 2×2`. */
const sumOf = ({ deductions, score }: CheckupFacts): string => {
  const lost = deductions.filter(({ count }) => count > 0)
  const sum = ['100', ...lost.map(({ what, count, each }) => `${what} ${count}×${each}`)].join(' − ')
  const full = lost.reduce((left, { count, each }) => left - count * each, 100)
  return full < score ? `${sum}（最低 0 分）` : sum
}

const part = (title: string, lines: Inline[][]): Block[] =>
  lines.length === 0
    ? []
    : [
        heading(`${title}（${lines.length}）`),
        { kind: 'list', items: lines.slice(0, MOST_SHOWN) },
        ...(lines.length > MOST_SHOWN
          ? [small(`还有 ${lines.length - MOST_SHOWN} 条，先补上面的再看。`)]
          : []),
      ]

function sayGap({ seat, days, why }: CheckupFacts['gaps'][number]): Inline[] {
  const more = days.length > 3 ? ` 等 ${days.length} 天` : ''
  return [bold(seat), ` ${why}：${days.slice(0, 3).map(sayDay).join('、')}${more}`]
}
