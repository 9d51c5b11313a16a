import { isNobodys } from '../hazards/status.ts'
import { type Block, type Button, buttons } from './card.ts'
import type { HazardView } from './hazard.ts'
import { AWAITED_LOOP, type LoopAct, loopButton, RARE_LOOP } from './hazard-loop-buttons.ts'

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
  'seeListing',
  'unfollow',
  'spend',
  'answer',
  ...RARE_LOOP,
]

/** More than so many and the one that matters is not found any more. */
const MOST = 4

export function hazardButtons(view: HazardView): Block[] {
  const { may } = view
  const awaited = may.filter((act) => (AWAITED_LOOP as HazardAct[]).includes(act))
  const next = may.filter((act) => isNext(view, act))
  const usual = may.filter((act) => !next.includes(act) && !isRare(view, act))
  const wanted = awaited.length > 0 ? awaited : [...next, ...usual]
  const first = wanted.slice(0, MOST)
  const plain = first.map((act) => hazardButton(view, act))
  const rare = may.filter((act) => !first.includes(act)).map((act) => hazardButton(view, act))
  return [
    ...(plain.length > 0 ? [buttons(...plain)] : []),
    ...(rare.length > 0 ? [{ kind: 'details' as const, summary: '更多', blocks: [buttons(...rare)] }] : []),
  ]
}

/** Without it nothing goes on: nobody has it, or it is mended and cannot be closed for want of a plan. */
function isNext({ hazard, responsible, rectifies }: HazardView, act: HazardAct): boolean {
  if (act === 'assign') return isNobodys(hazard) && !responsible
  return act === 'plan' && hazard.status === 'rectified' && (responsible || rectifies)
}

function isRare({ hazard, responsible, rectifies, call, corrects }: HazardView, act: HazardAct): boolean {
  if (call?.offers?.includes(act)) return false
  // The reporter corrects at once what the bot proposed; for the others it is rare.
  if (act === 'reclassify') return !corrects
  // Taken by somebody else it makes him its mender, who verifies it no more.
  if (act === 'accept') return !responsible
  if (act === 'rectify' || act === 'assign') return !responsible && !rectifies
  if (act === 'contact') return hazard.outside !== undefined
  return RARE.includes(act)
}

function hazardButton(view: HazardView, act: HazardAct): Button {
  const { hazard, responsible } = view
  const says = (what: string) => `/隐患 ${hazard.number} ${what}`
  const next = isNext(view, act) ? { style: 'primary' as const } : {}
  const all: Record<Exclude<HazardAct, LoopAct>, Button> = {
    place: { label: '补充地点', says: says('补地点'), style: 'primary' },
    accept: {
      label: '接收',
      says: says('接收'),
      ...(responsible
        ? { style: 'primary' }
        : { confirm: { title: '由您来整改？', text: '接收后由您负责整改，您就不能验收了。' } }),
    },
    assign: { label: '派给…', says: says('要派人'), ...next },
    rectify: { label: '已整改', says: says('报整改'), style: 'primary' },
    verify: { label: '通过', says: says('通过'), style: 'primary' },
    sendBack: { label: '退回', says: says('要退回') },
    control: { label: '已管控', says: says('报管控') },
    transfer: { label: '转交', says: says('要转交') },
    reclassify: { label: '改类别等级', says: says('要改级') },
    dismiss: { label: '不是隐患', says: says('要作废') },
    plan: { label: '整改方案', says: says('要方案'), ...next },
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
