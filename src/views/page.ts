import { partsOf } from '../about.ts'
import type { Card } from '../cards/card.ts'
import type { Show } from '../log/work.ts'
import { aboutOf } from './index.ts'

/** `hazard/12` → `/m/hazard/12`; a day's or a round's card has one address for everybody, who is asking decides what it shows. */
export function pagePath(about: string): string {
  const { noun, id } = partsOf(about)
  if (noun === 'hazards') return `/hazards?${id}`
  if (noun === 'ledger') return '/ledger'
  if (noun === 'points' || noun === 'coverage' || noun === 'tablets') return `/${noun}`
  return noun === 'today' || noun === 'patrols' ? `/m/${noun}` : `/m/${noun}/${encodeURIComponent(id)}`
}

/** The card with its address as a page, when there is one and the card was drawn for one person. */
export function withPage(card: Card, show: Show, base: string | undefined): Card {
  const about = base && typeof show.for === 'string' ? aboutOf(show) : undefined
  return about ? { ...card, page: base + pagePath(about) } : card
}
