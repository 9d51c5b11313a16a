import type { Ids } from './ids.ts'
import { ALL_SCOPES, SUBSCRIPTIONS } from './scopes.ts'

export interface EmulatedApp {
  appId: string
  appSecret: string
  encryptKey: string | undefined
  verificationToken: string
  tenantKey: string
  name: string
  botOpenId: string
  /** Live: take one out and the calls that need it answer 99991672. */
  scopes: Set<string>
  /** Event and callback types switched on in the console. */
  subscriptions: Set<string>
  /** Nothing is delivered while the version is unpublished (feishu.md §18.7). */
  published: boolean
  /** 安全设置 > 重定向 URL; empty allows any. */
  redirectUris: Set<string>
}

export type AppSettings = Partial<{
  appId: string
  appSecret: string
  encryptKey: string | undefined
  verificationToken: string
  tenantKey: string
  scopes: string[]
}>

/** The app as the console shows it; what is not given is made up from the seed. Throws on an odd app id. */
export function createApp(settings: AppSettings, ids: Ids): EmulatedApp {
  const app = {
    appId: settings.appId ?? `cli_${ids.hex(16)}`,
    appSecret: settings.appSecret ?? ids.letters(32),
    // Given as undefined means "no Encrypt Key", absent means "make one up".
    encryptKey: 'encryptKey' in settings ? settings.encryptKey : ids.letters(32),
    verificationToken: settings.verificationToken ?? ids.letters(32),
    tenantKey: settings.tenantKey ?? ids.hex(16),
    name: '双责',
    botOpenId: `ou_${ids.hex(32)}`,
    scopes: new Set(settings.scopes ?? ALL_SCOPES),
    subscriptions: new Set(SUBSCRIPTIONS),
    published: true,
    redirectUris: new Set<string>(),
  }
  if (!/^cli_[0-9a-f]{16}$/.test(app.appId)) throw new Error(`not an app id: ${app.appId}`)
  return app
}
