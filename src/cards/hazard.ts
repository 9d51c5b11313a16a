import { hazardCategories } from '../duties/catalogue.ts'
import type { Hazard, HazardStatus, Severity } from '../hazards/hazard.ts'
import type { Place } from '../reading/places.ts'
import { sayInstant } from '../time.ts'
import {
  type Block,
  type Button,
  bold,
  buttons,
  type Card,
  type CardPerson,
  facts,
  small,
  type Tone,
  text,
} from './card.ts'
import { type HazardAsk, hazardForm } from './hazard-form.ts'

/** Everything the card says that is not in the record itself. What the viewer may do decides his buttons. */
export interface HazardView {
  hazard: Hazard
  reporter: CardPerson | undefined
  assignee: CardPerson | undefined
  rectifier: CardPerson | undefined
  verifier: CardPerson | undefined
  department: string
  may: HazardAct[]
  asked?: HazardAsk | undefined
  /** Differs each time a form is shown: a submitted form's name stays locked in the client (`feishu.md` §14.6). */
  round: string
  /** People it can be handed to, for the transfer form. */
  colleagues: (CardPerson & { value: string })[]
}

export type HazardAct =
  | 'place'
  | 'accept'
  | 'control'
  | 'transfer'
  | 'rectify'
  | 'verify'
  | 'reclassify'
  | 'dismiss'
  | 'withdraw'

const STATUS: Record<HazardStatus, string> = {
  reported: '待补充地点',
  assigned: '待接收',
  rectifying: '整改中',
  rectified: '待验收',
  returned: '已退回',
  closed: '已销号',
  invalid: '已注销',
}
export const SEVERITY: Record<Severity, string> = { general: '一般', larger: '较大', major: '重大' }

/** One living card for everybody concerned; always drawn from the record. */
export function hazardCard(view: HazardView): Card {
  const { hazard } = view
  return {
    kind: 'hazard',
    title: `隐患 ${hazard.number} · ${sayPlace(hazard.place)}`,
    tone: toneOf(hazard),
    tags: [
      STATUS[hazard.status],
      SEVERITY[hazard.severity],
      ...(hazard.urgent && isOpen(hazard) ? ['紧急'] : []),
    ],
    preview: `隐患${hazard.number} ${STATUS[hazard.status]}:${hazard.text}`.slice(0, 40),
    audience: hazard.restricted ? 'personal' : 'shared',
    blocks: [...bodyBlocks(view), ...(view.asked ? hazardForm(view, view.asked) : actBlocks(view))],
  }
}

const isOpen = (hazard: Hazard) => hazard.status !== 'closed' && hazard.status !== 'invalid'

function toneOf(hazard: Hazard): Tone {
  if (hazard.status === 'closed') return 'ok'
  if (hazard.status === 'invalid') return 'muted'
  if (hazard.urgent || hazard.severity === 'major') return 'danger'
  return hazard.status === 'rectified' ? 'info' : 'warn'
}

export const sayPlace = (place: Place | null): string => {
  if (place === null) return '地点待补充'
  if (place.kind === 'building') return `${place.building}${place.floor === null ? '' : `${place.floor}楼`}`
  return place.kind === 'words' ? place.words : place.name
}

function bodyBlocks(view: HazardView): Block[] {
  const { hazard } = view
  const who = (person: CardPerson | undefined) => person && [{ person }]
  const blocks: Block[] = [
    text(bold(hazard.text)),
    facts(
      [
        '类别',
        `${hazardCategories.get(hazard.category)?.name ?? hazard.category} · ${SEVERITY[hazard.severity]}${hazard.needsReview ? '(待核定)' : ''}`,
      ],
      ['报告', [...(view.reporter ? [{ person: view.reporter }, ' '] : []), sayInstant(hazard.reportedAtMs)]],
      [
        '责任',
        [
          view.department,
          ...((view.rectifier ?? view.assignee) ? [' ', { person: (view.rectifier ?? view.assignee)! }] : []),
        ],
      ],
      isOpen(hazard) &&
        hazard.status !== 'rectified' && ['期限', `${sayInstant(hazard.rectifyDueMs)} 前整改`],
      ['管控', hazard.control],
      ['整改', hazard.rectifiedNote || undefined],
      hazard.status === 'returned' && ['退回', hazard.lastReason],
      hazard.status === 'invalid' && ['注销', hazard.lastReason],
      ['验收', who(view.verifier)],
    ),
  ]
  for (const [phase, label] of [
    ['before', '整改前'],
    ['after', '整改后'],
  ] as const) {
    const images = hazard.photos.filter((photo) => photo.phase === phase)
    if (images.length > 0)
      blocks.push(small(label), {
        kind: 'images',
        images: images.map(({ id }) => ({ photo: id, alt: label })),
      })
  }
  return blocks
}

function actBlocks(view: HazardView): Block[] {
  const { may, hazard } = view
  const act: Record<HazardAct, Button> = {
    place: { label: '补充地点', says: `/隐患 ${hazard.number} 补地点`, style: 'primary' },
    accept: { label: '接收', says: `/隐患 ${hazard.number} 接收`, style: 'primary' },
    rectify: { label: '已整改', says: `/隐患 ${hazard.number} 报整改`, style: 'primary' },
    verify: { label: '通过', says: `/隐患 ${hazard.number} 通过`, style: 'primary' },
    control: { label: '已管控', says: `/隐患 ${hazard.number} 报管控` },
    transfer: { label: '转交', says: `/隐患 ${hazard.number} 要转交` },
    reclassify: { label: '改类别等级', says: `/隐患 ${hazard.number} 要改级` },
    dismiss: { label: '不是隐患', says: `/隐患 ${hazard.number} 要注销` },
    withdraw: {
      label: '撤回',
      says: `/隐患 ${hazard.number} 撤回`,
      confirm: { title: '撤回这条隐患?', text: '撤回后不再派人处理,记录保留。' },
    },
  }
  const list = may.flatMap((name) =>
    name === 'verify' ? [act.verify, { label: '退回', says: `/隐患 ${hazard.number} 要退回` }] : [act[name]],
  )
  return list.length > 0 ? [buttons(...list)] : []
}
