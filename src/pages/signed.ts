import { decodeBase64Url, encodeBase64Url } from 'hono/utils/encode'

/** Texts only we can have written; nothing in them is secret. */
export interface Signer {
  sign(purpose: string, content: object): Promise<string>
  /** What was signed for exactly this purpose; undefined for anything else, a forgery above all. */
  read(purpose: string, token: string | undefined): Promise<unknown>
}

const bytesOf = (text: string) => new TextEncoder().encode(text)
/** Far above what we sign; more is not even decoded. */
const LONGEST = 4000

/** What we sign is a body and an HMAC of 32 bytes; anything else was torn on its way here. */
export const isWhole = (token: string): boolean => /^[\w-]+=*\.[\w-]{43}=?$/.test(token)

/** HMAC-SHA-256 with a key of its own for each purpose, all derived from the app's secret: nothing more to set up. */
export function createSigner(secret: string): Signer {
  const keys = new Map<string, Promise<CryptoKey>>()
  const keyFor = (purpose: string): Promise<CryptoKey> => {
    const known = keys.get(purpose) ?? deriveKey(secret, purpose)
    keys.set(purpose, known)
    return known
  }
  return {
    async sign(purpose, content) {
      const body = encodeBase64Url(bytesOf(JSON.stringify(content)).buffer)
      const mac = await crypto.subtle.sign('HMAC', await keyFor(purpose), bytesOf(body))
      return `${body}.${encodeBase64Url(mac)}`
    },
    async read(purpose, token) {
      const [body, mac, more] = (token && token.length <= LONGEST ? token : '').split('.')
      if (!body || !mac || more !== undefined) return undefined
      try {
        const key = await keyFor(purpose)
        const ours = await crypto.subtle.verify('HMAC', key, decodeBase64Url(mac), bytesOf(body))
        return ours ? (JSON.parse(new TextDecoder().decode(decodeBase64Url(body))) as unknown) : undefined
      } catch {
        return undefined
      }
    },
  }
}

async function deriveKey(secret: string, purpose: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, ['deriveKey'])
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: bytesOf('shuangze pages'),
    info: bytesOf(purpose),
  }
  const key = { name: 'HMAC', hash: 'SHA-256', length: 256 }
  return crypto.subtle.deriveKey(derivation, base, key, false, ['sign', 'verify'])
}
