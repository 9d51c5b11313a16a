import type { Call, Reply, Route } from './api.ts'
import { optional, texts } from './api.ts'
import { cardProblem, problemText } from './cards.ts'
import type { State, User } from './state.ts'
import { addMessage, later, privateChat } from './state.ts'

const SEND = ['im:message', 'im:message:send_as_bot']
/** Batches are worked off some time after the call. */
const DELAY_MS = 2000
const MOST_IDS = 200

interface Batch {
  openIds: string[]
  messageIds: string[]
}

const refused = (code: number, msg: string): Reply => ({ top: { code, msg } })

/** Batch send (feishu.md §8.7): errors with HTTP 200, delivered later by the clock, never to be changed again. */
export function batchRoutes(state: State): Route[] {
  const batches = new Map<string, Batch>()

  const send = ({ json }: Call): Reply => {
    const type = optional(json, 'msg_type')
    if (!['text', 'image', 'post', 'share_chat', 'interactive'].includes(type ?? ''))
      return refused(10003, 'msg_type')
    const body = type === 'interactive' ? json.card : json.content
    if (typeof body !== 'object' || body === null) return refused(10002, 'content must be an object')
    const problem = type === 'interactive' ? cardProblem(state, body) : undefined
    if (problem) return refused(11246, problemText(problem))
    const asked = { open_ids: texts(json, 'open_ids'), department_ids: texts(json, 'department_ids') }
    const every = [...asked.open_ids, ...asked.department_ids]
    if (every.length === 0 || Object.values(asked).some((ids) => ids.length > MOST_IDS))
      return refused(10003, 'ids')
    if (asked.department_ids.includes('0')) return refused(10003, 'the root department is not allowed')
    if (asked.open_ids.length > 0 && !state.app.scopes.has('im:message:send_multi_users'))
      return refused(11203, 'no permission to send to users')
    if (asked.department_ids.length > 0 && !state.app.scopes.has('im:message:send_multi_depts'))
      return refused(11204, 'no permission to send to departments')
    const people = receivers(state, asked)
    const id = `bm-${state.ids.hex(32)}`
    const batch: Batch = { openIds: people.map((user) => user.openId), messageIds: [] }
    batches.set(id, batch)
    later(state, DELAY_MS, () => deliver(state, batch, type!, JSON.stringify(body)))
    const known = (openId: string) => people.some((user) => user.openId === openId)
    return {
      data: {
        message_id: id,
        invalid_department_ids: asked.department_ids.filter(
          (each) => !people.some((user) => user.departmentIds.includes(each)),
        ),
        invalid_open_ids: asked.open_ids.filter((each) => !known(each)),
        invalid_user_ids: [],
        invalid_union_ids: [],
      },
    }
  }

  const find = (call: Call, answer: (batch: Batch) => object): Reply => {
    const batch = batches.get(call.params.id!)
    return batch ? { data: answer(batch) } : refused(230001, 'no such batch message')
  }
  const readers = ({ messageIds }: Batch) =>
    messageIds.filter((id) => (state.messages.get(id)?.readAtMs.size ?? 0) > 0).length
  const progress = (call: Call) =>
    find(call, (batch) => ({
      batch_message_send_progress: {
        valid_user_ids_count: batch.openIds.length,
        success_user_ids_count: batch.messageIds.length,
        read_user_ids_count: readers(batch),
      },
      batch_message_recall_progress: { recall: false, recall_count: 0 },
    }))
  const readCount = (call: Call) =>
    find(call, (batch) => ({
      read_user: { read_count: String(readers(batch)), total_count: String(batch.messageIds.length) },
    }))
  const recall = (call: Call) =>
    find(call, (batch) => {
      for (const id of batch.messageIds) state.messages.get(id)!.recalledAtMs = state.now()
      return {}
    })

  const base = '/im/v1/batch_messages/:id'
  return [
    { method: 'POST', path: '/message/v4/batch_send', scopes: SEND, handle: send },
    { method: 'GET', path: `${base}/get_progress`, scopes: SEND, handle: progress },
    { method: 'GET', path: `${base}/read_user`, scopes: SEND, handle: readCount },
    { method: 'DELETE', path: base, scopes: SEND, handle: recall },
  ]
}

function receivers(state: State, asked: { open_ids: string[]; department_ids: string[] }): User[] {
  return [...state.users.values()].filter(
    (user) =>
      user.inRange &&
      !user.resigned &&
      (asked.open_ids.includes(user.openId) ||
        user.departmentIds.some((id) => asked.department_ids.includes(id))),
  )
}

function deliver(state: State, batch: Batch, type: string, body: string) {
  const content = type === 'post' ? JSON.stringify((JSON.parse(body) as { post?: unknown }).post ?? {}) : body
  for (const openId of batch.openIds) {
    const { chatId } = privateChat(state, openId)
    batch.messageIds.push(addMessage(state, { chatId, from: { kind: 'bot' }, type, content }).id)
  }
}
