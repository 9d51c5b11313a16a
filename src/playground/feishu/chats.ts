import type { Call, Route } from './api.ts'
import { ApiFailure, optional, paged, required, texts } from './api.ts'
import { existing } from './messages.ts'
import type { Chat, State } from './state.ts'
import { announce } from './state.ts'

const SCOPES = ['im:chat', 'im:chat:create', 'im:chat.members:write_only', 'im:chat:readonly']
const UUID_MS = 10 * 3_600_000

/** Groups, their members, pins and the top notice (feishu.md §8.10). */
export function chatRoutes(state: State): Route[] {
  const made = new Map<string, { chatId: string; atMs: number }>()

  const inside = (id: string): Chat => {
    if (!/^oc_\w+$/.test(id)) throw new ApiFailure(99992356, 'The chat id is malformed')
    const chat = state.chats.get(id)
    if (!chat) throw new ApiFailure(232006, 'Your request specifies a chat_id which is invalid.')
    if (chat.dissolved) throw new ApiFailure(232009, 'The chat has been dissolved')
    if (!chat.withBot) throw new ApiFailure(232011, 'Operator can NOT be out of the chat.')
    return chat
  }

  const create = (call: Call) => {
    const uuid = call.query.get('uuid')
    const first = uuid ? made.get(uuid) : undefined
    if (first && state.now() - first.atMs < UUID_MS) return { data: describe(state.chats.get(first.chatId)!) }
    const name = optional(call.json, 'name') ?? ''
    const members = texts(call.json, 'user_id_list')
    if ([...name].length > 60 || members.length > 50)
      throw new ApiFailure(232001, 'Your request contains an invalid parameter')
    const owner = optional(call.json, 'owner_id')
    const people = [...members, ...(owner === undefined ? [] : [owner])]
    const stranger = people.find((id) => !usable(state, id))
    if (stranger !== undefined) throw new ApiFailure(232024, `Users are not visible to the app: ${stranger}`)
    const chat: Chat = {
      chatId: `oc_${state.ids.hex(32)}`,
      type: 'group',
      name,
      members: new Set(people),
      withBot: true,
      dissolved: false,
      createdAtMs: state.now(),
    }
    state.chats.set(chat.chatId, chat)
    if (uuid) made.set(uuid, { chatId: chat.chatId, atMs: state.now() })
    announce(state, chat.chatId)
    return { data: describe(chat) }
  }

  const addMembers = (call: Call) => {
    const chat = inside(call.params.id!)
    const ids = texts(call.json, 'id_list')
    if (ids.length === 0 || ids.length > 50) throw new ApiFailure(99992402, 'id_list: 1 to 50')
    const unknown = ids.filter((id) => !state.users.has(id))
    const unusable = ids.filter((id) => state.users.has(id) && !usable(state, id))
    const mode = call.query.get('succeed_type') ?? '0'
    if (unknown.length > 0 && mode !== '1')
      throw new ApiFailure(232001, `not existing: ${unknown.join(', ')}`)
    if (unusable.length > 0 && mode === '2')
      throw new ApiFailure(232024, `not visible: ${unusable.join(', ')}`)
    for (const id of ids) if (usable(state, id)) chat.members.add(id)
    announce(state, chat.chatId)
    return {
      data: { invalid_id_list: unusable, not_existed_id_list: unknown, pending_approval_id_list: [] },
    }
  }

  const listMembers = (call: Call) => {
    const chat = inside(call.params.id!)
    const page = paged([...chat.members], call.query, 100, 20)
    const items = page.items.map((id) => ({
      member_id_type: 'open_id',
      member_id: id,
      name: state.users.get(id)?.name ?? '',
      tenant_key: state.app.tenantKey,
    }))
    return { data: { ...page, items, member_total: chat.members.size } }
  }

  const pin = (call: Call) => {
    const message = existing(state, required(call.json, 'message_id'))
    inside(message.chatId)
    return {
      data: { pin: { message_id: message.id, chat_id: message.chatId, create_time: String(state.now()) } },
    }
  }

  return [
    { method: 'POST', path: '/im/v1/chats', scopes: SCOPES, handle: create },
    {
      method: 'GET',
      path: '/im/v1/chats',
      scopes: SCOPES,
      handle: ({ query }) => ({
        data: paged([...state.chats.values()].filter(joined).map(describe), query, 100, 20),
      }),
    },
    {
      method: 'GET',
      path: '/im/v1/chats/:id',
      scopes: SCOPES,
      handle: ({ params }) => ({ data: describe(inside(params.id!)) }),
    },
    { method: 'POST', path: '/im/v1/chats/:id/members', scopes: SCOPES, handle: addMembers },
    { method: 'GET', path: '/im/v1/chats/:id/members', scopes: SCOPES, handle: listMembers },
    {
      method: 'POST',
      path: '/im/v1/chats/:id/top_notice/put_top_notice',
      scopes: SCOPES,
      handle({ params }) {
        inside(params.id!)
        return { data: {} }
      },
    },
    {
      method: 'POST',
      path: '/im/v1/pins',
      scopes: ['im:message', 'im:message.pins:write_only'],
      handle: pin,
    },
  ]
}

const joined = (chat: Chat) => chat.type === 'group' && chat.withBot && !chat.dissolved

const usable = (state: State, openId: string) => {
  const user = state.users.get(openId)
  return user?.inRange === true && !user.resigned
}

const describe = (chat: Chat) => ({
  chat_id: chat.chatId,
  name: chat.name,
  description: '',
  chat_mode: chat.type === 'p2p' ? 'p2p' : 'group',
  chat_type: 'private',
  chat_status: 'normal',
  external: false,
  // Bots are not listed among members.
  user_count: String(chat.members.size),
})
