/**
 * A "no" a person can act on: said in chat, in Chinese, naming the next step.
 * It is an answer, not a fault: nothing is logged as trouble and nothing is recorded.
 */
export class Refusal extends Error {
  readonly code: string
  /** @param code short ASCII name for tests and metrics, e.g. `not-yours`. @param sentence what the person reads. */
  constructor(code: string, sentence: string) {
    super(sentence)
    this.name = 'Refusal'
    this.code = code
  }
}

/** The sender of a request could not be believed: answered 401, no effect, counted. */
export class Untrusted extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'Untrusted'
  }
}

/** The request is believed but cannot be understood: answered 400, no effect. */
export class Unreadable extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'Unreadable'
  }
}

/**
 * What a platform's failure means for the job that met it (`feishu.md` §8.1, §13.1):
 * - `later`: network, timeout, 5xx, throttled; the same job with the same uuid again
 * - `quota`: the month's call quota is used up; only urgent jobs go on
 * - `gone`: this chat or message cannot be reached any more; give up aloud
 * - `stale`: the message is too old to be changed; send a fresh one
 * - `refused`: our own mistake or a missing permission; give up aloud
 */
export type PlatformTrouble = 'later' | 'quota' | 'gone' | 'stale' | 'refused'

export class PlatformError extends Error {
  readonly trouble: PlatformTrouble
  readonly code: number | string
  readonly retryAfterMs: number | undefined
  readonly logId: string | undefined
  constructor(
    trouble: PlatformTrouble,
    code: number | string,
    message: string,
    more: { retryAfterMs?: number; logId?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'PlatformError'
    this.trouble = trouble
    this.code = code
    this.retryAfterMs = more.retryAfterMs
    this.logId = more.logId
  }
}
