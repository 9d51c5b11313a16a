import { ApiFailure } from './api.ts'
import type { CardJson } from './cards.ts'
import { CARD_LIFE_MS, cardProblem, problemText } from './cards.ts'
import type { State, StoredMessage } from './state.ts'
import { announce, contentOf } from './state.ts'
import type { Attempt } from './webhook.ts'

const TOKEN_MS = 30 * 60_000
const TOKEN_USES = 2

/** What a client shows after a press (feishu.md §6.3). */
export type PressCode = 200340 | 200341 | 200342 | 200671 | 200672 | 200673 | 200830
export interface Toast {
  type: string
  content: string
}
export type CallbackAnswer = { code: PressCode; why: string } | { toast?: Toast; card?: CardJson }

export interface Callbacks {
  /** A press is on its way: its `c-` token, and what to do with the answer. */
  begin(message: StoredMessage): { token: string; settle(attempt: Attempt | undefined): CallbackAnswer }
  /** Shows a new card to everyone. */
  change(message: StoredMessage, content: string): void
  /** The delayed update of feishu.md §8.5. */
  delayedUpdate(token: string, card: CardJson): void
}

interface Issued {
  message: StoredMessage
  atMs: number
  uses: number
}

export function createCallbacks(state: State): Callbacks {
  const issued = new Map<string, Issued>()
  const inFlight = new Map<StoredMessage, number>()
  /** The card people still see once the callback is answered, when an update came too early. */
  const before = new Map<StoredMessage, string>()

  const show = (message: StoredMessage, content: string) => {
    message.versions.push({ atMs: state.now(), content })
    announce(state, message.chatId, message.id)
  }
  const change = (message: StoredMessage, content: string) => {
    const early = inFlight.has(message) && state.switches.loseUpdatesDuringCallback
    if (early && !before.has(message)) before.set(message, contentOf(message))
    show(message, content)
  }
  const settle = (message: StoredMessage, attempt: Attempt | undefined) => {
    const others = (inFlight.get(message) ?? 1) - 1
    if (others > 0) inFlight.set(message, others)
    else inFlight.delete(message)
    const answer = judge(state, message, attempt)
    const lost = before.get(message)
    before.delete(message)
    if ('card' in answer && answer.card) show(message, JSON.stringify(answer.card))
    else if (lost !== undefined) show(message, lost)
    return answer
  }

  return {
    change,
    begin(message) {
      const token = `c-${state.ids.hex(40)}`
      issued.set(token, { message, atMs: state.now(), uses: 0 })
      inFlight.set(message, (inFlight.get(message) ?? 0) + 1)
      return { token, settle: (attempt) => settle(message, attempt) }
    },
    delayedUpdate(token, card) {
      if (!token.startsWith('c-')) throw new ApiFailure(300020, 'token is malformed', 200)
      const use = issued.get(token)
      if (!use || state.now() - use.atMs > TOKEN_MS) throw new ApiFailure(300030, 'token has expired', 200)
      if (use.uses >= TOKEN_USES) throw new ApiFailure(300040, 'token has been used up', 200)
      if (use.message.recalledAtMs !== undefined) throw new ApiFailure(200000, 'message was recalled', 200)
      const problem = cardProblem(state, card)
      if (problem) throw new ApiFailure(11311, problemText(problem), 200)
      use.uses += 1
      if (state.now() - use.message.atMs <= CARD_LIFE_MS) change(use.message, JSON.stringify(card))
    },
  }
}

/** Judges the bot's answer as the client would (feishu.md §6.2, §6.3). */
function judge(state: State, message: StoredMessage, attempt: Attempt | undefined): CallbackAnswer {
  if (!attempt) return { code: 200340, why: 'no callback address is configured, subscribed or published' }
  if (attempt.status === 'timeout') return { code: 200341, why: 'no answer in 3 s' }
  if (attempt.status === 'refused') return { code: 200342, why: 'the connection failed' }
  if (attempt.status !== 200) return { code: 200671, why: `HTTP status ${attempt.status}` }
  const { body } = attempt
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return { code: 200672, why: `not a JSON object: ${JSON.stringify(body)}` }
  const { toast, card } = body as { toast?: unknown; card?: unknown }
  if (toast !== undefined && !isToast(toast))
    return { code: 200672, why: `not a toast: ${JSON.stringify(toast)}` }
  const shown = toast === undefined ? {} : { toast: { type: toast.type ?? 'info', content: toast.content } }
  if (card === undefined) return shown
  const { type, data } = (card ?? {}) as { type?: unknown; data?: CardJson }
  if (type !== 'raw' || typeof data !== 'object' || data === null)
    return { code: 200673, why: 'card is not {type: "raw", data: {…}}' }
  const was = JSON.parse(contentOf(message)) as CardJson
  if (was.schema === '2.0' && data.schema !== '2.0')
    return { code: 200830, why: 'a 2.0 card was answered with a 1.0 card' }
  const problem = cardProblem(state, data)
  if (problem) return { code: 200673, why: problemText(problem) }
  return { ...shown, card: data }
}

function isToast(toast: unknown): toast is { type?: string; content: string } {
  if (typeof toast !== 'object' || toast === null) return false
  const { type, content, i18n } = toast as { type?: unknown; content?: unknown; i18n?: unknown }
  const known = type === undefined || ['info', 'success', 'error', 'warning'].includes(String(type))
  return known && (typeof content === 'string' || (content === undefined && typeof i18n === 'object'))
}
