import type { Handover } from '../handovers/handover.ts'
import { buttons, type Card, facts, heading, small } from './card.ts'

export interface HandoverView {
  handover: Handover
  giver: string
  taker: string
  /** What is handed over, as people call it. */
  items: readonly string[]
  /** Who still has to say yes. */
  waiting: readonly string[]
  /** What the viewer may confirm: as the giver, the taker, or for a giver who left. */
  may: 'give' | 'take' | undefined
}

/** The list both confirm; until then the old owner keeps everything (handbook §3). */
export function handoverCard({
  handover: { id, status },
  giver,
  taker,
  items,
  waiting,
  may,
}: HandoverView): Card {
  const done = status === 'done'
  return {
    kind: 'handover',
    title: `岗位交接 · ${giver} → ${taker}`,
    tone: done ? 'ok' : 'warn',
    tags: [done ? '已交接' : '待确认'],
    preview: done ? '已交接' : `${items.length} 项待交接，请确认`,
    audience: 'personal',
    blocks: [
      facts(['交出', giver], ['接手', taker], !done && ['待确认', waiting.join('、')]),
      heading(`交接事项 ${items.length} 项`),
      { kind: 'list', items: items.map((title) => [title]) },
      ...(may && !done
        ? [
            buttons({
              label: may === 'give' ? '确认移交' : '确认接手',
              says: `/交接 ${id} 确认`,
              style: 'primary',
            }),
          ]
        : []),
      small(done ? '以后由接手人办；以前办过的仍记在原责任人名下。' : '双方都确认以前，仍由原责任人办。'),
    ],
  }
}
