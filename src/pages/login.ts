import { type Context, Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import * as z from 'zod'
import { recognise } from '../bot/recognise.ts'
import type { Account } from '../platforms/platform.ts'
import { PlatformError } from '../refusal.ts'
import { MINUTE_MS, SECOND_MS } from '../time.ts'
import { sentencePage } from './layout.ts'
import { baseOf, beginSession, cookieOptions, endSession, isFromOurPage, visitorOf } from './session.ts'
import type { Web } from './web.ts'

/** Binds the way to the platform and back to this one browser (`feishu.md` §11). */
const COOKIE = 'shuangze_login'
const PATH = '/login/callback'
const LOGIN_MS = 10 * MINUTE_MS
const shape = z.object({ nonce: z.string().min(16), to: z.string(), until: z.number() })

/** Sends the visitor to the platform to say who he is, and back to where he was going. */
export async function sendToLogin(web: Web, c: Context): Promise<Response> {
  const { login } = web.platform
  if (!login) return sentencePage(c, 404, '这里不能登录', '请回到聊天里继续。')
  // Several links opened at once share one nonce, or only the last of them would come back.
  const known = getCookie(c, COOKIE)
  const nonce = known && /^[0-9a-f-]{36}$/.test(known) ? known : crypto.randomUUID()
  // A path of ours, since it found its way to this route; signed, so that it stays one.
  const { pathname, search } = new URL(c.req.url)
  const content = { nonce, to: pathname + search, until: web.now() + LOGIN_MS }
  const state = await web.signer.sign('login', content)
  setCookie(c, COOKIE, nonce, { ...cookieOptions(web, c, '/login'), maxAge: LOGIN_MS / SECOND_MS })
  return c.redirect(login.authorizeUrl(baseOf(web, c) + PATH, state))
}

export function loginRoutes(web: Web): Hono {
  const app = new Hono()
  app.get(PATH, (c) => comeBack(web, c))
  app.post('/logout', (c) => {
    if (!isFromOurPage(web, c)) return sentencePage(c, 403, '没有退出', '请在双责的页面里点「退出」。')
    endSession(web, c)
    return sentencePage(c, 200, '已退出', `要再看，请从${web.platform.called}里的卡片打开。`)
  })
  return app
}

/** The platform sends the browser back with a code, good once and for five minutes. */
async function comeBack(web: Web, c: Context): Promise<Response> {
  const read = shape.safeParse(await web.signer.read('login', c.req.query('state')))
  const nonce = getCookie(c, COOKIE)
  const ours = read.success && read.data.nonce === nonce && read.data.until > web.now()
  const to = read.success ? read.data.to : '/m/today'
  // Another tab of this browser was faster; there is nothing left to prove.
  if (!ours && (await visitorOf(web, c))) return c.redirect(to)
  if (!ours) return tryAgain(c, 400, '登录没有完成', '登录要在同一个浏览器里一次做完。', to)
  const code = c.req.query('code')
  if (c.req.query('error') || !code)
    return tryAgain(c, 403, '没有登录', '您没有同意登录，所以还看不到内容。', to)
  try {
    return await enter(web, c, code, to)
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error
    web.log('login-failed', { trouble: error.trouble, code: error.code })
    const sentence =
      error.trouble === 'later'
        ? `${web.platform.called}暂时没有回应，请过一会儿再试。`
        : '这次登录已经失效，请再登录一次。'
    return tryAgain(c, error.trouble === 'later' ? 503 : 403, '登录没有成功', sentence, to)
  }
}

async function enter(web: Web, c: Context, code: string, to: string): Promise<Response> {
  const account: Account = await web.platform.login!.exchange(code, baseOf(web, c) + PATH)
  const person = await recognise(web, account)
  deleteCookie(c, COOKIE, cookieOptions(web, c, '/login'))
  if (!person?.active)
    return sentencePage(
      c,
      403,
      '您还不在名单里',
      '您还不在学校的教职工名单里。请联系学校安全办公室把您加进名单。',
    )
  await beginSession(web, c, person)
  web.count('logins')
  return c.redirect(to)
}

const tryAgain = (c: Context, status: 400 | 403 | 503, title: string, sentence: string, to: string) =>
  sentencePage(c, status, title, sentence, { label: '再登录一次', to })
