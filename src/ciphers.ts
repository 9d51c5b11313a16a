import { createDecipheriv, createHash, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto'

/**
 * Hashes and ciphers done where they are asked for. Web Crypto sends each of these few microseconds over another thread
 * and back: three such detours cost an answer more than all the rest of its arithmetic, and spread what arrived together
 * over many turns of the event loop, so that fewer answers share a commit (performance.md). workerd has node:crypto as
 * well: the lint allows that one module here, and everybody else takes what he needs from here.
 */
export const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return plain(hash.digest())
}

export function sha256Hex(...parts: readonly (Uint8Array | string)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** To be made once: bytes as a key are taken apart anew for each use, which costs several decryptions. */
export const aesKey = (raw: Uint8Array): KeyObject => createSecretKey(raw)

/** AES-256-CBC with PKCS#7 padding. Throws when key, length or padding are wrong. */
export function decryptAesCbc(key: KeyObject, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  const cipher = createDecipheriv('aes-256-cbc', key, iv)
  // Both pieces as bytes: a character may stand across their border.
  return Buffer.concat([cipher.update(sealed), cipher.final()])
}

/** Bytes as every runtime and database driver takes them: not a Buffer, nobody else's memory. */
const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)

const RANDOM_KEPT = 4096
let random = new Uint8Array(0)

/** `count` random bytes. Fetched from the system by the page: asking costs as much for four thousand as for sixteen. */
export function randomBytes(count: number): Uint8Array {
  if (random.length < count) random = randomFillSync(new Uint8Array(Math.max(RANDOM_KEPT, count)))
  const [taken, rest] = [random.slice(0, count), random.subarray(count)]
  random = rest
  return taken
}
