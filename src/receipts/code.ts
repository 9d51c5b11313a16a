import { toHex } from '../log/seal-hash.ts'

/**
 * Codes by which somebody without a name finds his report again. Both ways lead through a key that is derived from the
 * app's secret and stands in no table: a stolen database neither shows codes nor lets anybody try them out.
 */
export interface ReceiptCodes {
  /** The code for a post; the same post gets the same one, so that a page sent twice answers alike without any memory. */
  codeFor(post: string): Promise<string>
  /** What is kept of a code. */
  hashOf(code: string): Promise<string>
}

/** Nothing that looks or sounds like another (0 O, 1 I L, 2 Z, 5 S, 8 B, U V): it is copied by hand. 27 letters, 47 bits in ten. */
const LETTERS = '23456789ACDEFGHJKMNPQRTVWXY'
const BASE = BigInt(LETTERS.length)
const LENGTH = 10

/** As people type it: small letters, blanks, dashes and full-width letters do not matter. Undefined for no code at all. */
export function readCode(typed: string): string | undefined {
  const letters = typed
    .slice(0, 100)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
  return letters.length === LENGTH && [...letters].every((each) => LETTERS.includes(each))
    ? letters
    : undefined
}

const GROUP = `[${LETTERS}]{5}`
const IN_WORDS = new RegExp(`(?<![A-Z0-9])${GROUP}[\\s\\p{Pd}]{0,3}${GROUP}(?![A-Z0-9])`, 'giu')

function found(words: string): string[] {
  const even = words.normalize('NFKC')
  return [...(even.match(IN_WORDS) ?? []), ...(readCode(even) ? [even] : [])]
}

/** Whether what can only be a code stands in these words, however it is typed. */
export const holdsCode = (words: string): boolean => found(words).some(looksLikeCode)

/** All that could be one in these words, also what looks like a word: the receipts tell (`holdsIssuedCode`). */
export const possibleCodes = (words: string): string[] => [
  ...new Set(found(words).flatMap((each) => readCode(each) ?? [])),
]

/** Ten digits are a number of another kind, and small letters alone a word: `department`, `water meter`. */
const looksLikeCode = (each: string): boolean =>
  /[a-z]/i.test(each) && (/[\d\p{Pd}]/u.test(each) || each === each.toUpperCase())

/** In two groups of five, as it is shown. */
export const sayCode = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** @param secret the app's; another one makes every code void. */
export function createReceiptCodes(secret: string): ReceiptCodes {
  let key: Promise<CryptoKey> | undefined
  const mac = async (text: string): Promise<Uint8Array> => {
    key ??= deriveKey(secret)
    return new Uint8Array(await crypto.subtle.sign('HMAC', await key, bytesOf(text)))
  }
  return {
    async codeFor(post) {
      // 16 bytes taken by 27 ten times over: the last letter is as even as the first.
      let number = BigInt(`0x${toHex((await mac(`code:${post}`)).subarray(0, 16))}`)
      let code = ''
      for (let at = 0; at < LENGTH; at++) {
        code += LETTERS[Number(number % BASE)]
        number /= BASE
      }
      return code
    },
    hashOf: async (code) => toHex((await mac(`hash:${code}`)).subarray(0, 16)),
  }
}

async function deriveKey(secret: string): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, ['deriveKey'])
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: bytesOf('shuangze receipts'),
    info: bytesOf('receipt'),
  }
  return crypto.subtle.deriveKey(derivation, base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, [
    'sign',
  ])
}
