import { partsOf } from '../about.ts'
import type { Block, Button, Card, Field } from '../cards/card.ts'
import type { Show } from '../log/work.ts'
import { aboutOf } from './index.ts'

/** Lists of the whole school, each with a page of its own. */
const OWN_PAGES = new Set(['points', 'posters', 'coverage', 'tablets', 'listings', 'ledger'])

/** `hazard/12` → `/m/hazard/12`; a day's or a round's card has one address for everybody, who is asking decides what it shows. */
export function pagePath(about: string): string {
  const { noun, id } = partsOf(about)
  if (noun === 'hazards') return `/hazards?${id}`
  if (OWN_PAGES.has(noun)) return `/${noun}`
  return noun === 'today' || noun === 'patrols' ? `/m/${noun}` : `/m/${noun}/${encodeURIComponent(id)}`
}

/** The card with its address as a page, when there is one and the card was drawn for one person. */
export function withPage(card: Card, show: Show, base: string | undefined): Card {
  const about = base && typeof show.for === 'string' ? aboutOf(show) : undefined
  return about ? { ...card, page: base + pagePath(about) } : card
}

/** What a button for the page without a name says where its address is not known. */
const ASKS_FOR_IT = '/匿名'

/**
 * The card with its way to the page without a name as an address: who follows a link tells us nothing, who presses a
 * button tells us his account. `page` is asked only where there is such a button.
 */
export async function withAnonymousPage(
  card: Card,
  page: (() => Promise<string | undefined>) | undefined,
): Promise<Card> {
  if (!page || !JSON.stringify(card.blocks).includes(`"${ASKS_FOR_IT}"`)) return card
  const url = await page()
  if (!url) return card
  const buttons = (list: Button[]) =>
    list.map((each) => (each.says === ASKS_FOR_IT ? { ...each, url } : each))
  const one = <B extends Block | Field>(block: B): B => {
    if (block.kind === 'buttons') return { ...block, buttons: buttons(block.buttons) }
    return block.kind === 'details' ? { ...block, blocks: block.blocks.map(one) } : block
  }
  return { ...card, blocks: card.blocks.map(one) }
}
