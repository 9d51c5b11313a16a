import { cut } from '../cut.ts'
import type { Hazard } from '../hazards/hazard.ts'
import { severityName } from '../hazards/severity.ts'
import { type Board, isListed, isOver, type Listing } from '../listings/listing.ts'
import type { Day } from '../time.ts'
import { bold, type Card, type CardPerson, small, type Tone, text } from './card.ts'
import { type ListingAct, listingButtons } from './listing-buttons.ts'
import { boardBlocks, progressBlocks, proposalBlocks } from './listing-facts.ts'
import { type ListingAsk, listingForm } from './listing-form.ts'
import { CONSEQUENCE, sayLeft, sayStatus, titleOf } from './listing-words.ts'
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
