import { randomBytes, sha256 } from '../ciphers.ts'

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
export function hashContent(salt: Uint8Array, content: SealedContent): Uint8Array {
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
  return sha256(salt, text)
}

export const newSalt = (): Uint8Array => randomBytes(16)

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The next link of the seal chain: the previous link and every event hash since, in order. */
export const chain = (previous: Uint8Array, hashes: readonly Uint8Array[]): Uint8Array =>
  sha256(previous, ...hashes)
