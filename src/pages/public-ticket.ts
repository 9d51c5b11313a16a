import * as z from 'zod'
import type { KeptPhoto } from '../photos/keep.ts'
import { HOUR_MS } from '../time.ts'
import type { Web } from './web.ts'

const TICKET_MS = 12 * HOUR_MS
const kept = z.object({ id: z.string(), mime: z.string(), bytes: z.number(), sha256: z.string() })
const shape = z.object({
  nonce: z.string(),
  /** What it was handed out for: a door, a receipt. */
  on: z.string(),
  until: z.number(),
  kept: z.array(kept).optional(),
})

/** What a page for people without an account hands out with its form; `kept` are the pictures it has already. */
export type PublicTicket = z.output<typeof shape>

/** Proves that a post comes from a page we drew; says nothing about whom for. */
export const newPublicTicket = (web: Web, on: string, photos: readonly KeptPhoto[] = []): Promise<string> =>
  web.signer.sign('public-ticket', {
    nonce: crypto.randomUUID(),
    on,
    until: web.now() + TICKET_MS,
    ...(photos.length > 0 && { kept: photos }),
  })

export async function readPublicTicket(
  web: Web,
  on: string,
  token: unknown,
): Promise<PublicTicket | undefined> {
  const text = typeof token === 'string' ? token : undefined
  const read = shape.safeParse(await web.signer.read('public-ticket', text))
  return read.success && read.data.on === on && read.data.until > web.now() ? read.data : undefined
}
