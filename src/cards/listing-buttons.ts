import { type Block, type Button, buttons } from './card.ts'
import type { ListingView } from './listing.ts'

export type ListingAct =
  | 'approve'
  | 'decline'
  | 'withdraw'
  | 'level'
  | 'request'
  | 'reply'
  | 'list'
  | 'progress'
  | 'extend'
  | 'correct'
  | 'outcome'
  | 'askRemoval'
  | 'remove'

/** What is rarely wanted is one tap further away. */
const RARE: ListingAct[] = ['withdraw', 'extend', 'correct', 'outcome']

export function listingButtons(view: ListingView): Block[] {
  const isRare = (act: ListingAct) =>
    RARE.includes(act) || (act === 'level' && view.about.level !== undefined)
  const drawn = view.may.map((act) => ({ rare: isRare(act), button: listingButton(view, act) }))
  const plain = drawn.filter(({ rare }) => !rare).map(({ button }) => button)
  const rare = drawn.filter((each) => each.rare).map(({ button }) => button)
  const hazard: Button = { label: '看隐患', says: `/隐患 ${view.of.number}` }
  return [
    buttons(...plain, hazard),
    ...(rare.length > 0 ? [{ kind: 'details' as const, summary: '更多', blocks: [buttons(...rare)] }] : []),
  ]
}

function listingButton({ about }: ListingView, act: ListingAct): Button {
  const says = (what: string) => `/挂牌 ${about.number} ${what}`
  const next = about.level === undefined ? 'level' : about.status === 'approved' ? 'request' : 'list'
  const style = (one: ListingAct) => (one === next ? { style: 'primary' as const } : {})
  const all: Record<ListingAct, Button> = {
    approve: {
      label: about.status === 'proposed' ? '同意申请' : '同意摘牌',
      says: says('同意'),
      style: 'primary',
    },
    decline: { label: '不同意', says: says('要退回') },
    withdraw: { label: '撤回', says: says('要撤回') },
    level: {
      label: about.level === undefined ? '准备提请' : '改级别',
      says: says('要提请'),
      ...style('level'),
    },
    request: { label: '已提请', says: says('报提请'), ...style('request') },
    reply: { label: '登记答复', says: says('报答复') },
    list: { label: '已挂牌', says: says('报挂牌'), ...style('list') },
    progress: { label: '报进展', says: says('报进展'), style: 'primary' },
    extend: { label: '延期', says: says('要延期') },
    correct: { label: '更正牌面', says: says('报挂牌') },
    outcome: { label: '上级处理', says: says('报后果') },
    askRemoval: { label: '申请摘牌', says: says('要摘牌') },
    remove: { label: '已摘牌', says: says('报摘牌'), style: 'primary' },
  }
  return all[act]
}
