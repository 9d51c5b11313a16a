import type { Context } from 'hono'
import * as z from 'zod'
import type { Html } from '../cards/html.ts'
import type { Directory } from '../people/directory.ts'
import type { PatrolPointEntry } from '../people/school-shape.ts'
import { PUBLIC_PAGES, type PublicPageId } from '../public-pages/public-page.ts'
import { publicPageOf } from '../public-pages/public-pages.ts'
import type { Door } from '../reporting/doors.ts'
import { whomToPhone } from '../reporting/outside.ts'
import type { Database } from '../store/database.ts'
import { sentencePage } from './layout.ts'
import { isWhole, type Signer } from './signed.ts'
import type { Web } from './web.ts'

/** Where somebody without an account stands: what posts go to, and the place if the code hangs at one. */
export interface PublicDoor {
  door: Door
  /** `/r/<token>` or `/p/<token>` */
  path: string
  /** Where the form posts to. */
  action: string
  place?: PatrolPointEntry
}

const shape = z.object({ page: z.enum(PUBLIC_PAGES), generation: z.number() })

/** The address of a public page: the same for everybody, so that having it says nothing about who has it. */
export async function publicPath(signer: Signer, db: Database, id: PublicPageId): Promise<string> {
  const { generation } = await publicPageOf(db, id)
  return `/r/${await signer.sign('public', { page: id, generation })}`
}

/** Why a public page is not shown. */
export type PublicTrouble = 'torn' | 'foreign' | 'replaced' | 'closed'

export async function publicDoorAt(web: Web, token: string): Promise<PublicDoor | PublicTrouble> {
  const read = shape.safeParse(await web.signer.read('public', token))
  if (!read.success) return isWhole(token) ? 'foreign' : 'torn'
  const { page, generation } = read.data
  const now = await publicPageOf(web.db, page)
  if (now.generation !== generation) return 'replaced'
  if (!now.open) return 'closed'
  const path = `/r/${token}`
  return { door: page === 'parents' ? 'parents' : 'staff-page', path, action: path }
}

const TROUBLE: Record<PublicTrouble, [string, string]> = {
  torn: ['码没有扫全', '链接不完整，请对准二维码再扫一次。'],
  foreign: ['不是本校的码', '这个码不是本校的，什么都没有记。'],
  replaced: ['码已经更换', '学校换了新的码，这一张不能用了，刚才的内容没有记上。'],
  closed: ['暂时没有开放', '学校现在没有开放网上报隐患，刚才的内容没有记上。'],
}

/** Whatever is wrong with a code, danger is told by phone; what was typed is shown once more. */
export async function showPublicTrouble(
  c: Context,
  trouble: PublicTrouble,
  directory: Directory,
  typed: Html | '' = '',
): Promise<Response> {
  const [title, sentence] = TROUBLE[trouble]
  const status = trouble === 'torn' || trouble === 'foreign' ? 404 : 403
  return sentencePage(
    c,
    status,
    title,
    `${sentence}有不安全的情况，${whomToPhone(directory)}`,
    undefined,
    typed,
  )
}
