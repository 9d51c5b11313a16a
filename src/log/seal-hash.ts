const encoder = new TextEncoder()

/** The content an event's hash stands for. The order is part of the format: never change it, add a new format beside it. */
export interface SealedContent {
  noun: string
  id: string
  version: number
  kind: string
  at: number
  actor: string | null
  cause: string
  data: string
}

/**
 * SHA-256 over salt and content. The salt keeps short contents from being guessed once they are erased, while the
 * hash keeps its place in the chain (design §3.5).
 */
export async function hashContent(salt: Uint8Array, content: SealedContent): Promise<Uint8Array> {
  const text = JSON.stringify([
    content.noun,
    content.id,
    content.version,
    content.kind,
    content.at,
    content.actor,
    content.cause,
    content.data,
  ])
  const bytes = encoder.encode(text)
  const whole = new Uint8Array(salt.length + bytes.length)
  whole.set(salt)
  whole.set(bytes, salt.length)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole))
}

export const newSalt = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16))

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The next link of the seal chain: the previous link and every event hash since, in order. */
export async function chain(previous: Uint8Array, hashes: Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(previous.length + hashes.reduce((sum, hash) => sum + hash.length, 0))
  whole.set(previous)
  let at = previous.length
  for (const hash of hashes) {
    whole.set(hash, at)
    at += hash.length
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole))
}
