import { createHash } from 'node:crypto'
import type { Call, Reply, Route } from './api.ts'
import { optional } from './api.ts'
import type { State, User } from './state.ts'

/** The one page of the platform that a browser opens (feishu.md §11), under `/open-apis` like everything. */
export const AUTHORIZE_PATH = '/authen/v1/authorize'

const CODE_MS = 5 * 60_000
const TOKEN_S = 7200

interface Grant {
  openId: string
  redirectUri: string
  atMs: number
  used: boolean
  challenge: string | undefined
  plain: boolean
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const refused = (status: number, code: number, error: string): Reply => ({
  status,
  top: { code, error, error_description: error },
})

/** Logging in to the bot's pages (feishu.md §11): a page to choose who you are, a code, a user token. */
export function loginRoutes(state: State): Route[] {
  const grants = new Map<string, Grant>()
  const tokens = new Map<string, { openId: string; untilMs: number }>()

  /** Without `as` the page with everybody; with it the redirect a person's choice causes. */
  const authorize = ({ query }: Call): Reply => {
    const redirect = query.get('redirect_uri') ?? ''
    const client = query.get('client_id')
    if (client !== state.app.appId || query.get('response_type') !== 'code' || !URL.canParse(redirect))
      return { page: '<p>请求无效 (20029)</p>' }
    const { redirectUris } = state.app
    if (redirectUris.size > 0 && !redirectUris.has(redirect))
      return { page: '<p>重定向 URL 有误 (20029)</p>' }
    const chosen = query.get('as')
    if (chosen === null) return { page: chooser(state, query) }
    const back = new URL(redirect)
    back.searchParams.set('state', query.get('state') ?? '')
    if (!state.users.has(chosen)) back.searchParams.set('error', 'access_denied')
    else {
      const code = state.ids.letters(64)
      back.searchParams.set('code', code)
      grants.set(code, {
        openId: chosen,
        redirectUri: redirect,
        atMs: state.now(),
        used: false,
        challenge: query.get('code_challenge') ?? undefined,
        plain: query.get('code_challenge_method') !== 'S256',
      })
    }
    return { redirect: back.toString() }
  }

  const exchange = ({ json }: Call): Reply => {
    if (json.grant_type !== 'authorization_code') return refused(400, 20036, 'unsupported_grant_type')
    if (json.client_id !== state.app.appId) return refused(400, 20048, 'invalid_client')
    if (json.client_secret !== state.app.appSecret) return refused(400, 20002, 'invalid_client')
    const grant = grants.get(optional(json, 'code') ?? '')
    if (!grant) return refused(400, 20003, 'invalid_grant')
    if (grant.used) return refused(400, 20065, 'invalid_grant')
    if (state.now() - grant.atMs > CODE_MS) return refused(400, 20004, 'invalid_grant')
    if (json.redirect_uri !== undefined && json.redirect_uri !== grant.redirectUri)
      return refused(400, 20071, 'invalid_grant')
    if (!proves(grant, optional(json, 'code_verifier'))) return refused(400, 20049, 'invalid_grant')
    const user = state.users.get(grant.openId)
    if (!user || user.resigned) return refused(400, 20008, 'invalid_grant')
    if (!user.inRange) return refused(400, 20010, 'invalid_grant')
    grant.used = true
    const access_token = `u-${state.ids.letters(1500)}`
    tokens.set(access_token, { openId: user.openId, untilMs: state.now() + TOKEN_S * 1000 })
    return { top: { code: 0, access_token, expires_in: TOKEN_S, token_type: 'Bearer', scope: '' } }
  }

  const whoIs = ({ headers }: Call): Reply => {
    const token = tokens.get(headers.get('authorization')?.replace('Bearer ', '') ?? '')
    if (!token || token.untilMs <= state.now())
      return { top: { code: 20005, msg: 'The user access token is invalid' } }
    const user = state.users.get(token.openId)!
    if (user.resigned) return { top: { code: 20021, msg: 'User resigned' } }
    return { data: info(state, user) }
  }

  return [
    { method: 'GET', path: AUTHORIZE_PATH, open: true, handle: authorize },
    { method: 'POST', path: '/authen/v2/oauth/token', open: true, handle: exchange },
    { method: 'GET', path: '/authen/v1/user_info', open: true, handle: whoIs },
  ]
}

function proves(grant: Grant, verifier: string | undefined): boolean {
  if (grant.challenge === undefined) return true
  if (verifier === undefined) return false
  return (
    grant.challenge === (grant.plain ? verifier : createHash('sha256').update(verifier).digest('base64url'))
  )
}

function chooser(state: State, query: URLSearchParams): string {
  const links = [...state.users.values()]
    .filter((user) => !user.resigned)
    .map((user) => {
      const target = new URLSearchParams(query)
      target.set('as', user.openId)
      return `<li><a href="?${escaped(target.toString())}">${escaped(user.name)}</a></li>`
    })
  const refuse = new URLSearchParams(query)
  refuse.set('as', '')
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>飞书登录</title><link rel="icon" href="data:,"><style>${CHOOSER_STYLE}</style><h1>您是哪位？</h1><ul>${links.join('')}</ul><p><a href="?${escaped(refuse.toString())}">拒绝授权</a></p></html>`
}

const CHOOSER_STYLE =
  'body{max-width:640px;margin:0 auto;padding:28px 16px;font:16px/1.5 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1f2329}h1{font-size:20px}ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(104px,1fr));gap:8px;padding:0;list-style:none}a{display:block;padding:10px;border:1px solid #dee0e3;border-radius:8px;color:inherit;text-align:center;text-decoration:none}p a{border:0;color:#646a73}'

const info = (state: State, user: User) => ({
  name: user.name,
  en_name: '',
  avatar_url: '',
  open_id: user.openId,
  union_id: user.unionId,
  tenant_key: state.app.tenantKey,
})
