/** How long the bot's own open_id is believed (`feishu.md` §1.10: never poll), and how long a failure to learn it. */
const BELIEVED_MS = 24 * 3_600_000
const RETRY_MS = 60_000
/** A message must be answered within 3 s (§4.6); learning who we are may use up only part of that. */
export const PATIENCE_MS = 1200

/** What was learned, where an app lives for one request (Workers): plain data, no promises. */
export interface IdentityMemory {
  known?: string | undefined
  /** When to ask again. */
  nextMs?: number | undefined
}

/**
 * The bot's own open_id: learned on first need, kept for a day. Undefined while it cannot be learned in time; the
 * caller then goes by `mentioned_type`. An old answer beats none.
 */
export function botIdentity(
  learn: () => Promise<string>,
  now: () => number,
  memory: IdentityMemory = {},
): () => Promise<string | undefined> {
  let underWay: { answer: Promise<string | undefined>; sinceMs: number } | undefined
  const refresh = async () => {
    try {
      memory.known = await learn()
      memory.nextMs = now() + BELIEVED_MS
    } catch {
      memory.nextMs = now() + RETRY_MS
    } finally {
      underWay = undefined
    }
    return memory.known
  }
  return async () => {
    if (memory.nextMs !== undefined && now() < memory.nextMs) return memory.known
    // An attempt that a Worker cut off never ends; the next one who asks starts another.
    if (!underWay || now() - underWay.sinceMs > 2 * PATIENCE_MS)
      underWay = { answer: refresh(), sinceMs: now() }
    return inTime(underWay.answer, memory.known)
  }
}

/** `work`'s result if it comes within the patience, else `otherwise`; the work goes on for the next one who asks. */
function inTime<T>(work: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), PATIENCE_MS)
    work.then((result) => {
      clearTimeout(timer)
      resolve(result)
    })
  })
}
