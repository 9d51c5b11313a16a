import { cut } from '../cut.ts'
import type { ListedHazard } from '../listings/listings.ts'
import { sayDay } from '../time.ts'
import { type Block, bold, buttons, type Card, small, text } from './card.ts'
import { sayLeft, sayStatus, titleOf } from './listing-words.ts'

export interface BoardLine extends ListedHazard {
  left: number | undefined
  overdue: boolean
  responsible: string | undefined
}

/** Longer lists are on the page. */
const MOST = 10

/** `/挂牌`: what is open, red first, then by the days that are left. */
export function listingsCard(lines: readonly BoardLine[]): Card {
  const overdue = lines.filter((line) => line.overdue).length
  const [first] = lines
  return {
    kind: 'listings',
    title: '挂牌督办',
    tone: overdue > 0 ? 'danger' : 'info',
    tags: [
      ...(overdue > 0 ? [`${overdue} 件逾期`] : []),
      ...(lines.length > 0 ? [`${lines.length} 件在办`] : []),
    ],
    preview: first ? `${titleOf(first.about, first.of)} ${sayState(first)}` : '没有在办的挂牌督办',
    audience: 'personal',
    blocks: [
      ...lines.slice(0, MOST).flatMap(lineBlocks),
      ...(lines.length > MOST ? [small(`还有 ${lines.length - MOST} 件，请在网页里看。`)] : []),
      ...(lines.length === 0
        ? [text('没有在办的挂牌督办。'), small('较大和重大隐患可以申请挂牌，例如：/隐患 12 申请挂牌。')]
        : []),
    ],
  }
}

const sayState = ({ about, overdue, left }: BoardLine): string =>
  [sayStatus(about, overdue), sayLeft(left)].filter(Boolean).join('，')

function lineBlocks(line: BoardLine): Block[] {
  const { about, of, overdue, responsible } = line
  const words = of.restricted ? '受限事项' : cut(about.board?.matter ?? of.text, 40)
  const deadline = about.board && `限 ${sayDay(about.board.deadline)}`
  return [
    text(bold(titleOf(about, of)), ' ', { tone: overdue ? 'danger' : 'info', text: sayState(line) }),
    small([words, responsible && `责任人 ${responsible}`, deadline].filter(Boolean).join(' · ')),
    buttons({ label: '打开', says: `/挂牌 ${about.number}` }),
  ]
}
