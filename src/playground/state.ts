import type { PhoneChat, PhoneMessage, PlaygroundPerson } from './phones.ts'
import type { PlaygroundParts } from './server.ts'

/** Everything one open page draws, in one answer: small enough to fetch again after each change. */
export interface PageState {
  boot: string
  nowMs: number
  label: string
  commands: PlaygroundParts['commands']
  people: PersonState[]
  /** Of the chosen person, newest first. */
  chats: PhoneChat[]
  /** The chosen chat, empty when it has not begun. */
  chatId: string
  /** Of the chosen chat, oldest first, at most the asked number. */
  messages: PhoneMessage[]
  /** Older messages there are beyond `messages`. */
  older: number
}

export interface PersonState extends PlaygroundPerson {
  /** Messages per chat, for the unread dots. */
  counts: Record<string, number>
}

/**
 * @param chat a chat's id, or `bot` for the private chat with the bot, whose id nobody can know before it began.
 * @param last how many of the newest messages of the chat to show.
 */
export function stateOf(parts: PlaygroundParts, boot: string, as = '', chat = '', last = 60): PageState {
  const { emulator, clock } = parts
  const chats = as ? emulator.chatsOf(as).toSorted((a, b) => b.lastAtMs - a.lastAtMs) : []
  const open = chats.find((one) => (chat === 'bot' ? one.type === 'p2p' : one.chatId === chat))
  const all = open ? emulator.messagesOf(open.chatId) : []
  return {
    boot,
    nowMs: clock.now(),
    label: clock.label(),
    commands: parts.commands,
    people: parts.people().map((person) => ({ ...person, counts: countsOf(parts, person.openId) })),
    chats,
    chatId: open?.chatId ?? '',
    messages: all.slice(-last),
    older: Math.max(all.length - last, 0),
  }
}

function countsOf(parts: PlaygroundParts, openId: string | null): Record<string, number> {
  if (!openId) return {}
  return Object.fromEntries(parts.emulator.chatsOf(openId).map((chat) => [chat.chatId, chat.count]))
}
