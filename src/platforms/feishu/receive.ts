import { Unreadable, Untrusted } from '../../refusal.ts'
import type { Inbound } from '../platform.ts'
import { decrypt, sameSecret, sign, strictUtf8 } from './crypto.ts'
import { instantMs } from './moments.ts'
import { type NormalizeContext, normalizeEvent } from './normalize.ts'

export interface ReceiveConfig {
  appId: string
  encryptKey?: string | undefined
  verificationToken?: string | undefined
  /** How old or how far ahead a numeric timestamp may be. */
  freshnessMs: number
}

type Envelope = Record<string, unknown>

/**
 * One request of the platform in our words (`feishu.md` §4). Throws `Untrusted` when the sender could not be believed
 * and `Unreadable` when a believed request makes no sense; nothing else, whatever the bytes.
 */
export async function receive(
  config: ReceiveConfig,
  headers: Headers,
  body: Uint8Array,
  context: NormalizeContext,
): Promise<Inbound> {
  const envelope = config.encryptKey
    ? openSealed(config, config.encryptKey, headers, body, context.nowMs)
    : openPlain(config, body)
  if (isChallenge(envelope)) return answerChallenge(envelope)
  return normalizeEnvelope(envelope, context)
}

/** The part of `receive` that is the same on a long connection: a trusted envelope in our words. */
export async function normalizeEnvelope(envelope: unknown, context: NormalizeContext): Promise<Inbound> {
  if (!isObject(envelope)) throw new Unreadable('the envelope is not a JSON object')
  return normalizeEvent(envelope, context)
}

function openSealed(
  config: ReceiveConfig,
  encryptKey: string,
  headers: Headers,
  body: Uint8Array,
  nowMs: number,
): Envelope {
  const signature = headers.get('x-lark-signature')
  if (!signature) return openUnsignedChallenge(config, encryptKey, body)
  checkSignature(config, encryptKey, headers, signature, body, nowMs)
  const outer = parseObject(decodeUtf8(body))
  if (typeof outer.encrypt !== 'string') {
    throw new Untrusted(
      'plain body although an Encrypt Key is set: check that both sides use the same 加密策略',
    )
  }
  const envelope = parseObject(unseal(encryptKey, outer.encrypt))
  checkToken(config, envelope, 'signed')
  return envelope
}

function checkSignature(
  config: ReceiveConfig,
  encryptKey: string,
  headers: Headers,
  signature: string,
  body: Uint8Array,
  nowMs: number,
): void {
  const timestamp = headers.get('x-lark-request-timestamp')
  const nonce = headers.get('x-lark-request-nonce') ?? ''
  if (!timestamp) throw new Untrusted('signature without a timestamp')
  const right = sign(timestamp, nonce, encryptKey, body)
  if (!sameSecret(signature, right)) throw new Untrusted('wrong signature: check the Encrypt Key')
  if (!isFresh(timestamp, nowMs, config.freshnessMs)) throw new Untrusted(`stale timestamp ${timestamp}`)
}

/**
 * Timestamp and nonce are hashed without a separator, so digits can be moved between them without breaking the
 * signature: a number with the head of a nonce glued to it must not pass for one of the words accepted below.
 */
function isFresh(timestamp: string, nowMs: number, freshnessMs: number): boolean {
  if (/^\d+(\.\d+)?$/.test(timestamp)) {
    return Math.abs(nowMs - instantMs(timestamp, 0)) <= freshnessMs
  }
  return !/^\d{9,}/.test(timestamp)
}

/** The address check carries no signature (§4.2); it is the only unsigned request an Encrypt Key lets through. */
function openUnsignedChallenge(config: ReceiveConfig, encryptKey: string, body: Uint8Array): Envelope {
  try {
    const outer = parseObject(decodeUtf8(body))
    const envelope = parseObject(unseal(encryptKey, String(outer.encrypt)))
    if (isChallenge(envelope)) {
      checkToken(config, envelope, 'signed')
      return envelope
    }
  } catch (error) {
    if (error instanceof Untrusted) throw error
  }
  throw new Untrusted('no signature although an Encrypt Key is set')
}

function openPlain(config: ReceiveConfig, body: Uint8Array): Envelope {
  let envelope: Envelope
  try {
    envelope = parseObject(decodeUtf8(body))
  } catch {
    throw new Untrusted('not a JSON object, so no Verification Token to believe it by')
  }
  if ('encrypt' in envelope) throw new Untrusted('encrypted body but no Encrypt Key is set')
  checkToken(config, envelope, 'plain')
  return envelope
}

/**
 * In plain mode the token is the only proof, so it must be there. Under a signature a missing one proves nothing new,
 * but a foreign one still means somebody else's app.
 */
function checkToken(config: ReceiveConfig, envelope: Envelope, mode: 'plain' | 'signed'): void {
  const right = config.verificationToken
  if (!right) {
    if (mode === 'signed') return
    throw new Untrusted('neither Encrypt Key nor Verification Token is set: nothing can be believed')
  }
  const given = isObject(envelope.header) ? envelope.header.token : envelope.token
  if (given === undefined && mode === 'signed' && !isChallenge(envelope)) return
  if (typeof given !== 'string' || !sameSecret(given, right)) {
    throw new Untrusted(given === undefined ? 'no Verification Token' : 'foreign Verification Token')
  }
}

const isChallenge = (envelope: Envelope): boolean =>
  envelope.type === 'url_verification' && !('schema' in envelope)

function answerChallenge(envelope: Envelope): Inbound {
  if (typeof envelope.challenge !== 'string') throw new Unreadable('address check without a challenge')
  return { kind: 'challenge', answer: { challenge: envelope.challenge } }
}

function unseal(encryptKey: string, sealed: string): string {
  try {
    return decrypt(encryptKey, sealed)
  } catch {
    throw new Unreadable('the encrypted part cannot be decrypted')
  }
}

function decodeUtf8(body: Uint8Array): string {
  try {
    return strictUtf8.decode(body)
  } catch {
    throw new Unreadable('the body is not UTF-8')
  }
}

function parseObject(text: string): Envelope {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Unreadable('not JSON')
  }
  if (!isObject(value)) throw new Unreadable('not a JSON object')
  return value
}

const isObject = (value: unknown): value is Envelope =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
