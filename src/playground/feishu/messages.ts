import type { Call, Route } from './api.ts'
import { ApiFailure, optional, required } from './api.ts'
import type { CardEntities } from './card-entities.ts'
import { checkCard, subFailure } from './cards.ts'
import { CHAT_RULES } from './limits.ts'
import type { Chat, State, StoredMessage, User } from './state.ts'
import { addMessage, contentOf, privateChat } from './state.ts'

const UUID_MS = 3_600_000
const TEXT_BYTES = 150 * 1024
const SEND_SCOPES = ['im:message', 'im:message:send_as_bot']
const TYPES = [
  'text',
  'post',
  'image',
  'file',
  'audio',
  'media',
  'sticker',
  'interactive',
  'share_chat',
  'share_user',
  'system',
]

/** Send and reply (feishu.md §8.1, §8.2). */
export function messageRoutes(state: State, entities: CardEntities): Route[] {
  const sent = new Map<string, { messageId: string; atMs: number }>()

  /** Calls with the same uuid succeed at most once within the hour; a repeat gets the first message (§18.7). */
  const once = (uuid: string | undefined, send: () => StoredMessage): StoredMessage => {
    if (uuid !== undefined && uuid.length > 50) throw parameter('uuid is longer than 50 characters')
    const first = sent.get(uuid ?? '')
    if (uuid && first && state.now() - first.atMs < UUID_MS) return state.messages.get(first.messageId)!
    const message = send()
    if (uuid) sent.set(uuid, { messageId: message.id, atMs: state.now() })
    return message
  }

  const create = (call: Call) => {
    const type = optional(Object.fromEntries(call.query), 'receive_id_type') ?? 'open_id'
    const receiver = required(call.json, 'receive_id')
    const body = readBody(call.json)
    const message = once(body.uuid, () => {
      const chat = receiverChat(state, type, receiver, call.fault)
      return post(state, entities, call, chat, body, undefined)
    })
    return { data: describe(state, message) }
  }

  const reply = (call: Call) => {
    const parent = existing(state, call.params.id!)
    const body = readBody(call.json)
    const message = once(body.uuid, () => {
      if (parent.recalledAtMs !== undefined) throw new ApiFailure(230011, 'The message was recalled')
      const chat = state.chats.get(parent.chatId)!
      if (chat.type === 'p2p') reachable(state.users.get([...chat.members][0]!), call.fault)
      return post(state, entities, call, chat, body, parent.id)
    })
    return { data: describe(state, message) }
  }

  return [
    { method: 'POST', path: '/im/v1/messages', scopes: SEND_SCOPES, handle: create },
    { method: 'POST', path: '/im/v1/messages/:id/reply', scopes: SEND_SCOPES, handle: reply },
  ]
}

interface Body {
  type: string
  content: string
  uuid: string | undefined
}

const parameter = (text: string) =>
  new ApiFailure(230001, `Your request contains an invalid request parameter, ext=${text}`)

function readBody(json: Record<string, unknown>): Body {
  const type = required(json, 'msg_type')
  if (!TYPES.includes(type)) throw parameter(`invalid msg_type ${type}`)
  return { type, content: required(json, 'content'), uuid: optional(json, 'uuid') }
}

function post(
  state: State,
  entities: CardEntities,
  call: Call,
  chat: Chat,
  body: Body,
  parentId: string | undefined,
) {
  speakable(chat, call.fault)
  const content = checkContent(state, entities, body, call.fault)
  if (state.limits.count(`chat ${chat.chatId}`, CHAT_RULES) > 0)
    throw new ApiFailure(230020, 'This operation triggers the frequency limit')
  return addMessage(state, { chatId: chat.chatId, from: { kind: 'bot' }, type: body.type, content, parentId })
}

function checkContent(state: State, entities: CardEntities, { type, content }: Body, fault: unknown): string {
  if (fault === 'card-locked') throw subFailure(11310, 'card action is lock')
  if (fault === 'image-unknown') throw subFailure(200570, 'image key is invalid')
  if (type === 'interactive') {
    const card = entities.claim(content) ?? content
    checkCard(state, card)
    return card
  }
  const limit = type === 'post' ? 30 * 1024 : TEXT_BYTES
  if (Buffer.byteLength(content) > limit)
    throw new ApiFailure(230025, 'The length of the message content reaches its limit')
  let value: Record<string, unknown>
  try {
    value = JSON.parse(content) as Record<string, unknown>
  } catch {
    throw parameter('content is not a string in json format')
  }
  if (type === 'text' && typeof value.text !== 'string') throw parameter('text content needs text')
  const key = value.image_key ?? value.file_key
  if (key !== undefined && state.media.get(String(key))?.owner !== 'bot')
    throw new ApiFailure(230017, 'Bot is NOT the owner of the resource')
  return content
}

/** The chat an id leads to, or the code the platform answers when it leads nowhere. */
function receiverChat(state: State, type: string, id: string, fault: unknown): Chat {
  if (type === 'chat_id') {
    if (!/^oc_\w+$/.test(id)) throw new ApiFailure(230034, 'The receive_id is invalid')
    const chat = state.chats.get(id)
    if (!chat) throw new ApiFailure(230034, 'The receive_id is invalid')
    return chat
  }
  const read: Record<string, (user: User) => string | undefined> = {
    open_id: (user) => user.openId,
    union_id: (user) => user.unionId,
    user_id: (user) => user.userId,
    email: (user) => user.email,
  }
  const field = read[type]
  if (!field) throw parameter(`invalid receive_id_type ${type}`)
  if (type === 'open_id' && !/^ou_\w+$/.test(id)) throw new ApiFailure(230034, 'The receive_id is invalid')
  const user = [...state.users.values()].find((each) => field(each) === id)
  if (!user) throw new ApiFailure(type === 'open_id' ? 99992351 : 230034, `The ${type} does not exist`)
  reachable(user, fault)
  return privateChat(state, user.openId)
}

function reachable(user: User | undefined, fault: unknown) {
  if (!user || user.resigned || !user.inRange || fault === 'resigned')
    throw new ApiFailure(230013, 'Bot has NO availability to this user.')
}

function speakable(chat: Chat, fault: unknown) {
  if (chat.dissolved) throw new ApiFailure(232009, 'The chat has been dissolved')
  if (!chat.withBot || fault === 'bot-removed')
    throw new ApiFailure(230002, 'The bot can not be outside the group.')
}

/** The message an id names: 99992354 when it is not one at all, 230110 when there is none (any more). */
export function existing(state: State, id: string): StoredMessage {
  if (!/^om_\w+$/.test(id)) throw new ApiFailure(99992354, 'The message id is malformed')
  const message = state.messages.get(id)
  if (!message) throw new ApiFailure(230110, 'The message has been deleted')
  return message
}

/** A message as the API shows it (feishu.md §8.1 "Answer"). */
export function describe(state: State, message: StoredMessage, content = contentOf(message)) {
  const bot = message.from.kind === 'bot'
  const { tenantKey: tenant_key, appId } = state.app
  return {
    message_id: message.id,
    ...(message.rootId && { root_id: message.rootId, parent_id: message.parentId }),
    msg_type: message.type,
    create_time: String(message.atMs),
    update_time: String(message.versions.at(-1)!.atMs),
    deleted: message.recalledAtMs !== undefined,
    updated: message.versions.length > 1,
    chat_id: message.chatId,
    sender: {
      id: message.from.kind === 'bot' ? appId : message.from.openId,
      id_type: bot ? 'app_id' : 'open_id',
      sender_type: bot ? 'app' : 'user',
      tenant_key,
    },
    ...(message.recalledAtMs === undefined && { body: { content } }),
    ...(message.mentions.length > 0 && {
      mentions: message.mentions.map(({ key, openId, name }) => ({
        key,
        id: openId,
        id_type: 'open_id',
        name,
        tenant_key,
      })),
    }),
  }
}
