// @ts-check
/**
 * The page's line to the playground: one request gives everything to draw, a stream says when to ask again.
 *
 * @typedef {{chatId: string, type: 'p2p' | 'group', name: string, lastAtMs: number, preview: string, count: number}} Chat
 * @typedef {{messageId: string, chatId: string, from: {kind: 'bot' | 'user', openId?: string, name: string}, atMs: number,
 *   type: 'card' | 'text' | 'image' | 'post', card?: Record<string, any>, text?: string, imageKey?: string, imageKeys?: string[], reactions?: string[], recalled: boolean,
 *   updatedAtMs?: number, replyTo?: string, version: number}} Message
 * @typedef {{openId: string | null, name: string, posts: string[], group: string, class?: string, standIn?: string, counts: Record<string, number>}} Person
 * @typedef {{boot: string, nowMs: number, label: string, commands: {name: string, chinese: string, summary: string}[], people: Person[],
 *   chats: Chat[], chatId: string, messages: Message[], older: number}} State
 * @typedef {{nowMs: number, label: string, happened: string[]}} Moved
 */

const base = '/playground'

/** @param {string} as @param {string} chat @param {number} last @returns {Promise<State>} */
export async function fetchState(as, chat, last) {
  const answer = await fetch(`${base}/state?${new URLSearchParams({ as, chat, last: String(last) })}`)
  if (!answer.ok) throw new Error('演示服务没有回应')
  return answer.json()
}

/**
 * Posts JSON or a form; the answer's body. A refusal throws with its Chinese sentence.
 * @param {string} path @param {object | FormData} body
 */
export async function post(path, body) {
  const form = body instanceof FormData
  const answer = await fetch(base + path, {
    method: 'POST',
    body: form ? body : JSON.stringify(body),
    headers: form ? {} : { 'content-type': 'application/json' },
  })
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(said.error ?? `演示服务出错（${answer.status}）`)
  return said
}

/**
 * Listens while the tab is visible: a browser gives one host only six connections, so hidden tabs let go of theirs.
 * @param {{changed: () => void, moved: (moved: Moved) => void, lost: () => void}} on
 */
export function listen(on) {
  /** @type {EventSource | undefined} */
  let source
  let due = 0
  const changed = () => {
    clearTimeout(due)
    due = window.setTimeout(on.changed, 60)
  }
  const open = () => {
    source = new EventSource(`${base}/stream`)
    source.addEventListener('hello', changed)
    source.addEventListener('change', changed)
    source.addEventListener('clock', (event) => {
      on.moved(JSON.parse(event.data))
      changed()
    })
    source.addEventListener('error', on.lost)
  }
  document.addEventListener('visibilitychange', () => {
    source?.close()
    source = undefined
    if (!document.hidden) open()
  })
  if (!document.hidden) open()
}
