/**
 * Encryption and signature of events and callbacks (`feishu.md` §4.4, §4.5). Web Crypto only: the same lines run on
 * Node and in workerd, where the SDK's own decryption corrupts Chinese (platform-notes, "Lark SDK").
 */
type Bytes = Uint8Array<ArrayBuffer>

const utf8 = (text: string): Bytes => new TextEncoder().encode(text)
const IV_BYTES = 16

/** The last Encrypt Key's AES key: a bot has one, and making it anew costs as much as two decryptions. */
let made: { encryptKey: string; key: Promise<CryptoKey> } | undefined

/** The AES key is the SHA-256 of the Encrypt Key, raw. */
function aesKey(encryptKey: string): Promise<CryptoKey> {
  if (made?.encryptKey !== encryptKey) made = { encryptKey, key: makeKey(encryptKey) }
  return made.key
}

async function makeKey(encryptKey: string): Promise<CryptoKey> {
  const raw = await crypto.subtle.digest('SHA-256', utf8(encryptKey))
  return crypto.subtle.importKey('raw', raw, 'AES-CBC', false, ['decrypt'])
}

/**
 * Plain text of an `encrypt` field: base64(iv ‖ ciphertext). Throws whatever is wrong with it (base64, length, padding,
 * UTF-8); the caller knows whether that means untrusted or unreadable.
 */
export async function decrypt(encryptKey: string, sealed: string): Promise<string> {
  const bytes = fromBase64(sealed)
  const plain = await crypto.subtle.decrypt(
    { name: 'AES-CBC', iv: bytes.subarray(0, IV_BYTES) },
    await aesKey(encryptKey),
    bytes.subarray(IV_BYTES),
  )
  return new TextDecoder('utf-8', { fatal: true }).decode(plain)
}

/** `X-Lark-Signature`: lower-case hex over the bytes as they came; parsing and writing them again would change them. */
export async function sign(
  timestamp: string,
  nonce: string,
  encryptKey: string,
  body: Uint8Array,
): Promise<string> {
  const head = utf8(timestamp + nonce + encryptKey)
  const all = new Uint8Array(head.length + body.length)
  all.set(head)
  all.set(body, head.length)
  return sha256Hex(all)
}

export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Bytes)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

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
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
