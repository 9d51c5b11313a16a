import { aesKey, decryptAesCbc, sha256, sha256Hex } from '../../ciphers.ts'

/**
 * Encryption and signature of events and callbacks (`feishu.md` §4.4, §4.5), the same lines on Node and in workerd, where
 * the SDK's own decryption corrupts Chinese (platform-notes, "Lark SDK").
 */
type Bytes = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()
const utf8 = (text: string): Bytes => encoder.encode(text)
const IV_BYTES = 16

/** The last Encrypt Key's AES key: a bot has one. It is the SHA-256 of the Encrypt Key, raw. */
let made: { encryptKey: string; key: ReturnType<typeof aesKey> } | undefined

function keyOf(encryptKey: string): ReturnType<typeof aesKey> {
  if (made?.encryptKey !== encryptKey) made = { encryptKey, key: aesKey(sha256(encryptKey)) }
  return made.key
}

/** Throws at what is not UTF-8. */
export const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Plain text of an `encrypt` field: base64(iv ‖ ciphertext). Throws whatever is wrong with it (base64, length, padding,
 * UTF-8); the caller knows whether that means untrusted or unreadable.
 */
export function decrypt(encryptKey: string, sealed: string): string {
  const bytes = fromBase64(sealed)
  const plain = decryptAesCbc(keyOf(encryptKey), bytes.subarray(0, IV_BYTES), bytes.subarray(IV_BYTES))
  return strictUtf8.decode(plain)
}

/** `X-Lark-Signature`: lower-case hex over the bytes as they came; parsing and writing them again would change them. */
export const sign = (timestamp: string, nonce: string, encryptKey: string, body: Uint8Array): string =>
  sha256Hex(timestamp + nonce + encryptKey, body)

/** Compares secrets without telling by its duration how much of them was right; only the length shows. */
export function sameSecret(given: string, right: string): boolean {
  const a = utf8(given)
  const b = utf8(right)
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i % b.length] ?? 0)
  return difference === 0
}

function fromBase64(text: string): Bytes {
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i)
  return bytes
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Base64 that may stand in a component name: letters, digits, `-` and `_`. */
export function toBase64Url(text: string): string {
  return toBase64(utf8(text)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The text behind `toBase64Url`, or undefined when it is not one. */
export function fromBase64Url(text: string): string | undefined {
  try {
    const bytes = fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'))
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}
