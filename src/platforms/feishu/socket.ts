import { EventDispatcher, type HttpInstance, type Logger, WSClient } from '@larksuiteoapi/node-sdk'
import type { ClientConfig } from './client.ts'
import { exchange } from './http.ts'

/**
 * Events and callbacks over a long connection (`feishu.md` §15), for schools without a public address. Node only: the
 * SDK's client needs the `ws` package.
 */
export interface SocketDeps {
  fetch: typeof fetch
  count: (call: string) => void
  log: (event: string, data: object) => void
}

export interface Socket {
  /** Resolves at the first connection; rejects when the platform refuses for good. Attempts go on by themselves. */
  readonly ready: Promise<void>
  status(): 'connected' | 'connecting' | 'reconnecting' | 'failed' | 'idle'
  close(): void
}

/** Without it a dead path is noticed late: pings go out every two minutes and nobody minds a missing pong (§15.3). */
const PONG_WITHIN_S = 10
const HANDSHAKE_MS = 15_000
/** The pattern the SDK insists on; with any other id it returns without a word (§15.3). */
const APP_ID = /^cli_[0-9a-fA-F]{16}$/

/**
 * Opens the connection and hands every envelope, as it came, to `handle`. What `handle` returns travels back as the
 * answer (a card callback's card or toast); when it throws, the platform delivers an event again.
 */
export function startSocket(
  config: ClientConfig,
  handle: (envelope: unknown) => Promise<unknown>,
  deps: SocketDeps,
): Socket {
  if (!APP_ID.test(config.appId)) {
    throw new Error(
      `FEISHU_APP_ID ${JSON.stringify(config.appId)} is not "cli_" and 16 hex digits: a long connection would never open. ` +
        'Copy the App ID from 开发者后台 > 凭证与基础信息, or use FEISHU_MODE=webhook.',
    )
  }
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  // Whoever does not wait for it still reads of a failure in the log.
  ready.catch(() => {})
  const client = new WSClient({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.baseUrl.replace(/\/+$/, ''),
    httpInstance: endpointHttp(deps),
    logger: troubleOnly(deps.log),
    wsConfig: { pingTimeout: PONG_WITHIN_S },
    handshakeTimeoutMs: HANDSHAKE_MS,
    onReady: () => {
      deps.log('feishu-socket-ready', {})
      resolve()
    },
    onReconnecting: () => deps.log('feishu-socket-lost', {}),
    onReconnected: () => deps.log('feishu-socket-back', {}),
    onError: (error) => {
      deps.log('feishu-socket-failed', { reason: error.message })
      reject(error)
    },
  })
  void client.start({ eventDispatcher: new WholeEnvelopes(handle) })
  return {
    ready,
    status: () => client.getConnectionStatus().state,
    close: () => client.close({ force: true }),
  }
}

/**
 * The SDK's dispatcher flattens header and event into one object, where `event.token` overwrites `header.token`, and
 * answers unknown types with a text that breaks card clicks (§16.4); this one passes every envelope on untouched.
 */
class WholeEnvelopes extends EventDispatcher {
  private readonly handle: (envelope: unknown) => Promise<unknown>

  constructor(handle: (envelope: unknown) => Promise<unknown>) {
    super({ logger: troubleOnly(() => {}) })
    this.handle = handle
  }

  override invoke(envelope: unknown): Promise<unknown> {
    return this.handle(envelope)
  }
}

/** The endpoint's refusals come as codes the SDK reads itself; without `data` it would take them for network trouble. */
function endpointHttp(deps: SocketDeps): HttpInstance {
  const request = async (options: Parameters<HttpInstance['request']>[0]) => {
    const { content } = await exchange(deps, 'POST /callback/ws/endpoint', options)
    const answer = 'json' in content && typeof content.json === 'object' ? content.json : {}
    return { data: {}, ...answer }
  }
  return { request } as HttpInstance
}

/** Errors and warnings only, and only their words: other lines carry tickets and whole payloads. */
function troubleOnly(log: SocketDeps['log']): Logger {
  const tell = (...words: unknown[]) =>
    log('feishu-socket-trouble', { text: words.filter((word) => typeof word === 'string').join(' ') })
  return { error: tell, warn: tell, info() {}, debug() {}, trace() {} }
}
