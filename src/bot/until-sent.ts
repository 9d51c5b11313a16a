import { PlatformError } from '../refusal.ts'

interface Sender {
  later(work: Promise<unknown>): void
  log(event: string, data: object): void
}

/** Within one try; the platform is mostly back after seconds. */
const RETRY_MS = [1_000, 4_000]
/** Between tries, for as long as somebody would look at his chat for it. */
const AGAIN_MS = [30_000, 60_000, 120_000, 240_000]

/**
 * Sends what stands in no table and so is lost with this process: now, and for some minutes while the platform is away.
 * `send` uses the same uuid each time, so that sent twice it arrives once. The answer tries anew what has not arrived;
 * afterwards nothing of it is remembered.
 */
export function sendUntilThere({ later, log }: Sender, send: () => Promise<unknown>): () => void {
  let left: typeof send | undefined = send
  let trying = false
  let round = 0
  const attempt = async (sending: typeof send): Promise<void> => {
    try {
      await shortly(sending)
      left = undefined
    } catch (error) {
      log('anonymous-answer-failed', {})
      const waitMs = AGAIN_MS[round++]
      // Not `later`, which is waited for on stopping; nor should it keep the process alive.
      if (isPassing(error) && waitMs !== undefined) setTimeout(start, waitMs).unref?.()
    } finally {
      trying = false
    }
  }
  const start = (): void => {
    if (!left || trying) return
    trying = true
    later(attempt(left))
  }
  start()
  return start
}

async function shortly(send: () => Promise<unknown>): Promise<void> {
  for (const waitMs of RETRY_MS) {
    try {
      return void (await send())
    } catch (error) {
      if (!isPassing(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
  await send()
}

const isPassing = (error: unknown): boolean => error instanceof PlatformError && error.trouble === 'later'
