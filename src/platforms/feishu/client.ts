import type { Client, HttpInstance, Logger } from '@larksuiteoapi/node-sdk'
import { isStaleToken } from './errors.ts'
import { type HttpDeps, larkHttp } from './http.ts'
import { TokenCache, type TokenMemory } from './tokens.ts'

export interface ClientConfig {
  appId: string
  appSecret: string
  /** `https://open.feishu.cn`, or anywhere that speaks the protocol. */
  baseUrl: string
}

/** The SDK logs whole requests on failure, secrets included; failures are told through `onFailure` instead. */
const SILENT: Logger = { error() {}, warn() {}, info() {}, debug() {}, trace() {} }

interface CallerDeps extends HttpDeps {
  now: () => number
  memory?: TokenMemory | undefined
}

export type Caller = <T>(work: (client: Client) => Promise<T>) => Promise<T>

/**
 * Runs `work` with the official SDK's client. The SDK is loaded on the first call (it takes 0.4 s, platform-notes); a
 * token the platform stopped taking is fetched anew and the work tried once more (`feishu.md` §3).
 */
export function newCaller(config: ClientConfig, deps: CallerDeps): Caller {
  const tokens = new TokenCache(deps.now, deps.memory)
  const http = larkHttp(deps)
  let loading: Promise<Client> | undefined
  const load = async () => {
    const { Client } = await import('@larksuiteoapi/node-sdk')
    return new Client({
      appId: config.appId,
      appSecret: config.appSecret,
      domain: config.baseUrl.replace(/\/+$/, ''),
      cache: tokens,
      logger: SILENT,
      httpInstance: { ...http, post: tokens.share(http.post) } as HttpInstance,
    })
  }
  return async (work) => {
    loading ??= load()
    const client = await loading
    const used = tokens.current
    try {
      return await work(client)
    } catch (error) {
      if (!isStaleToken(error)) throw error
      tokens.drop(used ?? tokens.current)
      return work(client)
    }
  }
}
