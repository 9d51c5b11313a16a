import type { Card, FieldValue } from '../cards/card.ts'

/**
 * The port every chat platform implements. Inbound is in our words; outbound takes cards. A platform knows this file
 * and the card vocabulary, nothing else of the product.
 */
export interface Platform {
  readonly name: 'feishu' | 'dingtalk' | 'wecom'
  /** What the school calls it, for sentences that have to name it: 飞书. */
  readonly called: string
  readonly limits: PlatformLimits
  /** Verified, decrypted, in our words. Throws `Untrusted` (401) or `Unreadable` (400). `body` is the raw bytes. */
  receive(headers: Headers, body: Uint8Array, nowMs: number): Promise<Inbound>
  /** The JSON body that answers a press in its own response (design §3.8). */
  answerPress(answer: PressAnswer, draw: DrawContext): unknown
  /** Sends; `once` (≤ 50 characters) makes a repeated call within the hour harmless. */
  post(to: Address, message: Message, once: string, draw: DrawContext): Promise<Posted>
  reply(toMessageId: string, message: Message, once: string, draw: DrawContext): Promise<Posted>
  /** Replaces a card for everyone; `PlatformError('stale')` once it is past `limits.cardLifeMs`. */
  update(messageId: string, card: Card, draw: DrawContext): Promise<void>
  /** The original bytes of a picture or a document somebody sent in `messageId`. */
  download(
    messageId: string,
    key: string,
    kind?: 'image' | 'file',
  ): Promise<{ bytes: Uint8Array; mime: string }>
  /** Uploads a picture for use in cards; the platform's own key. */
  upload(bytes: Uint8Array, mime: string): Promise<string>
  /** Looks people up by mobile number: mobile → account. Unknown numbers are absent. */
  findByMobile(mobiles: string[]): Promise<Map<string, string>>
  /** What the directory says of one account; undefined when outside the app's range. */
  profile(account: string): Promise<Profile | undefined>
  /** Registers the native commands: compared first, only differences are written (`feishu.md` §7.1). */
  registerCommands(
    commands: { name: string; description: string }[],
  ): Promise<{ created: string[]; changed: string[]; removed: string[] }>
  /** Resolves when a token could be had; throws `PlatformError` otherwise. For readiness. */
  ping(): Promise<void>
  /** How people prove to our pages who they are; absent where the platform has no login. */
  readonly login?: Login
}

export interface Login {
  /** Where to send the browser; it comes back to `redirect` with `state` and a `code`. */
  authorizeUrl(redirect: string, state: string): string
  /** Whose code this is, good once. Throws `PlatformError`: `refused` for a bad code, `later` when nobody answers. */
  exchange(code: string, redirect: string): Promise<Account>
}

export interface PlatformLimits {
  perSecond: number
  perMinute: number
  /** Messages to one person or chat per second. */
  perChatPerSecond: number
  cardLifeMs: number
}

export type Address = { account: string } | { chat: string }
export type Message = { card: Card } | { text: string }
export interface Posted {
  messageId: string
  chatId: string
}
/** What drawing needs from outside the card: the platform's key of a photo, if it is uploaded already. */
export interface DrawContext {
  imageKey(photo: string): string | undefined
  /** The answer to somebody without a name: no log line may lead to the message it went to. */
  untraced?: true
}

export interface PressAnswer {
  card?: Card
  toast?: { type: 'info' | 'success' | 'warning' | 'error'; text: string }
}

export interface Account {
  /** The platform's id of the person in this app (Feishu open_id). */
  account: string
  unionId?: string
}

export interface Profile extends Account {
  name?: string
  mobile?: string
  active: boolean
}

/**
 * One thing that reached us. `key` is the dedupe key: the same key changes nothing twice and gets the same answer
 * (`feishu.md` §1.6: messages by message_id, everything else by event_id).
 */
export type Inbound =
  | { kind: 'challenge'; answer: Record<string, unknown> }
  | {
      kind: 'message'
      key: string
      messageId: string
      chat: { id: string; type: 'private' | 'group' }
      sender: Account
      atMs: number
      /** True when the bot itself was mentioned; always true in a private chat. */
      toBot: boolean
      replyTo?: string
      content: MessageContent
    }
  | {
      kind: 'press'
      key: string
      messageId: string
      chatId: string
      sender: Account
      atMs: number
      says: string
      fields: Record<string, FieldValue>
    }
  /** A press whose button carries nothing we know. */
  | { kind: 'unknown-press'; key: string; sender: Account }
  | { kind: 'menu'; key: string; sender: Account; eventKey: string; atMs: number }
  | { kind: 'entered'; key: string; sender: Account; chatId: string; atMs: number }
  | { kind: 'bot-added'; key: string; chatId: string; chatName: string; operator: Account; atMs: number }
  | { kind: 'bot-removed'; key: string; chatId: string; atMs: number }
  | {
      kind: 'directory'
      key: string
      change: 'created' | 'updated' | 'deleted'
      profile: Profile
      atMs: number
    }
  /** Understood but nothing to do: own messages, unknown types, read marks. Answered 200 and counted by `name`. */
  | { kind: 'ignored'; name: string }

export type MessageContent =
  | { type: 'text'; text: string; mentions: { account: string; name: string }[] }
  /** `text` is the words around the pictures in a rich text message. */
  | { type: 'photo'; keys: string[]; text: string }
  /** A document, with the name its sender gave it. */
  | { type: 'file'; key: string; name: string }
  /** A kind we cannot use; `what` is its Chinese name for the polite answer (语音, 视频, 文件夹 …). */
  | { type: 'other'; what: string }
