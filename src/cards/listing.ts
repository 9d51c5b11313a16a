import { cut } from '../cut.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { statusName } from '../hazards/status.ts'
import type { Level } from '../listings/level.ts'
import {
  type Board,
  isListed,
  isOver,
  type Listing,
  type ListingStatus,
  type Signed,
} from '../listings/listing.ts'
import { sayPlace } from '../reading/say-place.ts'
import { type Day, dayOf, sayDay, sayInstant } from '../time.ts'
import { type Block, bold, type Card, type CardPerson, facts, small, type Tone, text } from './card.ts'
import { type ListingAct, listingButtons } from './listing-buttons.ts'
import { type ListingAsk, listingForm } from './listing-form.ts'
import type { MatterCall } from './matter-calls.ts'

/** Everything the card says that is not in the record itself. What the viewer may do decides his buttons. */
export interface ListingView {
  about: Listing
  of: Hazard
  today: Day
  /** Workdays until the deadline, negative when it is over; undefined when it is on no board. */
  left: number | undefined
  overdue: boolean
  aggravated: boolean
  /** What stands between it and its removal. */
  missing: string | undefined
  /** The board as it is, or as the record would fill it in. */
  board: Partial<Board> | undefined
  name(id: string | undefined): CardPerson | undefined
  may: ListingAct[]
  call?: MatterCall | undefined
  asked?: ListingAsk | undefined
  round: string
  colleagues: (CardPerson & { id: string; value: string })[]
}

const STATUS: Record<ListingStatus, string> = {
  proposed: '待批准',
  declined: '未同意',
  withdrawn: '已撤回',
  approved: '待提请',
  requested: '已提请',
  refused: '不予挂牌',
  listed: '已挂牌',
  removal_requested: '申请摘牌',
  removed: '已摘牌',
}

/** In a word how it stands; red words stay until it is removed. */
export const sayStatus = ({ status }: Listing, overdue: boolean): string =>
  overdue ? '挂牌逾期' : STATUS[status]

export const LEVELS: Record<Level, string> = {
  1: '由上级教育行政部门挂牌督办（学校采取措施能够消除）',
  2: '由上级教育行政部门提请本级政府挂牌督办（多部门联合整治或学校自身难以消除）',
}

/** S2-070, S2-071: what the rules say of a listed hazard that is not mended in time. */
export const CONSEQUENCE =
  '对实行挂牌督办的重大隐患整改不力的单位和学校，依法依规从重处罚；情节严重的，由上级教育行政部门提请县级以上政府和有关部门依法予以取缔关闭。'

export const sayLeft = (left: number | undefined): string | undefined =>
  left === undefined
    ? undefined
    : left < 0
      ? `已逾期 ${-left} 个工作日`
      : left === 0
        ? '今天到期'
        : `还剩 ${left} 个工作日`

/** `挂牌 3 · 教学楼C四楼`; of a restricted hazard neither place nor words (handbook §13). */
export const titleOf = ({ number }: Listing, { restricted, where, place }: Hazard): string =>
  `挂牌 ${number} · ${restricted ? '受限' : cut(where ?? sayPlace(place), 24)}`

export function listingCard(view: ListingView): Card {
  const { about, of, call, left, overdue } = view
  const preview = `${sayStatus(about, overdue)}${left === undefined ? '' : `，${sayLeft(left)}`}`
  return {
    kind: 'listing',
    title: titleOf(about, of),
    tone: toneOf(view),
    tags: [sayStatus(about, overdue), severityName[of.severity], ...(view.aggravated ? ['从重'] : [])],
    preview: cut([call?.word, `挂牌${about.number} ${preview}`].filter(Boolean).join(' · '), 40),
    audience: of.restricted ? 'personal' : 'shared',
    blocks: [
      ...(call ? [text({ tone: 'danger', text: call.say })] : []),
      text(bold(about.board?.matter ?? of.text)),
      ...proposalBlocks(view),
      ...boardBlocks(view),
      ...(overdue ? [text({ tone: 'danger', text: CONSEQUENCE })] : []),
      ...progressBlocks(view),
      ...(view.missing ? [small(view.missing)] : []),
      ...(view.asked ? listingForm(view, view.asked) : listingButtons(view)),
    ],
  }
}

/** What is left on a message whose reader may not read the hazard any more. */
export const listingHidden = ({ number }: Listing): Card => ({
  kind: 'listing',
  title: `挂牌 ${number} · 受限`,
  tone: 'muted',
  preview: `挂牌${number}，请点开查看`,
  audience: 'personal',
  blocks: [text('这件事已转为受限事项，内容不再在这里显示。')],
})

function toneOf({ about, overdue, left }: ListingView): Tone {
  if (overdue) return 'danger'
  if (about.status === 'removed') return 'ok'
  if (isOver(about)) return 'muted'
  return left !== undefined && left <= 5 ? 'warn' : isListed(about) ? 'warn' : 'info'
}

function proposalBlocks({ about, of, name }: ListingView): Block[] {
  const by = (signed: Signed | undefined) => {
    const person = signed && name(signed.by)
    return signed && [...(person ? [{ person }, ' '] : []), sayInstant(signed.atMs)]
  }
  const { criteria, ended, requests = [], replies = [] } = about
  return [
    facts(
      ['隐患', `${of.number} · ${severityName[of.severity]} · ${statusName[of.status]}`],
      ['提出', by({ by: about.proposedBy, atMs: about.proposedAtMs })],
      ['理由A', criteria.difficult && `整改难度大、需较长时间：${criteria.difficult}`],
      ['理由B', criteria.outside && `外部因素、学校自身难以排除：${criteria.outside}`],
      ['批准', by(about.approved)],
      ['级别', about.level && LEVELS[about.level]],
      [
        '提请',
        requests
          .map(({ receiver, atMs, reportedBy, receipt }) =>
            [receiver, sayInstant(atMs), reportedBy, receipt].filter(Boolean).join(' '),
          )
          .join('；') || undefined,
      ],
      [
        '答复',
        replies.map(({ authority, day, words }) => `${authority} ${sayDay(day)}：${words}`).join('；') ||
          undefined,
      ],
      ended !== undefined && [STATUS[about.status], [...(by(ended) ?? []), `：${ended.reason}`]],
    ),
  ]
}

function boardBlocks({ about, left, name }: ListingView): Block[] {
  const { board, extensions = [], removal, removalDeclined, removed, outcomes = [] } = about
  if (!board) return []
  const person = name(board.person)
  const remains = sayLeft(left)
  return [
    facts(
      ['编号', board.no],
      ['督办单位', board.authority],
      ['责任单位', board.unit],
      ['责任人', person && [{ person }]],
      ['完成时限', `${sayDay(board.deadline)}${remains ? `（${remains}）` : ''}`],
      [
        '延期',
        extensions
          .map(({ from, to, document }) => `${sayDay(from)} → ${sayDay(to)}（${document}）`)
          .join('；') || undefined,
      ],
      [
        '上级处理',
        outcomes.map(({ authority, day, words }) => `${sayDay(day)} ${authority}：${words}`).join('；') ||
          undefined,
      ],
      ['未同意摘牌', removalDeclined?.reason],
      removal !== undefined &&
        !removed && [
          '申请摘牌',
          `${sayInstant(removal.atMs)}${removal.note ? ` ${removal.note}` : ''}${removal.approved ? '（已同意）' : '（待批准）'}`,
        ],
      ['摘牌', removed && `${removed.authority} ${sayDay(removed.day)} ${removed.receipt}`],
    ),
  ]
}

/** Older entries stay in the record; the card shows what a reader wants to know. */
const SHOWN_PROGRESS = 4

function progressBlocks({ about, name }: ListingView): Block[] {
  const latest = (about.progress ?? []).slice(-SHOWN_PROGRESS).reverse()
  if (latest.length === 0) return []
  const images = latest.flatMap(({ photos, atMs }) =>
    photos.map((photo) => ({ photo, alt: `${sayDay(dayOf(atMs))} 进展` })),
  )
  return [
    small(`治理进展（共 ${about.progress?.length} 次）`),
    {
      kind: 'list',
      items: latest.map(({ text: words, by, atMs }) => [
        `${sayInstant(atMs)} ${name(by)?.name ?? ''}：${words}`,
      ]),
    },
    ...(images.length > 0 ? [{ kind: 'images' as const, images }] : []),
  ]
}
