import type { Cache, HttpInstance } from '@larksuiteoapi/node-sdk'

/** Renewed this long before its end, as the SDK does (`feishu.md` §16.2). */
const MARGIN_MS = 3 * 60_000
/** On Workers a request that is cut off takes its fetch with it: nobody waits for another's fetch longer than this. */
const SHARED_MS = 5000

/** A token outlives its cache where an app lives for one request (Workers): plain data, no promises. */
export interface TokenMemory {
  token?: { value: string; untilMs: number } | undefined
}

/**
 * The app's token as the SDK's cache, kept by the clock handed in. The SDK computes ends with its own clock and fetches
 * one token per waiting call; here the lifetime is read from the answer and simultaneous fetches share one request.
 */
export class TokenCache implements Cache {
  private lifetimeMs = 0
  private underWay: { answer: Promise<unknown>; sinceMs: number } | undefined
  private readonly now: () => number
  private readonly memory: TokenMemory

  constructor(now: () => number, memory: TokenMemory = {}) {
    this.now = now
    this.memory = memory
  }

  get current(): string | undefined {
    const { token } = this.memory
    return token && this.now() < token.untilMs ? token.value : undefined
  }

  get = async (): Promise<string | undefined> => this.current

  set = async (_key: unknown, value: unknown): Promise<boolean> => {
    this.memory.token = { value: String(value), untilMs: this.now() + this.lifetimeMs - MARGIN_MS }
    return true
  }

  /** Forgets a token the platform no longer takes, unless somebody has renewed it meanwhile. */
  drop(stale: string | undefined): void {
    if (this.memory.token?.value === stale) this.memory.token = undefined
  }

  /** The SDK posts for tokens only; this makes several such posts at once a single one. */
  share(post: HttpInstance['post']): HttpInstance['post'] {
    const fetchToken = async (url: string, data: unknown) => {
      const answer: unknown = await post(url, data)
      const expire = typeof answer === 'object' && answer !== null && 'expire' in answer ? answer.expire : 0
      this.lifetimeMs = Number(expire) * 1000 || 0
      return answer
    }
    return ((url: string, data: unknown) => {
      if (!this.underWay || this.now() - this.underWay.sinceMs > SHARED_MS) {
        const answer = fetchToken(url, data).finally(() => {
          if (this.underWay?.answer === answer) this.underWay = undefined
        })
        this.underWay = { answer, sinceMs: this.now() }
      }
      return this.underWay.answer
    }) as HttpInstance['post']
  }
}
