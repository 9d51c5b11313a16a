import { Refusal } from '../refusal.ts'
import type { Hazard } from './hazard.ts'

/** On its way onto an authority's board, or on it. */
export const isListing = <H extends Pick<Hazard, 'listing'>>(
  about: H,
): about is H & { listing: { number: number } } => about.listing !== undefined && !about.listing.over

/**
 * What an authority waits for to be mended does not end here by a word (handbook §5.5).
 * @throws Refusal('listed') saying how it comes off the board first
 */
export function mustLeaveBoardFirst(about: Hazard, what: string): void {
  if (isListing(about))
    throw new Refusal(
      'listed',
      `隐患 ${about.number} 正在挂牌督办，不能${what}。请先撤回申请或摘牌：/挂牌 ${about.listing.number}`,
    )
}
