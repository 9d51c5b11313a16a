import { sayDay, sayInstant } from '../time.ts'
import type { Warning } from '../warnings/warning.ts'
import { type Block, type Card, heading, type Inline, small, text } from './card.ts'

/** One line of the weekly card with the numbers behind it; never a name (handbook §10). */
export function sayWarning(warning: Warning): string {
  switch (warning.kind) {
    case 'more': {
      const { name, weeks, now, before, term } = warning
      const past = term === undefined ? '' : `，上学期平均 ${term} 条`
      return `${name} ${weeks} 周内 ${now.length} 条（前 ${weeks} 周 ${before.length} 条${past}）`
    }
    case 'stuck': {
      const { returned, transferred, reopened } = warning
      const parts = [
        returned.length > 0 && `多次退回 ${returned.length} 条`,
        transferred.length > 0 && `多次转交 ${transferred.length} 条`,
        reopened.length > 0 && `销号后重开 ${reopened.length} 条`,
      ].filter(Boolean)
      return `未销号隐患：${parts.join('，')}`
    }
    case 'slower': {
      const { weeks, now, before } = warning
      return `销号变慢：${weeks} 周内 ${now.closed.length} 条，中位 ${now.median} 天（前 ${weeks} 周 ${before.closed.length} 条，${before.median} 天）`
    }
    case 'unvisited':
      return `${warning.points.length} 个巡查点 ${warning.days} 天没有人到`
  }
}

/** Each line with what is behind it, as far as the reader may see it. */
export interface WarningsView {
  firstDay: string
  lastDay: string
  asOfMs: number
  warnings: { line: string; items: string[]; hidden: number }[]
  /** Which weeks were held against which. */
  compared?: { now: [string, string]; before: [string, string] }
  /** When a line is said at all, a sentence each. */
  rule: string[]
}

/** A card is read on a phone: the rest is counted. */
const MOST_ITEMS = 12

/** `/预警`: the records behind each line. */
export function warningsCard({ firstDay, lastDay, asOfMs, warnings, compared, rule }: WarningsView): Card {
  const day = (at: string) => sayDay(at).split(' ')[0]!
  return {
    kind: 'warnings',
    title: `预警 · ${day(firstDay)}–${day(lastDay)}`,
    tone: warnings.length > 0 ? 'warn' : 'ok',
    tags: [warnings.length > 0 ? `${warnings.length} 项` : '没有预警'],
    preview: warnings[0]?.line.slice(0, 40) ?? '没有需要预警的',
    audience: 'personal',
    blocks: [
      ...(warnings.length === 0 ? [text('没有变多、反复或无人巡查的地方。')] : []),
      ...warnings.flatMap(({ line, items, hidden }): Block[] => [
        heading(line),
        ...(items.length > 0
          ? [{ kind: 'list' as const, items: items.slice(0, MOST_ITEMS).map((item): Inline[] => [item]) }]
          : []),
        ...(items.length > MOST_ITEMS ? [small(`还有 ${items.length - MOST_ITEMS} 条没有列出。`)] : []),
        ...(hidden > 0 ? [small(`另有 ${hidden} 条已转为受限事项，不在这里显示。`)] : []),
      ]),
      ...(compared
        ? [
            small(
              `比较的是有课的周：${day(compared.now[0])}–${day(compared.now[1])}，和之前的 ${day(compared.before[0])}–${day(compared.before[1])}。`,
            ),
          ]
        : []),
      {
        kind: 'details',
        summary: '怎样才会预警',
        blocks: [{ kind: 'list', items: rule.map((line) => [line]) }, small('这些数字发送 /规则 查看。')],
      },
      small(`截至 ${sayInstant(asOfMs)}，受限事项不在内。`),
    ],
  }
}
