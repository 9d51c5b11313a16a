import type { PhoneChat, PhoneMessage as ShownMessage } from '../phones.ts'
import type { CardJson } from './cards.ts'
import { cardPreview } from './cards.ts'
import type { Chat, State, StoredMessage } from './state.ts'
import { catchUp, contentOf, privateChat } from './state.ts'

/** Kinds without a picture or words of their own come as `text` with a bracketed name. */
export interface PhoneMessage extends ShownMessage {
  card?: CardJson
  reactions: string[]
}

/** The chat list of a person, newest first. Who is out of range has no chat with the bot. */
export function chatsOf(state: State, openId: string): PhoneChat[] {
  const user = state.users.get(openId)
  if (!user || user.resigned) return []
  if (user.inRange) privateChat(state, openId)
  return [...state.chats.values()]
    .filter((chat) => chat.members.has(openId) && (chat.type === 'group' || user.inRange) && !chat.dissolved)
    .map((chat) => listed(state, chat))
    .sort((one, other) => other.lastAtMs - one.lastAtMs)
}

function listed(state: State, chat: Chat): PhoneChat {
  const messages = messagesOf(state, chat.chatId)
  const last = messages.at(-1)
  return {
    chatId: chat.chatId,
    type: chat.type,
    name: chat.name,
    lastAtMs: last?.atMs ?? chat.createdAtMs,
    preview: last ? preview(last) : '',
    count: messages.length,
  }
}

function preview(message: PhoneMessage): string {
  if (message.recalled) return '[消息已撤回]'
  if (message.type === 'card') return cardPreview(message.card ?? {})
  return message.type === 'image' ? '[图片]' : (message.text ?? '')
}

export function messagesOf(state: State, chatId: string): PhoneMessage[] {
  catchUp(state)
  return [...state.messages.values()]
    .filter((each) => each.chatId === chatId)
    .map((each) => shown(state, each))
}

function shown(state: State, message: StoredMessage): PhoneMessage {
  const { from } = message
  const recalled = message.recalledAtMs !== undefined
  const updated = message.versions.length > 1
  return {
    messageId: message.id,
    chatId: message.chatId,
    from:
      from.kind === 'bot'
        ? { kind: 'bot', name: state.app.name }
        : { kind: 'user', openId: from.openId, name: state.users.get(from.openId)?.name ?? from.openId },
    atMs: message.atMs,
    ...(recalled ? { type: 'text' as const } : face(state, message)),
    recalled,
    ...(updated && { updatedAtMs: message.versions.at(-1)!.atMs }),
    ...(message.parentId !== undefined && { replyTo: message.parentId }),
    reactions: message.reactions.map((each) => each.emoji),
    version: message.versions.length,
  }
}

const OTHER_NAMES: Record<string, string> = {
  file: '[文件]',
  folder: '[文件夹]',
  audio: '[语音]',
  media: '[视频]',
  sticker: '[表情]',
  location: '[位置]',
  share_chat: '[群名片]',
  share_user: '[个人名片]',
}

function face(
  state: State,
  message: StoredMessage,
): Pick<PhoneMessage, 'type' | 'card' | 'text' | 'imageKey' | 'imageKeys'> {
  const content = JSON.parse(contentOf(message)) as Record<string, unknown>
  if (message.type === 'interactive') return { type: 'card', card: content }
  if (message.type === 'image') return { type: 'image', imageKey: String(content.image_key) }
  if (message.type === 'text') return { type: 'text', text: named(state, message, String(content.text)) }
  if (message.type === 'post') return { type: 'post', ...postFace(state, message, content) }
  return { type: 'text', text: OTHER_NAMES[message.type] ?? `[${message.type}]` }
}

/** Mention keys and `<at>` marks as the names people read. */
function named(state: State, message: StoredMessage, text: string): string {
  const keyed = message.mentions.reduce((words, each) => words.replaceAll(each.key, `@${each.name}`), text)
  return keyed.replace(/<at (?:user_)?id="?([^">]+)"?>(.*?)<\/at>/g, (_, id: string, name: string) =>
    id === 'all' ? '@所有人' : `@${state.users.get(id)?.name ?? name}`,
  )
}

interface PostNode {
  tag: string
  text?: string
  image_key?: string
  user_id?: string
  user_name?: string
}

function postFace(state: State, message: StoredMessage, content: Record<string, unknown>) {
  // Sent posts have a locale level, received ones do not.
  const post = (content.content ? content : (Object.values(content)[0] ?? {})) as {
    title?: string
    content?: PostNode[][]
  }
  const nodes = (post.content ?? []).flat()
  const lines = (post.content ?? []).map((line) =>
    line
      .map((node) => (node.tag === 'at' ? `@${node.user_name ?? node.user_id}` : (node.text ?? '')))
      .join(''),
  )
  const imageKeys = nodes.flatMap((node) => (node.tag === 'img' && node.image_key ? [node.image_key] : []))
  const text = named(state, message, [post.title ?? '', ...lines].filter((line) => line !== '').join('\n'))
  return { text, imageKeys, ...(imageKeys[0] !== undefined && { imageKey: imageKeys[0] }) }
}
