import type { Problem, ValidationContext } from '../../platforms/feishu/validate.ts'
import { renderPlatformError, validateCard } from '../../platforms/feishu/validate.ts'
import { ApiFailure } from './api.ts'
import type { State } from './state.ts'

export const CARD_LIFE_MS = 14 * 86_400_000
export const CARD_BYTES = 30 * 1024

export type CardJson = Record<string, unknown>

/** What the platform knows when it judges a card: the bot's own pictures and the tenant's people. */
const context = (state: State, surface: 'message' | 'cardkit'): ValidationContext => ({
  imageKeys: new Set(
    [...state.media.values()].filter((each) => each.owner === 'bot').map((each) => each.key),
  ),
  users: new Set(state.users.keys()),
  surface,
})

/** The first thing the platform would reject; undefined for a good card. */
export const cardProblem = (
  state: State,
  card: unknown,
  surface: 'message' | 'cardkit' = 'message',
): Problem | undefined =>
  validateCard(card, context(state, surface)).find((each) => each.severity === 'error')

/** In the platform's own words (feishu.md §14.7). */
export const problemText = (problem: Problem): string => renderPlatformError(problem).msg

const cardFailure = (problem: Problem) => {
  const { code, msg } = renderPlatformError(problem)
  return new ApiFailure(code, msg)
}

export const subFailure = (code: number, message: string) =>
  new ApiFailure(
    230099,
    `Failed to create card content, ext=ErrCode: ${code}; ErrMsg: ${message}; ErrorValue: ;`,
  )

/** Refuses a card the platform would refuse: 230001 not JSON, 230025 over 30 KB, 230099 everything in §14.7. */
export function checkCard(state: State, content: string): CardJson {
  if (Buffer.byteLength(content) > CARD_BYTES)
    throw new ApiFailure(230025, 'The length of the message content reaches its limit')
  let card: unknown
  try {
    card = JSON.parse(content)
  } catch {
    throw new ApiFailure(
      230001,
      'Your request contains an invalid request parameter, ext=content is not in json format',
    )
  }
  const kind = (card as { type?: unknown } | null)?.type
  if (kind === 'template') throw subFailure(200380, 'template does not exist')
  const problem = cardProblem(state, card)
  if (problem) throw cardFailure(problem)
  return card as CardJson
}

/** The text of the chat list: the card's summary, else its title. */
export function cardPreview(card: CardJson): string {
  const { config, header } = card as {
    config?: { summary?: { content?: string } }
    header?: { title?: { content?: string } }
  }
  return config?.summary?.content ?? header?.title?.content ?? '[卡片]'
}
