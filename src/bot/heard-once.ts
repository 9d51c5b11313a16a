import { randomBytes, sha256Hex } from '../ciphers.ts'
import { toHex } from '../log/seal-hash.ts'

/** Tells the answer again that has not arrived. */
export type Again = () => void

/** Runs `work` once for a delivery's key; a repeat waits for the first and records nothing, but gets the answer that did not arrive. */
export type Once = (key: string, work: () => Promise<Again>) => Promise<void>

const MOST_REMEMBERED = 1_000

/**
 * For what may leave no trace: known again from this process's memory alone, under names that only this process can make.
 * After a restart a repeat is heard anew, and what was recorded of it is known by its receipt (anonymous.ts).
 */
export function createOnce(): Once {
  let salt: string | undefined
  const heard = new Map<string, Promise<Again>>()
  return async (key, work) => {
    salt ??= toHex(randomBytes(16))
    const name = sha256Hex(salt, key)
    const known = heard.get(name)
    if (known) return (await known)()
    const working = work()
    heard.set(name, working)
    for (const oldest of [...heard.keys()].slice(0, Math.max(0, heard.size - MOST_REMEMBERED)))
      heard.delete(oldest)
    try {
      await working
    } catch (error) {
      // Not recorded: the platform delivers it again, and then it is heard.
      heard.delete(name)
      throw error
    }
  }
}
