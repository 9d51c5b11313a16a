import * as z from 'zod'
import type { Person } from '../people/person.ts'
import { HOUR_MS } from '../time.ts'
import type { Shown } from './matters.ts'
import type { Web } from './web.ts'

const TICKET_MS = 12 * HOUR_MS
const shape = z.object({
  nonce: z.string(),
  person: z.string(),
  /** None behind a tablet's link: there it is good as long as the link. */
  until: z.number().optional(),
  on: z.looseObject({ card: z.string() }).optional(),
  /** The shared tablet's link it was handed out behind. */
  link: z.string().optional(),
})

/** What a page hands out with its buttons: whose it is, and what was shown, to show it again after a refusal. */
export type Ticket = z.output<typeof shape>

/** Proves that a post comes from a page we drew for this very person; no other site can make one up. */
export async function newTicket(web: Web, visitor: Person, on: Shown, link?: string): Promise<string> {
  const content = {
    nonce: crypto.randomUUID(),
    person: visitor.id,
    ...(link === undefined ? { until: web.now() + TICKET_MS } : { link }),
    // A card that is its own content is drawn again from the address instead.
    ...(on.card !== 'fixed' && { on }),
  }
  return web.signer.sign('ticket', content)
}

/** The ticket, if we handed it out to this person and, on a tablet, behind this very link. */
export async function readTicket(
  web: Web,
  visitor: Person,
  token: unknown,
  link?: string,
): Promise<Ticket | undefined> {
  const text = typeof token === 'string' ? token : undefined
  const read = shape.safeParse(await web.signer.read('ticket', text))
  if (!read.success || read.data.person !== visitor.id || read.data.link !== link) return undefined
  if (read.data.until !== undefined && read.data.until <= web.now()) return undefined
  return read.data
}
