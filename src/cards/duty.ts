import { type Block, type Button, type Card, type Form, facts, small } from './card.ts'
import { type DutyItem, dutyItemBlocks, isBehind } from './duty-items.ts'

export type DutyAsk = 'transfer' | 'excuse' | 'decline'

export interface DutyView {
  item: DutyItem
  /** The day it is looked at. */
  day: string
  /** In whose hands it is. */
  holder: string
  mine: boolean
  /** Reasons it changed hands for, oldest first. */
  transfers: { from: string; to: string; reason: string }[]
  /** With which posts it came, oldest first. */
  takenOver?: { from: string; to: string; reason: string }[]
  /** A second transfer that waits for the viewer. */
  wish?: { by: string; to: string; toId: string; reason: string }
  /** Why the office took its completion back. */
  undone?: string
  /** Who shares it and how far each is. */
  sharers: { name: string; state: string }[]
  may: { transfer: boolean; excuse: boolean }
  asked?: DutyAsk
  colleagues: { name: string; account?: string; value: string }[]
  round: string
}

/** One duty by itself: handed over, asked to be handed over, excused. */
export function dutyCard(view: DutyView): Card {
  const { item, day, holder, mine, transfers, wish, asked } = view
  const open = item.status !== 'done' && item.status !== 'late' && item.status !== 'excused'
  const own = dutyItemBlocks(item, day).filter(
    ({ kind }) => mine || item.share !== undefined || kind !== 'buttons',
  )
  const last = transfers.at(-1)
  const taken = view.takenOver?.at(-1)
  return {
    kind: 'duty',
    title: wish
      ? '请您定由谁来办'
      : item.share === 'asked'
        ? '请您协办'
        : mine && view.undone !== undefined
          ? '请重新办理'
          : mine && last
            ? '请您代办'
            : item.title,
    tone: wish ? 'warn' : open ? 'info' : 'muted',
    ...(transfers.length > 0 && { tags: [`已转办 ${transfers.length} 次`] }),
    preview: `${item.title}：${wish ? `请求再次转办给${wish.to}` : `由${holder}办`}`.slice(0, 40),
    audience: 'personal',
    blocks: [
      ...own,
      facts(
        ['现在由谁办', holder],
        view.sharers.length > 0 && [
          '协办',
          view.sharers.map(({ name, state }) => `${name}（${state}）`).join('、'),
        ],
        view.undone !== undefined && ['撤销理由', view.undone],
        taken !== undefined && ['移交', `${taken.from} → ${taken.to}：${taken.reason}`],
        last !== undefined && ['转办', `${last.from} → ${last.to}：${last.reason}`],
        wish !== undefined && ['请求', `${wish.by}请转给${wish.to}：${wish.reason}`],
      ),
      ...(wish ? [small('已经转办过，再转由您来定。')] : []),
      ...(asked ? [askForm(view, asked)] : actions(view, open)),
    ],
  }
}

function actions({ item, wish, may, mine }: DutyView, open: boolean): Block[] {
  if (!open) return []
  // What is behind in one's own hands has the button among its own.
  const asks = may.transfer && !(mine && isBehind(item))
  const list: Button[] = [
    ...(wish
      ? [
          {
            label: '同意转办',
            says: `/转办 ${item.id} ${wish.toId} ${wish.reason}`,
            style: 'primary' as const,
          },
        ]
      : []),
    ...(asks ? [{ label: wish ? '另指定人' : '请人代办', says: `/转办 ${item.id}` }] : []),
    ...(may.excuse ? [{ label: '免做', says: `/免做 ${item.id}` }] : []),
  ]
  return list.length > 0 ? [{ kind: 'buttons', buttons: list }] : []
}

function askForm({ item, colleagues, round }: DutyView, asked: DutyAsk): Form {
  const says = { transfer: '/转办', excuse: '/免做', decline: '/协办' }[asked]
  return {
    kind: 'form',
    id: `h${round}_${asked}`,
    blocks: [
      ...(asked === 'transfer'
        ? [
            {
              kind: 'field' as const,
              name: 'to',
              label: '请谁来办',
              input: 'person' as const,
              people: colleagues,
            },
          ]
        : []),
      { kind: 'field', name: 'reason', label: '理由', input: 'text', maxLength: 100 },
    ],
    buttons: [
      {
        label: '提交',
        says: asked === 'decline' ? `${says} ${item.id} 不能` : `${says} ${item.id}`,
        style: 'primary',
      },
      { label: '返回', says: '/今日' },
    ],
  }
}
