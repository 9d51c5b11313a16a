import type { Handover } from '../handovers/handover.ts'
import {
  areaField,
  type Block,
  type Button,
  buttons,
  type Card,
  facts,
  heading,
  small,
  text,
} from './card.ts'

/** Items of one kind, each in a line. */
export interface HandoverGroup {
  name: string
  lines: readonly string[]
}

export interface HandoverView {
  handover: Handover
  giver: string
  taker: string
  hasLeft: boolean
  groups: readonly HandoverGroup[]
  /** Why something stays where it is, once it is done. */
  kept: readonly string[]
  /** Who still has to say yes. */
  waiting: readonly string[]
  /** What the viewer may confirm: as the giver, the taker, or for a giver who left. */
  may: 'give' | 'take' | undefined
  mayNote: boolean
  mayCancel: boolean
  /** What a step of its ladder asks. */
  call: string | undefined
}

const STATUS = { open: '待确认', done: '已交接', cancelled: '已取消' } as const
const TONES = { open: 'warn', done: 'ok', cancelled: 'muted' } as const

/** The list both confirm; until then the old owner keeps everything (handbook §3, `peers.md` M13). */
export function handoverCard(view: HandoverView): Card {
  const { handover, giver, taker, groups, waiting, call } = view
  const { status, notes = [] } = handover
  const open = status === 'open'
  const count = groups.reduce((sum, { lines }) => sum + lines.length, 0) + notes.length
  return {
    kind: 'handover',
    title: `岗位交接 · ${giver} → ${taker}`,
    tone: TONES[status],
    tags: [STATUS[status]],
    preview: open ? `${count} 项待交接，请确认` : STATUS[status],
    audience: 'personal',
    blocks: [
      ...(call && open ? [text(call)] : []),
      facts(
        ['交出', `${giver}${view.hasLeft ? '（已离校）' : ''}`],
        ['接手', taker],
        open && ['待确认', waiting.join('、')],
        ['共', `${count} 项`],
      ),
      ...groups.flatMap(listed),
      ...listed({ name: '钥匙、设备、文件', lines: notes }),
      ...listed({ name: '没有移交', lines: view.kept }),
      ...actions(view),
      small(closing(view)),
    ],
  }
}

/** Longer lists are counted: a card is read on a phone. */
const MOST_LISTED = 6

function listed({ name, lines }: HandoverGroup): Block[] {
  if (lines.length === 0) return []
  const more = lines.length - MOST_LISTED
  return [
    heading(`${name} ${lines.length} 项`),
    { kind: 'list', items: lines.slice(0, MOST_LISTED).map((line) => [line]) },
    ...(more > 0 ? [small(`还有 ${more} 项没有列出。`)] : []),
  ]
}

function actions({ handover: { id, notes = [] }, may, mayNote, mayCancel, hasLeft }: HandoverView): Block[] {
  const confirm: Button[] = may
    ? [{ label: may === 'give' ? '确认移交' : '确认接手', says: `/交接 ${id} 确认`, style: 'primary' }]
    : []
  const cancel: Button[] =
    mayCancel && may && !hasLeft
      ? [
          {
            label: '取消交接',
            says: `/交接 ${id} 取消`,
            confirm: { title: '取消这份交接？', text: '事情仍由原责任人办，记录保留。' },
          },
        ]
      : []
  const list = [...confirm, ...cancel]
  return [...(list.length > 0 ? [buttons(...list)] : []), ...(mayNote ? [noteForm(id, notes.length)] : [])]
}

/** Keys, equipment and papers are in no record: the giver writes them down, one a line. */
const noteForm = (id: string, round: number): Block => ({
  kind: 'details',
  summary: '加钥匙、设备、文件',
  blocks: [
    {
      kind: 'form',
      id: `handover_${round}`,
      blocks: [areaField('note', '一行一样，例如：钥匙：3号楼总钥匙2把')],
      buttons: [{ label: '加上', says: `/交接 ${id} 备注` }],
    },
  ],
})

function closing({ handover: { status, cancelled }, hasLeft, taker }: HandoverView): string {
  if (status === 'done') return '以后由接手人办；以前办过的仍记在原责任人名下。'
  if (status === 'cancelled')
    return `${cancelled?.reason ? `取消理由：${cancelled.reason}。` : ''}事情仍由原责任人办。`
  return hasLeft
    ? `原责任人已离校：确认以前由${taker}先代管，安全办公室代为移交。`
    : '双方都确认以前，仍由原责任人办。'
}
