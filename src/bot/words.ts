/** Longest sentence we read; the rest of a longer one is dropped before any rule looks at it. */
const LONGEST_SENTENCE = 4000

/** Chinese punctuation stays as people wrote it: their words are kept and shown as theirs. */
const CHINESE_MARKS = '，！？：；（）'

/**
 * What people type, evened out (`feishu.md` §7.3): full-width letters, digits and slash, ideographic spaces, zero-width
 * and control characters, quotes around the whole sentence.
 */
export function evenOut(raw: string): string {
  const even = raw
    .slice(0, LONGEST_SENTENCE)
    .replace(/[\uFF01-\uFF5E]/g, (wide) =>
      CHINESE_MARKS.includes(wide) ? wide : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\u200B-\u200F\u2060\uFEFF]/g, '')
    .replace(/[^\P{Cc}\s]/gu, '')
    .replace(/[\s\u3000]+/g, ' ')
    .trim()
  const quoted = /^["'“”‘’「『](.*)["'“”‘’」』]$/.exec(even)
  return (quoted?.[1] ?? even).replace(/^\/\s+/, '/').trim()
}

/** The first word and the rest. */
export function firstWord(words: string): [string, string] {
  const space = words.indexOf(' ')
  return space < 0 ? [words, ''] : [words.slice(0, space), words.slice(space + 1).trim()]
}

/** A number, then a blank or a Chinese word that is no unit: `3楼` and `12:30` are not records. */
const NUMBERED =
  /^[#＃№]?\s*(\d{1,9})(?!\d|\s*(?:号?楼|层|班|单元))\s*(?:号|:|：)?(?:\s+|(?![年月日点班楼层个名])(?=\p{Script=Han}))(.*)$/u

/** `12 接收`, `#12接收`, `12号 接收` → a record's number and what is said about it. */
export function numberAndRest(words: string): { number: string; rest: string } | undefined {
  const match = NUMBERED.exec(`${words} `)
  if (!match) return undefined
  return { number: String(Number(match[1])), rest: match[2]!.trim() }
}
