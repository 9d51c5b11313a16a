import type { PhoneChange } from '../phones.ts'
import type { AppSettings, EmulatedApp } from './app.ts'
import { createApp } from './app.ts'
import type { Faults } from './faults.ts'
import { createFaults } from './faults.ts'
import type { Ids } from './ids.ts'
import { createIds } from './ids.ts'
import type { Limits } from './limits.ts'
import { createLimits } from './limits.ts'
import type { Switches } from './switches.ts'
import { CHOSEN } from './switches.ts'

/** Everything the emulated tenant knows (feishu.md §18.2); plain data, changed by the neighbouring files. */
export interface State {
  readonly now: () => number
  readonly ids: Ids
  readonly app: EmulatedApp
  readonly limits: Limits
  readonly faults: Faults
  readonly switches: Switches
  readonly users: Map<string, User>
  readonly chats: Map<string, Chat>
  /** In order of sending. */
  readonly messages: Map<string, StoredMessage>
  readonly media: Map<string, Media>
  readonly calls: ApiCall[]
  readonly listeners: Set<(change: PhoneChange) => void>
  readonly quota: number
  /** Work the platform does some time after the call. */
  readonly later: { atMs: number; work: () => void }[]
}

export interface User {
  openId: string
  unionId: string
  userId: string
  name: string
  mobile?: string
  email?: string
  jobTitle?: string
  departmentIds: string[]
  /** In the app's availability and contact range. */
  inRange: boolean
  resigned: boolean
}

export interface Chat {
  chatId: string
  type: 'p2p' | 'group'
  name: string
  members: Set<string>
  withBot: boolean
  dissolved: boolean
  createdAtMs: number
}

export interface Mention {
  key: string
  openId: string
  name: string
  bot: boolean
}

export interface StoredMessage {
  id: string
  chatId: string
  from: { kind: 'bot' } | { kind: 'user'; openId: string }
  /** The platform's msg_type. */
  type: string
  /** Every content it ever had, oldest first; the last one is shown. */
  versions: { atMs: number; content: string }[]
  atMs: number
  parentId?: string
  rootId?: string
  recalledAtMs?: number
  mentions: Mention[]
  readAtMs: Map<string, number>
  reactions: { id: string; emoji: string }[]
  urgent: Set<string>
}

export interface Media {
  key: string
  kind: 'image' | 'file'
  owner: 'bot' | 'user'
  bytes: Uint8Array
  mime: string
  name?: string
}

/** One request the bot made. `status` 0: the connection broke before an answer. */
export interface ApiCall {
  atMs: number
  method: string
  path: string
  status: number
  code: number
  uuid?: string
}

export interface StateOptions {
  now: () => number
  app?: AppSettings
  seed?: number
  quota?: number
}

export function createState(options: StateOptions): State {
  const ids = createIds(options.seed ?? 1)
  return {
    now: options.now,
    ids,
    app: createApp(options.app ?? {}, ids),
    limits: createLimits(options.now),
    faults: createFaults(),
    switches: { ...CHOSEN },
    users: new Map(),
    chats: new Map(),
    messages: new Map(),
    media: new Map(),
    calls: [],
    listeners: new Set(),
    quota: options.quota ?? Number.POSITIVE_INFINITY,
    later: [],
  }
}

/** Tells every listener who can see that something changed. */
export function announce(state: State, chatId: string, messageId?: string) {
  const chat = state.chats.get(chatId)
  const change: PhoneChange = { openIds: [...(chat?.members ?? [])], chatId, ...(messageId && { messageId }) }
  for (const listener of state.listeners) listener(change)
}

/** The content a message shows now. */
export const contentOf = (message: StoredMessage): string => message.versions.at(-1)!.content

/** The private chat of a person with the bot; it exists from the first time anybody needs it. */
export function privateChat(state: State, openId: string): Chat {
  for (const chat of state.chats.values()) if (chat.type === 'p2p' && chat.members.has(openId)) return chat
  const chat: Chat = {
    chatId: `oc_${state.ids.hex(32)}`,
    type: 'p2p',
    name: state.app.name,
    members: new Set([openId]),
    withBot: true,
    dissolved: false,
    createdAtMs: state.now(),
  }
  state.chats.set(chat.chatId, chat)
  return chat
}

/** Stores a message and shows it to the chat. */
export function addMessage(
  state: State,
  fields: Pick<StoredMessage, 'chatId' | 'from' | 'type'> & {
    content: string
    mentions?: Mention[]
    parentId?: string | undefined
  },
): StoredMessage {
  const parent = fields.parentId === undefined ? undefined : state.messages.get(fields.parentId)
  const message: StoredMessage = {
    id: `om_${state.ids.hex(32)}`,
    chatId: fields.chatId,
    from: fields.from,
    type: fields.type,
    versions: [{ atMs: state.now(), content: fields.content }],
    atMs: state.now(),
    ...(parent && { parentId: parent.id, rootId: parent.rootId ?? parent.id }),
    mentions: fields.mentions ?? [],
    readAtMs: new Map(),
    reactions: [],
    urgent: new Set(),
  }
  state.messages.set(message.id, message)
  announce(state, message.chatId, message.id)
  return message
}

/** Puts work off until the injected clock is there; `catchUp` does it. */
export const later = (state: State, delayMs: number, work: () => void) =>
  void state.later.push({ atMs: state.now() + delayMs, work })

/** Does what has become due: before each request and each look at a phone. */
export function catchUp(state: State) {
  const due = state.later.filter((each) => each.atMs <= state.now())
  for (const each of due) {
    state.later.splice(state.later.indexOf(each), 1)
    each.work()
  }
}
