import { sha256Hex } from '../../ciphers.ts'
import { Unreadable } from '../../refusal.ts'
import type { Account, Inbound, Profile } from '../platform.ts'
import {
  botMemberEvent,
  type DirectoryUser,
  directoryEvent,
  enteredEvent,
  header,
  menuEvent,
  messageEvent,
  oldEnvelope,
  pressEvent,
  read,
} from './envelope.ts'
import { readMentions } from './mentions.ts'
import { readContent } from './message.ts'
import { instantMs } from './moments.ts'
import { readFields, readSentence } from './press.ts'

export interface NormalizeContext {
  appId: string
  nowMs: number
  /** The bot's own open_id; undefined when it could not be learned in time. Asked only if a message mentions a bot. */
  botOpenId(): Promise<string | undefined>
}

/** What every converter needs of the envelope: the dedupe id, when it was made, and the event itself. */
interface Opened {
  id: string
  atMs: number
  event: unknown
}

type Converter = (opened: Opened, context: NormalizeContext) => Inbound | Promise<Inbound>

/** The events of `feishu.md` §5 we act on; every other type is answered and counted by its name. */
const converters = new Map<string, Converter>([
  ['im.message.receive_v1', message],
  ['card.action.trigger', press],
  ['application.bot.menu_v6', menu],
  ['im.chat.access_event.bot_p2p_chat_entered_v1', entered],
  ['im.chat.member.bot.added_v1', botAdded],
  ['im.chat.member.bot.deleted_v1', botRemoved],
  ['contact.user.created_v3', (opened) => directory(opened, 'created')],
  ['contact.user.updated_v3', (opened) => directory(opened, 'updated')],
  ['contact.user.deleted_v3', (opened) => directory(opened, 'deleted')],
])

/** A trusted envelope of schema 1 or 2 in our words. Throws `Unreadable` only. */
export async function normalizeEvent(
  envelope: Record<string, unknown>,
  context: NormalizeContext,
): Promise<Inbound> {
  if (!('header' in envelope)) return normalizeOld(envelope, context)
  const head = read(header, envelope.header, 'header')
  if (head.app_id !== undefined && head.app_id !== context.appId) return ignored('other-app')
  const convert = converters.get(head.event_type)
  if (!convert) return ignored(head.event_type)
  const id = head.event_id ?? hashOf(envelope)
  return convert({ id, atMs: instantMs(head.create_time, context.nowMs), event: envelope.event }, context)
}

/** Schema 1: the first conversation with somebody, deduplicated by `uuid` (§5.2). */
async function normalizeOld(envelope: Record<string, unknown>, context: NormalizeContext): Promise<Inbound> {
  const old = read(oldEnvelope, envelope, 'envelope')
  if (old.event.app_id !== undefined && old.event.app_id !== context.appId) return ignored('other-app')
  if (old.event.type !== 'p2p_chat_create') return ignored(old.event.type)
  const account = old.event.operator?.open_id ?? old.event.user?.open_id
  if (!account || !old.event.chat_id) throw new Unreadable('p2p_chat_create without a person or a chat')
  return {
    kind: 'entered',
    key: `evt:${old.uuid ?? hashOf(envelope)}`,
    sender: { account },
    chatId: old.event.chat_id,
    atMs: instantMs(old.ts, context.nowMs),
  }
}

async function message({ event, atMs }: Opened, context: NormalizeContext): Promise<Inbound> {
  const { sender, message } = read(messageEvent, event, 'im.message.receive_v1')
  // A bot that answers bots never stops.
  if (sender.sender_type !== 'user') return ignored('own-message')
  if (!sender.sender_id?.open_id) throw new Unreadable('message without the open_id of its sender')
  const mentions = await readMentions(message.mentions ?? [], context)
  const isPrivate = message.chat_type === 'p2p'
  return {
    kind: 'message',
    key: `msg:${message.message_id}`,
    messageId: message.message_id,
    chat: { id: message.chat_id, type: isPrivate ? 'private' : 'group' },
    sender: account(sender.sender_id),
    atMs: instantMs(message.create_time, atMs),
    toBot: isPrivate || mentions.some((mention) => mention.isBot),
    ...(message.parent_id === undefined ? {} : { replyTo: message.parent_id }),
    content: readContent(message.message_type, message.content, mentions),
  }
}

/** A button is its sentence: in the callback value, or, where the client leaves that out, in the button's name (§6.1). */
function press({ id, atMs, event }: Opened): Inbound {
  const { operator, action, context } = read(pressEvent, event, 'card.action.trigger')
  const says = readSentence(action)
  const key = `press:${id}`
  const sender = account(operator)
  if (says === undefined) return { kind: 'unknown-press', key, sender }
  return {
    kind: 'press',
    key,
    messageId: context?.open_message_id ?? '',
    chatId: context?.open_chat_id ?? '',
    sender,
    atMs,
    says,
    fields: readFields(action),
  }
}

function menu({ id, atMs, event }: Opened): Inbound {
  const { operator, event_key, timestamp } = read(menuEvent, event, 'application.bot.menu_v6')
  return {
    kind: 'menu',
    key: `evt:${id}`,
    sender: account(operator.operator_id),
    eventKey: event_key,
    atMs: instantMs(timestamp, atMs),
  }
}

function entered({ id, atMs, event }: Opened): Inbound {
  const { chat_id, operator_id } = read(enteredEvent, event, 'bot_p2p_chat_entered_v1')
  return { kind: 'entered', key: `evt:${id}`, sender: account(operator_id), chatId: chat_id, atMs }
}

function botAdded({ id, atMs, event }: Opened): Inbound {
  const { chat_id, name, operator_id } = read(botMemberEvent, event, 'bot.added_v1')
  const operator = account(operator_id ?? {})
  return { kind: 'bot-added', key: `evt:${id}`, chatId: chat_id, chatName: name ?? '', operator, atMs }
}

function botRemoved({ id, atMs, event }: Opened): Inbound {
  const { chat_id } = read(botMemberEvent, event, 'bot.deleted_v1')
  return { kind: 'bot-removed', key: `evt:${id}`, chatId: chat_id, atMs }
}

/** Who left is deactivated whatever the status fields say; `old_object` may be the only place with the ids (§5.2). */
function directory({ id, atMs, event }: Opened, change: 'created' | 'updated' | 'deleted'): Inbound {
  const { object, old_object } = read(directoryEvent, event, 'contact.user')
  const profile = readProfile({ ...object, open_id: object.open_id ?? old_object?.open_id })
  if (!profile) throw new Unreadable('directory event without an open_id')
  if (!profile.unionId && old_object?.union_id) profile.unionId = old_object.union_id
  if (change === 'deleted') profile.active = false
  return { kind: 'directory', key: `evt:${id}`, change, profile, atMs }
}

/** A user as events and the contact API describe one; fields without their scope are simply missing (§10). */
export function readProfile(user: DirectoryUser): Profile | undefined {
  if (!user.open_id) return undefined
  const { is_frozen, is_resigned, is_exited } = user.status ?? {}
  return {
    ...account(user),
    ...(user.name === undefined ? {} : { name: user.name }),
    ...(user.mobile === undefined ? {} : { mobile: user.mobile }),
    active: !is_frozen && !is_resigned && !is_exited,
  }
}

const account = (ids: { open_id?: string | undefined; union_id?: string | undefined }): Account => ({
  account: ids.open_id ?? '',
  ...(ids.union_id === undefined ? {} : { unionId: ids.union_id }),
})

const ignored = (name: string): Inbound => ({ kind: 'ignored', name })

/** Stands in for a missing event id: the same delivery again hashes the same. */
const hashOf = (envelope: unknown): string => sha256Hex(JSON.stringify(envelope))
