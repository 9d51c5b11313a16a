import { createCipheriv, createHash } from 'node:crypto'
import type { Ids } from './ids.ts'

/**
 * The platform's side of encryption and signature, written apart from the bot's on purpose: one mistake shared by
 * both would verify happily here and fail at the school.
 */

/** `base64(iv || ciphertext)`, AES-256-CBC under SHA-256 of the Encrypt Key (feishu.md §4.4). */
export function encrypt(encryptKey: string, plain: string, ids: Ids): string {
  const iv = ids.bytes(16)
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv)
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64')
}

/** The three headers of feishu.md §4.5 over the raw bytes; a retry is signed anew (§18.7). */
export function signatureHeaders(encryptKey: string, body: Uint8Array, nowMs: number, ids: Ids) {
  const timestamp = String(Math.floor(nowMs / 1000))
  const nonce = ids.digits(10)
  const hash = createHash('sha256').update(timestamp + nonce + encryptKey)
  return {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': hash.update(body).digest('hex'),
  }
}
