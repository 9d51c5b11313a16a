import type { ListingAsk } from '../cards/listing-form.ts'
import type { Hazard } from '../hazards/hazard.ts'
import type { Decide, Listing } from '../listings/listing.ts'
import { changeListing } from '../listings/listings.ts'
import type { ListingRights } from '../listings/rights.ts'
import { Refusal } from '../refusal.ts'
import type { Context, Reply, Said } from './command.ts'

/** A sentence about one listing, and what the speaker may do with it. */
export interface SpokenOfListing {
  said: Said
  context: Context
  about: Listing
  of: Hazard
  /** Words after the verb. */
  rest: string
  rights: ListingRights
}

/** Its card, with a question open on it if one is to be asked. */
export const listingReply = (
  { context: { speaker } }: Pick<SpokenOfListing, 'context'>,
  { id }: Pick<Listing, 'id'>,
  asked?: ListingAsk,
): Reply => ({ show: { card: 'listing', id, for: speaker.id, ...(asked && { asked }) } })

/** The verb typed alone asks for its form; pressed alone it is the form, left empty. */
export const isBare = ({ said, rest }: Pick<SpokenOfListing, 'said' | 'rest'>): boolean =>
  rest === '' && !said.pressed && Object.keys(said.fields).length === 0

/** Decides first, so that a state in the way is named before a missing right; nothing is recorded when either refuses. */
export async function changeSpoken(
  { context, about }: SpokenOfListing,
  decide: Decide,
  may: boolean,
  no: string,
  toast: string,
): Promise<{ after: Listing; reply: Reply }> {
  decide(about)
  if (!may) throw new Refusal('not-yours', no)
  const after = await changeListing(context.work, context.directory, about.id, decide)
  return {
    after,
    reply: { ...listingReply({ context }, after), toast: { type: 'success', text: toast } },
  }
}
