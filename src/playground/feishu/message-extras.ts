import type { Call, Route } from './api.ts'
import { ApiFailure, paged, required, texts } from './api.ts'
import { existing } from './messages.ts'
import type { State, StoredMessage } from './state.ts'
import { announce } from './state.ts'

const WEEK_MS = 7 * 86_400_000
const SEND = ['im:message', 'im:message:send_as_bot']

/** Reactions, urgent marks, readers and follow-up bubbles (feishu.md §8.3, §8.6, §8.8, §8.11). */
export function extraRoutes(state: State): Route[] {
  const own = (call: Call): StoredMessage => {
    const message = existing(state, call.params.id!)
    if (message.from.kind !== 'bot') throw new ApiFailure(230012, 'The bot is not the sender of the message')
    return message
  }

  const react = (call: Call) => {
    const message = existing(state, call.params.id!)
    const kind = required((call.json.reaction_type ?? {}) as Record<string, unknown>, 'emoji_type')
    if (!/^[A-Za-z0-9_]+$/.test(kind)) throw new ApiFailure(231001, 'reaction type is invalid')
    if (message.recalledAtMs !== undefined) throw new ApiFailure(231003, 'The message was recalled')
    const id = state.ids.hex(32)
    message.reactions.push({ id, emoji: kind })
    announce(state, message.chatId, message.id)
    const operator = { operator_id: state.app.appId, operator_type: 'app' }
    return {
      data: {
        reaction_id: id,
        operator,
        action_time: String(state.now()),
        reaction_type: { emoji_type: kind },
      },
    }
  }
  const unreact = (call: Call) => {
    const message = existing(state, call.params.id!)
    message.reactions = message.reactions.filter((each) => each.id !== call.params.reaction)
    announce(state, message.chatId, message.id)
    return { data: {} }
  }

  const urge = (call: Call) => {
    const message = own(call)
    if (message.recalledAtMs !== undefined) throw new ApiFailure(230011, 'The message was recalled')
    const ids = texts(call.json, 'user_id_list')
    if (ids.length === 0) throw new ApiFailure(99992402, 'user_id_list is required')
    const members = state.chats.get(message.chatId)?.members ?? new Set()
    const invalid = ids.filter((id) => !members.has(id))
    if (invalid.length === ids.length) throw new ApiFailure(230001, 'invalid parameter, ext=no valid user')
    for (const id of ids) if (members.has(id)) message.urgent.add(id)
    return { data: { invalid_user_id_list: invalid } }
  }

  const readers = (call: Call) => {
    const message = own(call)
    if (state.now() - message.atMs > WEEK_MS) throw new ApiFailure(230033, 'The message is older than 7 days')
    const items = [...message.readAtMs].map(([user_id, atMs]) => ({
      user_id_type: 'open_id',
      user_id,
      timestamp: String(atMs),
      tenant_key: state.app.tenantKey,
    }))
    return { data: paged(items, call.query, 100, 20) }
  }

  const urgent = ['app', 'sms', 'phone'].map((way) => ({
    method: 'PATCH',
    path: `/im/v1/messages/:id/urgent_${way}`,
    scopes: [way === 'app' ? 'im:message.urgent' : `im:message.urgent:${way}`],
    handle: urge,
  }))
  const reactionScopes = ['im:message', 'im:message.reactions:write_only']
  return [
    { method: 'POST', path: '/im/v1/messages/:id/reactions', scopes: reactionScopes, handle: react },
    {
      method: 'DELETE',
      path: '/im/v1/messages/:id/reactions/:reaction',
      scopes: reactionScopes,
      handle: unreact,
    },
    ...urgent,
    {
      method: 'GET',
      path: '/im/v1/messages/:id/read_users',
      scopes: [...SEND, 'im:message:readonly'],
      handle: readers,
    },
    {
      method: 'POST',
      path: '/im/v1/messages/:id/push_follow_up',
      scopes: SEND,
      handle(call) {
        own(call)
        return { data: {} }
      },
    },
    {
      method: 'GET',
      path: '/event/v1/outbound_ip',
      handle: ({ query }) => {
        const { items: ip_list, ...page } = paged(['127.0.0.1'], query, 50, 10)
        return { data: { ...page, ip_list } }
      },
    },
  ]
}
