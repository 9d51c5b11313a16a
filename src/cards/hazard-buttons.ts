import { type Block, type Button, buttons } from './card.ts'
import type { HazardView } from './hazard.ts'
import { type LoopAct, loopButton, RARE_LOOP } from './hazard-loop-buttons.ts'

export type HazardAct =
  | LoopAct
  | 'place'
  | 'accept'
  | 'assign'
  | 'control'
  | 'transfer'
  | 'rectify'
  | 'verify'
  | 'sendBack'
  | 'reclassify'
  | 'dismiss'
  | 'withdraw'
  | 'plan'
  | 'reportUp'
  | 'unlist'
  | 'merge'
  | 'unfollow'
  | 'list'
  | 'seeListing'
  | 'spend'
  | 'answer'

/** What is rarely wanted is one tap further away: a tired reader finds the one button that matters. */
const RARE: HazardAct[] = [
  'transfer',
  'reclassify',
  'dismiss',
  'plan',
  'list',
  'unlist',
  'unfollow',
  'spend',
  'answer',
  ...RARE_LOOP,
]

export function hazardButtons(view: HazardView): Block[] {
  const { may, responsible, call, corrects } = view
  // The reporter corrects at once what the bot proposed; for the others it is rare.
  const isWanted = (act: HazardAct) =>
    call?.offers?.includes(act) === true || (act === 'reclassify' && corrects)
  const isRare = (act: HazardAct) =>
    (RARE.includes(act) && !isWanted(act)) || (act === 'accept' && !responsible)
  const button = (act: HazardAct) => hazardButton(view, act)
  const plain = may.filter((act) => !isRare(act)).map(button)
  const rare = may.filter(isRare).map(button)
  return [
    ...(plain.length > 0 ? [buttons(...plain)] : []),
    ...(rare.length > 0 ? [{ kind: 'details' as const, summary: '更多', blocks: [buttons(...rare)] }] : []),
  ]
}

function hazardButton(view: HazardView, act: HazardAct): Button {
  const { hazard, responsible } = view
  const says = (what: string) => `/隐患 ${hazard.number} ${what}`
  const all: Record<Exclude<HazardAct, LoopAct>, Button> = {
    place: { label: '补充地点', says: says('补地点'), style: 'primary' },
    accept: {
      label: '接收',
      says: says('接收'),
      ...(responsible
        ? { style: 'primary' }
        : { confirm: { title: '由您来整改？', text: '接收后由您负责整改，您就不能验收了。' } }),
    },
    assign: { label: '派给…', says: says('要派人') },
    rectify: { label: '已整改', says: says('报整改'), style: 'primary' },
    verify: { label: '通过', says: says('通过'), style: 'primary' },
    sendBack: { label: '退回', says: says('要退回') },
    control: { label: '已管控', says: says('报管控') },
    transfer: { label: '转交', says: says('要转交') },
    reclassify: { label: '改类别等级', says: says('要改级') },
    dismiss: { label: '不是隐患', says: says('要作废') },
    plan: { label: '整改方案', says: says('要方案') },
    reportUp: { label: '已报上级', says: says('要报上级'), style: 'danger' },
    unlist: { label: '不挂牌', says: says('要免挂牌') },
    merge: { label: `并入隐患 ${hazard.maybeSame}`, says: says(`并入 ${hazard.maybeSame}`) },
    unfollow: { label: '取消跟进', says: says('取消跟进') },
    list: { label: '申请挂牌', says: says('要挂牌') },
    seeListing: { label: '看挂牌', says: `/挂牌 ${hazard.listing?.number}` },
    spend: { label: '登记投入', says: says('要投入') },
    answer: { label: '答复报告人', says: says('要答复') },
    withdraw: {
      label: '撤回',
      says: says('撤回'),
      confirm: { title: '撤回这条隐患？', text: '撤回后不再派人处理，记录保留。' },
    },
  }
  return act in all ? all[act as keyof typeof all] : loopButton(says, act as LoopAct)
}
