import type { Card } from '../../cards/card.ts'
import { DAY_MS, HOUR_MS } from '../../time.ts'
import type { DrawContext, Inbound, Message, Platform, PlatformLimits, PressAnswer } from '../platform.ts'
import {
  type Content,
  downloadResource,
  fetchBotOpenId,
  fetchProfile,
  findByMobile,
  replyMessage,
  sendMessage,
  updateCard,
  uploadImage,
} from './api.ts'
import { drawCard } from './card.ts'
import { newCaller } from './client.ts'
import { registerCommands } from './commands.ts'
import type { HttpDeps } from './http.ts'
import { botIdentity, type IdentityMemory, PATIENCE_MS } from './identity.ts'
import { createLogin, type LoginConfig } from './login.ts'
import { normalizeEnvelope, receive } from './receive.ts'
import type { TokenMemory } from './tokens.ts'
import { validateCard } from './validate.ts'

export interface FeishuConfig {
  appId: string
  appSecret: string
  /** Without one, the Verification Token is the only proof of the sender; `feishu.md` §4.5 recommends one always. */
  encryptKey?: string | undefined
  verificationToken?: string | undefined
  baseUrl: string
  /** How old a signed request may be; at most, and by default, one hour. */
  freshnessMs?: number | undefined
  /** The bot's own open_id if known; otherwise learned from the platform. */
  botOpenId?: string | undefined
  tenantKey?: LoginConfig['tenantKey']
  accountsUrl?: LoginConfig['accountsUrl']
}

export interface FeishuDeps {
  fetch: typeof fetch
  now: () => number
  /** Called once per HTTP call to the platform, by the call's name. */
  count: (call: string) => void
  log: (event: string, data: object) => void
  /** Says in the log what the platform would refuse before it is sent (`feishu.md` §18.6); for development and tests. */
  checkCards?: boolean
  /** Handed in to be kept longer than this platform: one per app, shared by the requests of a Worker. */
  memory?: TokenMemory & IdentityMemory
}

/** The port, and the one thing a long connection needs besides: a trusted envelope in our words. */
export interface Feishu extends Platform {
  normalize(envelope: unknown, nowMs: number): Promise<Inbound>
}

/**
 * The platform's own bounds (`feishu.md` §13.1): what it refuses all the same is sent again when it says. In a chat one
 * below its five a second, which all bots in it share.
 */
const LIMITS: PlatformLimits = {
  perSecond: 50,
  perMinute: 1000,
  perChatPerSecond: 4,
  cardLifeMs: 14 * DAY_MS,
}
const MAX_FRESHNESS_MS = HOUR_MS
const MAX_UUID = 50

/** Feishu as a `Platform`. Runs on Node and on Workers; nothing is fetched or loaded before the first call. */
export function createFeishu(config: FeishuConfig, deps: FeishuDeps): Feishu {
  const told: HttpDeps & Pick<FeishuDeps, 'now'> = {
    ...deps,
    onFailure: (name, { trouble, code, logId }) =>
      deps.log('feishu-call-failed', { call: name, trouble, code, logId }),
  }
  const memory = deps.memory ?? {}
  const call = newCaller(config, { ...told, memory })
  // The platform finds a request, its message and its chat by the id it logged it under.
  const untraced = newCaller(config, {
    ...told,
    memory,
    onFailure: (name, { trouble, code }) => deps.log('feishu-call-failed', { call: name, trouble, code }),
  })
  const sender = (draw: DrawContext) => (draw.untraced ? untraced : call)
  const learned = botIdentity(() => fetchBotOpenId(call, PATIENCE_MS), deps.now, deps.memory)
  const { botOpenId } = config
  const context = (nowMs: number) => ({
    appId: config.appId,
    nowMs,
    botOpenId: botOpenId ? async () => botOpenId : learned,
  })
  const drawn: Drawer = deps.checkCards ? checking(deps.log) : drawCard
  const freshnessMs = Math.min(config.freshnessMs ?? MAX_FRESHNESS_MS, MAX_FRESHNESS_MS)
  return {
    name: 'feishu',
    called: '飞书',
    limits: LIMITS,
    receive: (headers, body, nowMs) => receive({ ...config, freshnessMs }, headers, body, context(nowMs)),
    normalize: (envelope, nowMs) => normalizeEnvelope(envelope, context(nowMs)),
    answerPress: (answer, draw) => answerPress(answer, draw, drawn),
    post: async (to, message, once, draw) =>
      sendMessage(sender(draw), to, contentOf(message, draw, drawn), checked(once)),
    reply: async (to, message, once, draw) =>
      replyMessage(sender(draw), to, contentOf(message, draw, drawn), checked(once)),
    update: (messageId, card, draw) => updateCard(call, messageId, JSON.stringify(drawn(card, draw))),
    download: (messageId, key, kind = 'image') => downloadResource(call, messageId, key, kind),
    upload: (bytes, mime) => uploadImage(call, bytes, mime),
    findByMobile: (mobiles) => findByMobile(call, mobiles),
    profile: (account) => fetchProfile(call, account),
    registerCommands: (commands) => registerCommands(call, commands),
    login: createLogin(config, told),
    ping: () => call(async (client) => void (await client.tokenManager.getTenantAccessToken())),
  }
}

type Drawer = (card: Card, draw: DrawContext) => object

const checking =
  (log: FeishuDeps['log']): Drawer =>
  (card, draw) => {
    const json = drawCard(card, draw)
    for (const { severity, path, text } of validateCard(json))
      if (severity === 'error') log('card-invalid', { card: card.kind, path, text })
    return json
  }

/** The answer to a card callback (§6.2); `{}` keeps the card as it is. */
function answerPress({ card, toast }: PressAnswer, draw: DrawContext, drawn: Drawer): object {
  return {
    ...(toast ? { toast: { type: toast.type, content: toast.text } } : {}),
    ...(card ? { card: { type: 'raw', data: drawn(card, draw) } } : {}),
  }
}

function contentOf(message: Message, draw: DrawContext, drawn: Drawer): Content {
  if ('card' in message)
    return { msg_type: 'interactive', content: JSON.stringify(drawn(message.card, draw)) }
  return { msg_type: 'text', content: JSON.stringify({ text: inertText(message.text) }) }
}

/** Text messages know tags and links but no escapes (§8.1): a look-alike bracket keeps them words. */
const inertText = (text: string): string => text.replace(/<(?=\/?[a-z])/gi, '＜').replace(/\](?=\()/g, '］')

/** A uuid too long would be cut or refused, and the repeat would no longer be harmless (§8.1). */
function checked(once: string): string {
  if (once.length === 0 || once.length > MAX_UUID)
    throw new RangeError(`uuid of ${once.length} characters: ${once}`)
  return once
}
