import * as z from 'zod'
import { PlatformError } from '../../refusal.ts'
import type { Account, Login } from '../platform.ts'
import { expect } from './api.ts'
import type { ClientConfig } from './client.ts'
import { type HttpDeps, larkHttp } from './http.ts'

/** People log in at another host than the API's; anything else that speaks the protocol does both. */
const ACCOUNTS: Record<string, string> = {
  'https://open.feishu.cn': 'https://accounts.feishu.cn',
  'https://open.larksuite.com': 'https://accounts.larksuite.com',
}

const token = z.object({ access_token: z.string().min(1) })
const info = z.object({
  data: z.object({
    open_id: z.string().min(1),
    union_id: z.string().nullish(),
    tenant_key: z.string().nullish(),
  }),
})

export interface LoginConfig extends ClientConfig {
  /** The school's organisation if known: nobody else's people may log in to the pages. */
  tenantKey?: string | undefined
  /** Where people log in, if neither at the platform's own place nor at the API's host. */
  accountsUrl?: (() => string | undefined) | undefined
}

/** Logging in to our pages (`feishu.md` §11). The user's token serves for one question and is thrown away. */
export function createLogin(config: LoginConfig, deps: HttpDeps): Login {
  const base = config.baseUrl.replace(/\/+$/, '')
  const http = larkHttp(deps)
  return {
    authorizeUrl(redirect, state) {
      const url = new URL(`${config.accountsUrl?.() ?? ACCOUNTS[base] ?? base}/open-apis/authen/v1/authorize`)
      url.search = new URLSearchParams({
        client_id: config.appId,
        response_type: 'code',
        redirect_uri: redirect,
        state,
      }).toString()
      return url.href
    },
    async exchange(code, redirect): Promise<Account> {
      const granted = await http.post(`${base}/open-apis/authen/v2/oauth/token`, {
        grant_type: 'authorization_code',
        client_id: config.appId,
        client_secret: config.appSecret,
        code,
        redirect_uri: redirect,
      })
      const { access_token } = expect(token, granted, 'login token')
      const answer = await http.request({
        method: 'GET',
        url: `${base}/open-apis/authen/v1/user_info`,
        headers: { authorization: `Bearer ${access_token}` },
      })
      const { data } = expect(info, answer, 'user info')
      if (config.tenantKey !== undefined && data.tenant_key !== config.tenantKey)
        throw new PlatformError('refused', 'tenant', 'login: somebody of another organisation')
      return { account: data.open_id, ...(data.union_id && { unionId: data.union_id }) }
    },
  }
}
