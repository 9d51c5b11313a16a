import { severityName } from '../hazards/severity.ts'
import { sayStatus } from '../hazards/status.ts'
import type { Signed } from '../listings/listing.ts'
import { dayOf, sayDay, sayInstant } from '../time.ts'
import { type Block, facts, small } from './card.ts'
import type { ListingView } from './listing.ts'
import { LEVELS, listingStatusName, sayLeft } from './listing-words.ts'

export function proposalBlocks({ about, of, name }: ListingView): Block[] {
  const by = (signed: Signed | undefined) => {
    const person = signed && name(signed.by)
    return signed && [...(person ? [{ person }, ' '] : []), sayInstant(signed.atMs)]
  }
  const { criteria, ended, requests = [], replies = [] } = about
  return [
    facts(
      ['隐患', `${of.number} · ${severityName[of.severity]} · ${sayStatus(of)}`],
      ['提出', by({ by: about.proposedBy, atMs: about.proposedAtMs })],
      ['A 难度大', criteria.difficult],
      ['B 外部因素', criteria.outside],
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
      ended !== undefined && [listingStatusName[about.status], [...(by(ended) ?? []), `：${ended.reason}`]],
    ),
  ]
}

export function boardBlocks({ about, left, name }: ListingView): Block[] {
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

export function progressBlocks({ about, name }: ListingView): Block[] {
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
