import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod'
import type { Person } from '../people/person.ts'
import { HOUR_MS, SECOND_MS } from '../time.ts'
import type { Web } from './web.ts'

const COOKIE = 'shuangze_session'
const SESSION_MS = 12 * HOUR_MS
const shape = z.object({ person: z.string(), account: z.string(), until: z.number() })

/** Lax, so that a link from the chat arrives logged in; HttpOnly, because no script of ours needs it. */
export const cookieOptions = (web: Web, c: Context, path = '/') =>
  ({
    path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: baseOf(web, c).startsWith('https:'),
  }) as const

/** Where the pages are reached: as configured, else as the visitor wrote it. */
export const baseOf = (web: Web, c: Context): string => web.publicUrl?.() ?? new URL(c.req.url).origin

export async function beginSession(web: Web, c: Context, who: Person): Promise<void> {
  const content = { person: who.id, account: who.account, until: web.now() + SESSION_MS }
  setCookie(c, COOKIE, await web.signer.sign('session', content), {
    ...cookieOptions(web, c),
    maxAge: SESSION_MS / SECOND_MS,
  })
}

export const endSession = (web: Web, c: Context): void => void deleteCookie(c, COOKIE, cookieOptions(web, c))

/** Who is asking; undefined without a session of ours that still holds. Who left the school has none. */
export async function visitorOf(web: Web, c: Context): Promise<Person | undefined> {
  const read = shape.safeParse(await web.signer.read('session', getCookie(c, COOKIE)))
  if (!read.success || read.data.until <= web.now()) return undefined
  const person = (await web.directory()).person(read.data.person)
  return person?.active && person.account === read.data.account ? person : undefined
}

/** True unless a browser says that the post comes from somebody else's page. Older ones say nothing; they have the ticket. */
export function isFromOurPage(web: Web, c: Context): boolean {
  const origin = c.req.header('origin')
  if (origin === undefined) return !['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '')
  if (origin === originOf(web.publicUrl?.())) return true
  return URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host
}

const originOf = (url: string | undefined): string | undefined => url && new URL(url).origin
