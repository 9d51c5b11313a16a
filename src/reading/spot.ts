import type { Line } from './line.ts'
import type { Row } from './word-table.ts'

/** Where a rule spoke, and the words that made it speak. */
export interface Hit {
  readonly at: number
  readonly words: string
  /** How far the thing and its fault stand apart; 0 when one word says it all. */
  readonly gap: number
}

/** How far a thing and its fault may stand apart, in characters: about one clause. */
const NEAR = 14

/**
 * The first place where a rule speaks and the words are meant (`meant` answers for the telling words: `say` or `wrong`).
 * The thing (`about`) is never asked: in 「护栏没有松动」 only 松动 is denied.
 */
export function spot(row: Row, line: Line, meant: (at: number, words: string) => boolean): Hit | null {
  if (row.also && !has(row.also, line.text)) return null
  for (const hit of row.say ? line.text.matchAll(row.say) : []) {
    if (meant(hit.index, hit[0]) && !silenced(row, line, hit.index))
      return { at: hit.index, words: hit[0], gap: 0 }
  }
  if (!row.about || !row.wrong) return null
  let things: RegExpExecArray[] | null = null
  for (const fault of line.text.matchAll(row.wrong)) {
    things ??= [...line.text.matchAll(row.about)]
    if (things.length === 0) return null
    const thing = nearest(things, fault, line)
    if (!thing || !meant(fault.index, fault[0]) || silenced(row, line, fault.index)) continue
    return { at: fault.index, words: together(thing, fault), gap: apart(thing, fault) }
  }
  return null
}

/** Whether a compiled word list occurs in a text. */
export function has(words: RegExp, text: string): boolean {
  words.lastIndex = 0
  const found = words.test(text)
  words.lastIndex = 0
  return found
}

function silenced(row: Row, line: Line, at: number): boolean {
  return row.unless !== null && has(row.unless, line.text.slice(...line.sentence(at)))
}

function nearest(things: RegExpExecArray[], fault: RegExpExecArray, line: Line): RegExpExecArray | null {
  const [start, end] = line.sentence(fault.index)
  let best: RegExpExecArray | null = null
  let distance = NEAR + 1
  for (const thing of things) {
    if (thing.index < start || thing.index >= end) continue
    const gap = apart(thing, fault)
    if (gap < distance) {
      best = thing
      distance = gap
    }
  }
  return best
}

function apart(a: RegExpExecArray, b: RegExpExecArray): number {
  return Math.max(b.index - (a.index + a[0].length), a.index - (b.index + b[0].length), 0)
}

function together(thing: RegExpExecArray, fault: RegExpExecArray): string {
  const [first, second] = thing.index <= fault.index ? [thing, fault] : [fault, thing]
  const joined = second.index < first.index + first[0].length
  return joined ? (first[0].length >= second[0].length ? first[0] : second[0]) : `${first[0]}…${second[0]}`
}
