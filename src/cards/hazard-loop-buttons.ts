import type { Button } from './card.ts'

/** What may be said of a hazard beside the straight way from report to verification. */
export type LoopAct =
  | 'refuse'
  | 'extend'
  | 'grantExtension'
  | 'denyExtension'
  | 'pause'
  | 'grantPause'
  | 'denyPause'
  | 'keepPaused'
  | 'resume'
  | 'toSurroundings'
  | 'toCampus'
  | 'contact'
  | 'reply'
  | 'coOwn'
  | 'partDone'
  | 'reopen'

/** An answer that somebody waits for: while it is due nothing else is in its way. */
export const AWAITED_LOOP: LoopAct[] = [
  'grantExtension',
  'denyExtension',
  'grantPause',
  'denyPause',
  'resume',
  'keepPaused',
  'partDone',
]

export const RARE_LOOP: LoopAct[] = [
  'refuse',
  'extend',
  'pause',
  'toSurroundings',
  'toCampus',
  'coOwn',
  'reopen',
]

export function loopButton(says: (what: string) => string, act: LoopAct): Button {
  const all: Record<LoopAct, Button> = {
    refuse: { label: '不接', says: says('要退单') },
    extend: { label: '需延期', says: says('要延期') },
    grantExtension: { label: '同意延期', says: says('准延期'), style: 'primary' },
    denyExtension: { label: '不同意', says: says('要不准延期') },
    pause: { label: '需暂停', says: says('要暂停') },
    grantPause: { label: '同意暂停', says: says('准暂停'), style: 'primary' },
    denyPause: { label: '不同意', says: says('要不准暂停') },
    keepPaused: { label: '还要等', says: says('要继续暂停') },
    resume: { label: '恢复', says: says('恢复'), style: 'primary' },
    toSurroundings: { label: '是校园周边的', says: says('周边') },
    toCampus: { label: '是校内的', says: says('校内') },
    contact: { label: '已联系外部单位', says: says('要联系') },
    reply: { label: '登记对方答复', says: says('要登记回复') },
    coOwn: { label: '加协办人', says: says('要协办') },
    partDone: { label: '我的部分已完成', says: says('已完成'), style: 'primary' },
    reopen: { label: '重开', says: says('要重开') },
  }
  return all[act]
}
