/**
 * What the chat page needs of an emulated platform: everybody's phone. The emulated Feishu fits it as it is; the page's
 * own tests hand in a fixture of messages.
 */
export interface Phones {
  /** Newest first is not promised; the page sorts. */
  chatsOf(openId: string): PhoneChat[]
  /** In the order they were sent. */
  messagesOf(chatId: string): PhoneMessage[]
  image(imageKey: string): { bytes: Uint8Array; mime: string } | undefined
  say(openId: string, text: string, where?: SaidWhere): Promise<Said>
  sendImage(openId: string, bytes: Uint8Array, mime: string, where?: SaidWhere): Promise<Said>
  /** `confirm` is what the person answered to the button's own question; false presses nothing. */
  press(openId: string, messageId: string, target: PressTarget, confirm?: boolean): Promise<PressResult>
  submit(openId: string, messageId: string, button: string, values: FormValues): Promise<PressResult>
  choose(
    openId: string,
    messageId: string,
    component: string,
    option: string | string[] | boolean,
  ): Promise<PressResult>
  /** Opens the private chat with the bot. */
  enter(openId: string): unknown
  onChange(listener: (change: PhoneChange) => void): () => void
}

export interface PhoneChat {
  chatId: string
  type: 'p2p' | 'group'
  name: string
  lastAtMs: number
  /** Plain text of the newest message, as the chat list shows it. */
  preview: string
  /** Messages in the chat so far; unread marks are counted from it. */
  count: number
}

export interface PhoneMessage {
  messageId: string
  chatId: string
  from: { kind: 'bot' | 'user'; openId?: string; name: string }
  atMs: number
  type: 'card' | 'text' | 'image' | 'post'
  /** The card JSON as the bot sent it, or as it last changed it. */
  card?: object
  text?: string
  imageKey?: string
  /** All pictures of a rich text. */
  imageKeys?: string[]
  recalled: boolean
  updatedAtMs?: number
  replyTo?: string
  /** Emoji names people or the bot put under it: `OK`, `DONE` … */
  reactions?: string[]
  /** Grows with every change of the message. */
  version: number
}

export interface SaidWhere {
  chatId?: string
  mentionBot?: boolean
  replyTo?: string
}

/** `messageId` of what now stands in the chat; `why` nothing does, or why the bot does not hear it. */
export interface Said {
  messageId?: string
  why?: string
}

/** Which button: by its place in the card JSON, else by its name, else by its words. */
export interface PressTarget {
  label?: string
  name?: string
  path?: (string | number)[]
}

export type FormValues = Record<string, string | string[] | boolean>

/** `code` is the client's error number (`feishu.md` §6.3). */
export interface PressResult {
  status: 'ok' | 'blocked' | 'error'
  code?: number
  toast?: { type: string; content: string }
  card?: object
  why?: string
}

export interface PhoneChange {
  openIds: string[]
  chatId: string
  messageId?: string
}

/** Somebody of the school as the page's list names them. `openId` null: has no app; `standIn` acts for them. */
export interface PlaygroundPerson {
  openId: string | null
  name: string
  /** Chinese names of the posts. */
  posts: string[]
  /** 领导 / 处室 / 班主任 / 教师 / 后勤 */
  group: string
  class?: string
  standIn?: string
}

export interface PlaygroundCommand {
  name: string
  chinese: string
  summary: string
}
