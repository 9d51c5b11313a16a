import type { Route } from './api.ts'
import { ApiFailure, optional } from './api.ts'
import type { State } from './state.ts'

const LIFE_MS = 7200_000
/** With this much life left the same token is handed out again. */
const REUSE_MS = 30 * 60_000

export interface Tokens {
  /** Throws unless the header carries a living tenant token (feishu.md §3). */
  check(authorization: string | null, invalid?: boolean): void
  routes: Route[]
}

/** Tenant access tokens: two hours by the injected clock, the old one valid until its own end. */
export function createTokens(state: State): Tokens {
  const endsAtMs = new Map<string, number>()
  let current: string | undefined

  const issue = () => {
    const left = (endsAtMs.get(current ?? '') ?? 0) - state.now()
    if (!current || left < REUSE_MS) {
      current = `t-${state.ids.letters(40)}`
      endsAtMs.set(current, state.now() + LIFE_MS)
    }
    return { current, expire: Math.floor(((endsAtMs.get(current) ?? 0) - state.now()) / 1000) }
  }
  const tokenRoute: Route = {
    method: 'POST',
    path: '/auth/v3/tenant_access_token/internal',
    open: true,
    handle({ json }) {
      const id = optional(json, 'app_id')
      const secret = optional(json, 'app_secret')
      // Older endpoint: HTTP 200 with a code and no token.
      if (!id || !secret) return { top: { code: 10003, msg: 'invalid param' } }
      if (id !== state.app.appId || secret !== state.app.appSecret)
        return { top: { code: 10014, msg: 'app secret invalid' } }
      const { current: token, expire } = issue()
      return { top: { code: 0, msg: 'ok', tenant_access_token: token, expire } }
    },
  }
  const botRoute: Route = {
    method: 'GET',
    path: '/bot/v3/info',
    handle: () => ({
      top: {
        code: 0,
        msg: 'ok',
        bot: {
          activate_status: 2,
          app_name: state.app.name,
          avatar_url: '',
          ip_white_list: [],
          open_id: state.app.botOpenId,
        },
      },
    }),
  }
  return {
    check(authorization, invalid = false) {
      const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]
      if (!token) throw new ApiFailure(99991661, 'Missing access token for authorization')
      if (!token.startsWith('t-')) throw new ApiFailure(99991671, 'Invalid access token, wrong prefix')
      const ends = endsAtMs.get(token)
      if (!invalid && ends !== undefined && ends > state.now()) return
      // A token the platform has dropped stays dropped, and a new one is issued.
      endsAtMs.delete(token)
      if (current === token) current = undefined
      throw new ApiFailure(99991663, 'Invalid access token for authorization. Please make a test attempt')
    },
    routes: [tokenRoute, botRoute],
  }
}
