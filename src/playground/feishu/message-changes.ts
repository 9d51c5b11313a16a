import type { Call, Route } from './api.ts'
import { ApiFailure, optional, required } from './api.ts'
import type { Callbacks } from './callbacks.ts'
import { CARD_LIFE_MS, cardPreview, checkCard, subFailure } from './cards.ts'
import { CHAT_RULES } from './limits.ts'
import { describe, existing } from './messages.ts'
import type { State, StoredMessage } from './state.ts'
import { announce, contentOf } from './state.ts'

/** Update, edit, recall, read (feishu.md §8.3 to §8.5). */
export function changeRoutes(state: State, callbacks: Callbacks): Route[] {
  const own = (call: Call): StoredMessage => {
    const message = existing(state, call.params.id!)
    if (message.from.kind !== 'bot') throw new ApiFailure(230012, 'The bot is not the sender of the message')
    if (message.recalledAtMs !== undefined) throw new ApiFailure(230011, 'The message was recalled')
    return message
  }
  const busy = (message: StoredMessage) => {
    if (state.limits.count(`message ${message.id}`, CHAT_RULES) > 0)
      throw new ApiFailure(230020, 'This operation triggers the frequency limit')
  }

  const patchCard = (call: Call) => {
    const content = required(call.json, 'content')
    const message = own(call)
    if (message.type !== 'interactive') throw new ApiFailure(230001, 'invalid parameter, ext=not a card')
    if (state.now() - message.atMs > CARD_LIFE_MS)
      throw new ApiFailure(230031, 'The message has exceeded the time limit for updating')
    if (call.fault === 'card-locked') throw subFailure(11310, 'card action is lock')
    if (call.fault === 'image-unknown') throw subFailure(200570, 'image key is invalid')
    busy(message)
    checkCard(state, content)
    callbacks.change(message, content)
    return { data: {} }
  }

  const edit = (call: Call) => {
    const message = own(call)
    const type = required(call.json, 'msg_type')
    if (type !== 'text' && type !== 'post') throw new ApiFailure(230001, 'invalid parameter, ext=msg_type')
    if (message.versions.length > 20) throw new ApiFailure(230072, 'The message has been edited 20 times')
    busy(message)
    message.versions.push({ atMs: state.now(), content: required(call.json, 'content') })
    announce(state, message.chatId, message.id)
    return { data: describe(state, message) }
  }

  const recall = (call: Call) => {
    const message = own(call)
    message.recalledAtMs = state.now()
    announce(state, message.chatId, message.id)
    return { data: {} }
  }

  const read = (call: Call) => {
    const message = existing(state, call.params.id!)
    const whole = optional(Object.fromEntries(call.query), 'card_msg_content_type') === 'user_card_content'
    const content = message.type === 'interactive' && !whole ? simplified(message) : contentOf(message)
    return { data: { items: [describe(state, message, content)] } }
  }

  const delayed = (call: Call) => {
    const token = required(call.json, 'token')
    const card = call.json.card
    if (typeof card !== 'object' || card === null) throw new ApiFailure(10002, 'card must be an object', 200)
    callbacks.delayedUpdate(token, card as Record<string, unknown>)
    return { data: {} }
  }

  const change = ['im:message', 'im:message:send_as_bot', 'im:message:update']
  const reads = ['im:message', 'im:message:readonly', 'im:message.history:readonly']
  return [
    { method: 'PATCH', path: '/im/v1/messages/:id', scopes: change, handle: patchCard },
    { method: 'PUT', path: '/im/v1/messages/:id', scopes: change, handle: edit },
    { method: 'DELETE', path: '/im/v1/messages/:id', scopes: change, handle: recall },
    { method: 'GET', path: '/im/v1/messages/:id', scopes: reads, handle: read },
    { method: 'POST', path: '/interactive/v1/card/update', handle: delayed },
  ]
}

/** Cards come back simplified, never as they were sent. */
const simplified = (message: StoredMessage) => {
  const title = cardPreview(JSON.parse(contentOf(message)) as Record<string, unknown>)
  return JSON.stringify({ title, elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]] })
}
