import type { Context } from 'hono'
import type { Person } from '../people/person.ts'
import { Refusal } from '../refusal.ts'
import { sentencePage } from './layout.ts'
import { sendToLogin } from './login.ts'
import { showMatter } from './matter.ts'
import type { Matter } from './matters.ts'
import { postMatter } from './press.ts'
import { isFromOurPage, visitorOf } from './session.ts'
import type { Web } from './web.ts'

export type Answer = Response | Promise<Response>

/** Shown to whoever is logged in; everybody else logs in first and then arrives here. */
export async function visit(web: Web, c: Context, show: (visitor: Person) => Answer): Promise<Response> {
  const visitor = await visitorOf(web, c)
  return visitor ? show(visitor) : sendToLogin(web, c)
}

/** A matter's card as a page. */
export async function visitMatter(web: Web, c: Context, matter: Matter | undefined): Promise<Response> {
  if (!matter) return noSuchPage(web, c)
  return visit(web, c, (visitor) => told(c, () => showMatter(web, c, visitor, matter)))
}

/** A press of one of the card's buttons. */
export async function pressMatter(web: Web, c: Context, matter: Matter | undefined): Promise<Response> {
  if (!matter) return noSuchPage(web, c)
  const again = { label: '重新打开', to: matter.path }
  if (!isFromOurPage(web, c))
    return sentencePage(c, 403, '没有提交', '这一步不是从双责的页面来的，什么都没有改动。', again)
  const visitor: Person | undefined = await visitorOf(web, c)
  // Not sent away to log in: what was typed is still there when the visitor goes back.
  if (!visitor) return sentencePage(c, 401, '登录已过期', '什么都还没有记上。请重新登录，再提交一次。', again)
  web.count('page_posts')
  return told(c, () => postMatter(web, c, visitor, matter))
}

/** What the chat would refuse, a page does not have: whether it exists is not for everybody to know. */
export async function told(c: Context, show: () => Promise<Response>, refuse = notSeen): Promise<Response> {
  try {
    return await show()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refuse(c, error)
  }
}

const notSeen = (c: Context, { message }: Refusal) =>
  sentencePage(c, 404, '看不到这一页', message, { label: '看今日双责', to: '/m/today' })

export const noSuchPage = (web: Web, c: Context): Answer =>
  sentencePage(c, 404, '没有这一页', `请从${web.platform.called}里的卡片打开。`)
