import type { Route } from './api.ts'
import { ApiFailure, required } from './api.ts'
import { CARD_BYTES, CARD_LIFE_MS, cardProblem, problemText, subFailure } from './cards.ts'
import type { State } from './state.ts'
import { announce } from './state.ts'

export interface CardEntities {
  /** The card a message content of `{"type":"card","data":{"card_id"}}` stands for; undefined for any other content. */
  claim(content: string): string | undefined
  routes: Route[]
}

const OWN_CODES = new Set([200860, 300301, 300302, 300303, 300305])

interface Entity {
  content: string
  sequence: number
  createdAtMs: number
  claimed: boolean
}

/** Card entities (feishu.md §9): created and validated, sent once, replaced in strictly rising sequence. */
export function createCardEntities(state: State): CardEntities {
  const entities = new Map<string, Entity>()
  const holder = (content: string) =>
    [...state.messages.values()].find((each) => each.versions.at(-1)?.content === content)

  const check = (source: Record<string, unknown>) => {
    if (required(source, 'type') !== 'card_json') throw new ApiFailure(200220, 'only card_json is known here')
    const data = required(source, 'data')
    if (Buffer.byteLength(data) > CARD_BYTES) throw new ApiFailure(200860, 'card is over the size limit')
    let card: { schema?: unknown; config?: { update_multi?: unknown } }
    try {
      card = JSON.parse(data) as typeof card
    } catch {
      throw new ApiFailure(10002, 'card is not JSON')
    }
    if (card.schema !== '2.0') throw new ApiFailure(300303, 'card must be schema 2.0')
    if (card.config?.update_multi === false) throw new ApiFailure(300302, 'update_multi must not be false')
    const problem = cardProblem(state, card, 'cardkit')
    // A few limits have CardKit codes of their own; the rest comes as "generation failed".
    if (problem)
      throw new ApiFailure(OWN_CODES.has(problem.code) ? problem.code : 200220, problemText(problem))
    return data
  }

  const find = (id: string): Entity => {
    const entity = entities.get(id)
    if (!entity) throw new ApiFailure(200740, 'card does not exist')
    if (state.now() - entity.createdAtMs > CARD_LIFE_MS) throw new ApiFailure(200750, 'card has expired')
    return entity
  }

  return {
    claim(content) {
      const id = /^\s*\{\s*"type"\s*:\s*"card"\s*,.*"card_id"\s*:\s*"([^"]+)"/s.exec(content)?.[1]
      if (id === undefined) return undefined
      const entity = find(id)
      if (entity.claimed) throw subFailure(11310, 'card id was sent already')
      entity.claimed = true
      return entity.content
    },
    routes: [
      {
        method: 'POST',
        path: '/cardkit/v1/cards',
        scopes: ['cardkit:card:write'],
        handle({ json }) {
          const content = check(json)
          const id = state.ids.digits(19)
          entities.set(id, { content, sequence: 0, createdAtMs: state.now(), claimed: false })
          return { data: { card_id: id } }
        },
      },
      {
        method: 'PUT',
        path: '/cardkit/v1/cards/:id',
        scopes: ['cardkit:card:write'],
        handle({ json, params }) {
          const entity = find(params.id!)
          const sequence = Number(json.sequence)
          if (!(sequence > entity.sequence)) throw new ApiFailure(300317, 'sequence must increase')
          const content = check((json.card ?? {}) as Record<string, unknown>)
          const message = entity.claimed ? holder(entity.content) : undefined
          Object.assign(entity, { content, sequence })
          if (message) {
            message.versions.push({ atMs: state.now(), content })
            announce(state, message.chatId, message.id)
          }
          return { data: {} }
        },
      },
    ],
  }
}
