import type { SaidWhere } from '../phones.ts'
import type { Deliveries, Delivery } from './delivery.ts'
import { notSent } from './delivery.ts'
import { storeMedia } from './media.ts'
import type { Chat, Mention, State, StoredMessage, User } from './state.ts'
import { addMessage, announce, privateChat } from './state.ts'

export interface Picture {
  bytes: Uint8Array
  mime: string
}

/** What people do outside cards: talk, send pictures, use the menu, come and go (feishu.md §18.3). */
export function createPeople(state: State, deliveries: Deliveries) {
  const idOf = (user: User) => ({
    open_id: user.openId,
    union_id: user.unionId,
    ...(state.app.scopes.has('contact:user.employee_id:readonly') && { user_id: user.userId }),
  })
  const person = (openId: string): User => {
    const user = state.users.get(openId)
    if (!user) throw new Error(`nobody is ${openId}; addUser first`)
    return user
  }

  const speak = async (
    openId: string,
    type: string,
    where: SaidWhere,
    write: (mention?: Mention) => object,
  ): Promise<Delivery> => {
    const user = person(openId)
    const chat = chatFor(state, user, where)
    if (typeof chat === 'string') return notSent(chat)
    const mention = where.mentionBot && chat.type === 'group' && mentionOf(state)
    const message = addMessage(state, {
      chatId: chat.chatId,
      from: { kind: 'user', openId },
      type,
      content: JSON.stringify(write(mention || undefined)),
      mentions: mention ? [mention] : [],
      parentId: where.replyTo,
    })
    const heard = reachesBot(state, chat, mention !== false && mention !== undefined)
    const delivery =
      heard === true
        ? await deliveries.event('im.message.receive_v1', received(state, idOf(user), chat, message))
        : notSent(heard)
    return Object.assign(delivery, { messageId: message.id })
  }

  return {
    person,
    idOf,
    say: (openId: string, text: string, where: SaidWhere = {}) =>
      speak(openId, 'text', where, (mention) => ({ text: mention ? `${mention.key} ${text}` : text })),
    sendImage: (openId: string, { bytes, mime }: Picture, where: SaidWhere = {}) =>
      speak(openId, 'image', where, () => ({ image_key: storeMedia(state, 'image', 'user', bytes, mime) })),
    /** What the client lets through: a document with a name and something in it (feishu.md §5.1). */
    async sendFile(
      openId: string,
      file: Picture & { name: string },
      where: SaidWhere = {},
    ): Promise<Delivery> {
      if (file.bytes.length === 0) return notSent('the client sends no empty file')
      if (file.name === '') return notSent('a file has a name')
      return speak(openId, 'file', where, () => ({
        file_key: storeMedia(state, 'file', 'user', file.bytes, file.mime, file.name),
        file_name: file.name,
      }))
    },
    sendPost: (
      openId: string,
      post: { title?: string; text?: string; images?: Picture[] },
      where: SaidWhere = {},
    ) => speak(openId, 'post', where, (mention) => postContent(state, post, mention)),
    sendOther: (openId: string, type: string, content: object, where: SaidWhere = {}) =>
      speak(openId, type, where, () => content),
    menu: (openId: string, eventKey: string) =>
      deliveries.event('application.bot.menu_v6', {
        operator: { operator_name: person(openId).name, operator_id: idOf(person(openId)) },
        event_key: eventKey,
        timestamp: Math.floor(state.now() / 1000),
      }),
    async enter(openId: string): Promise<Delivery> {
      const user = person(openId)
      if (!user.inRange || user.resigned) return notSent('out of range: the chat cannot be opened')
      const chat = privateChat(state, openId)
      const last = [...state.messages.values()].findLast((each) => each.chatId === chat.chatId)
      return deliveries.event('im.chat.access_event.bot_p2p_chat_entered_v1', {
        chat_id: chat.chatId,
        operator_id: idOf(user),
        ...(last && { last_message_id: last.id, last_message_create_time: String(last.atMs) }),
      })
    },
    async botInGroup(chatId: string, operator: string, inside: boolean): Promise<Delivery> {
      const chat = state.chats.get(chatId)
      if (chat?.type !== 'group') throw new Error(`no group is ${chatId}`)
      chat.withBot = inside
      announce(state, chatId)
      return deliveries.event(`im.chat.member.bot.${inside ? 'added' : 'deleted'}_v1`, {
        chat_id: chatId,
        operator_id: idOf(person(operator)),
        external: false,
        operator_tenant_key: state.app.tenantKey,
        name: chat.name,
        i18n_names: { zh_cn: chat.name, en_us: '', ja_jp: '' },
      })
    },
    async read(openId: string, chatId: string): Promise<Delivery> {
      const unread = [...state.messages.values()].filter(
        (each) => each.chatId === chatId && each.from.kind === 'bot' && !each.readAtMs.has(openId),
      )
      for (const message of unread) message.readAtMs.set(openId, state.now())
      if (unread.length === 0 || state.chats.get(chatId)?.type !== 'p2p')
        return notSent('only unread private messages are reported')
      return deliveries.event('im.message.message_read_v1', {
        reader: {
          reader_id: idOf(person(openId)),
          read_time: String(state.now()),
          tenant_key: state.app.tenantKey,
        },
        message_id_list: unread.map((each) => each.id),
      })
    },
  }
}

const mentionOf = (state: State): Mention => ({
  key: '@_user_1',
  openId: state.app.botOpenId,
  name: state.app.name,
  bot: true,
})

/** The chat a person writes into, or why they cannot. */
function chatFor(state: State, user: User, where: SaidWhere): Chat | string {
  if (user.resigned) return 'resigned'
  const parent = where.replyTo === undefined ? undefined : state.messages.get(where.replyTo)
  if (where.replyTo !== undefined && !parent) return `there is no message ${where.replyTo}`
  const chatId = where.chatId ?? parent?.chatId
  const chat = chatId === undefined ? undefined : state.chats.get(chatId)
  if (chatId !== undefined && !chat?.members.has(user.openId)) return `${user.openId} is not in ${chatId}`
  if (chat?.type === 'group') return chat
  if (!user.inRange) return 'out of range: the chat cannot be opened'
  const scopes = ['im:message.p2p_msg:readonly', 'im:message.p2p_msg']
  const box =
    scopes.some((scope) => state.app.scopes.has(scope)) &&
    state.app.subscriptions.has('im.message.receive_v1')
  return box ? privateChat(state, user.openId) : 'the private chat shows no input box: scope or event missing'
}

/** In groups the bot hears only what mentions it, unless the sensitive scope is granted (feishu.md §5.1). */
function reachesBot(state: State, chat: Chat, mentioned: boolean): true | string {
  if (chat.type === 'p2p') return true
  if (!chat.withBot) return 'the bot is not in the group'
  const { scopes } = state.app
  if (scopes.has('im:message.group_msg')) return true
  if (!mentioned) return 'the bot was not mentioned'
  const may = scopes.has('im:message.group_at_msg:readonly') || scopes.has('im:message.group_at_msg')
  return may || 'scope im:message.group_at_msg:readonly is missing'
}

function received(state: State, sender: object, chat: Chat, message: StoredMessage) {
  const tenant_key = state.app.tenantKey
  return {
    sender: { sender_id: sender, sender_type: 'user', tenant_key },
    message: {
      message_id: message.id,
      ...(message.rootId && { root_id: message.rootId, parent_id: message.parentId }),
      create_time: String(message.atMs),
      update_time: String(message.atMs),
      chat_id: chat.chatId,
      chat_type: chat.type,
      message_type: message.type,
      content: message.versions[0]!.content,
      ...(message.mentions.length > 0 && {
        mentions: message.mentions.map(({ key, openId, name, bot }) => ({
          key,
          id: { open_id: openId, union_id: openId.replace(/^ou_/, 'on_') },
          mentioned_type: bot ? 'bot' : 'user',
          name,
          tenant_key,
        })),
      }),
    },
  }
}

/** The received form has no locale level (feishu.md §5.1). */
function postContent(
  state: State,
  post: { title?: string; text?: string; images?: Picture[] },
  mention?: Mention,
) {
  const words = [
    ...(mention ? [{ tag: 'at', user_id: mention.key, user_name: mention.name, style: [] }] : []),
    ...(post.text === undefined ? [] : [{ tag: 'text', text: post.text, style: [] }]),
  ]
  const images = (post.images ?? []).map(({ bytes, mime }) => [
    { tag: 'img', image_key: storeMedia(state, 'image', 'user', bytes, mime), width: 300, height: 300 },
  ])
  return { title: post.title ?? '', content: [...(words.length > 0 ? [words] : []), ...images] }
}
