/** Seeded randomness: the same seed and the same calls give the same ids, tokens and odd formatting every time. */
export interface Ids {
  /** 0 ≤ x < 1. */
  random(): number
  /** A whole number, 0 ≤ n < below. */
  int(below: number): number
  hex(length: number): string
  letters(length: number): string
  digits(length: number): string
  bytes(length: number): Uint8Array
  shuffled<T>(list: readonly T[]): T[]
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

export function createIds(seed: number): Ids {
  let state = (seed ^ 0x5eed_f00d) >>> 0
  // mulberry32: small, well spread, and not meant to be secret.
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (below: number) => Math.floor(random() * below)
  const from = (alphabet: string) => (length: number) =>
    Array.from({ length }, () => alphabet[int(alphabet.length)]).join('')
  return {
    random,
    int,
    hex: from('0123456789abcdef'),
    letters: from(LETTERS),
    digits: (length) => String(1 + int(9)) + from('0123456789')(length - 1),
    bytes: (length) => Uint8Array.from({ length }, () => int(256)),
    shuffled(list) {
      const copy = [...list]
      for (let at = copy.length - 1; at > 0; at--) {
        const other = int(at + 1)
        const held = copy[at]!
        copy[at] = copy[other]!
        copy[other] = held
      }
      return copy
    },
  }
}
