import { findPlace } from '../reading/find-place.ts'
import type { Places } from '../reading/places.ts'
import { readReport } from '../reading/reading.ts'

/** One matter of a message, with the place its heading names when its own words name none. */
export interface Line {
  text: string
  place?: string
  /** It says that all is well: nothing to file. */
  normal?: true
}

/** More of one message is not filed: whoever reads the receipt must be able to check it. */
export const MOST_LINES = 20

/** `1.` `2、` `(3)` `④` `- `: how people number and point. */
const NUMBER =
  /^\s*(?:[(（]?\d{1,2}[)）.、:：](?!\d)\s*|[①-⑳]\s*|[-•·*]\s+|第?[一二三四五六七八九十]{1,3}[、.:：]\s*)/u
const INLINE = /(?:^|[\s;；,，。])(?=\d{1,2}[.、)）](?!\d))|(?=[①-⑳])/gu

/**
 * The matters of one message: its lines, its numbers, or its parts between semicolons when each of them tells of trouble
 * at a place of its own. One element: it is one matter. Nothing is dropped: a line that tells of no trouble belongs to the
 * one before it. A line that is only a place and a colon is the heading of those below it.
 * @param raw the words after the command as they were typed, with their line breaks.
 */
export function linesOf(raw: string, places: Places): Line[] {
  const rows = raw
    .split(/\r?\n/)
    .map(tidy)
    .filter((row) => row !== '')
  if (rows.length > 1) return matters(rows, places)
  const [row = ''] = rows
  const numbered = row
    .split(INLINE)
    .map(tidy)
    .filter((part) => part !== '')
  if (numbered.length > 1 && numbered.filter((part) => NUMBER.test(part)).length > 1)
    return matters(numbered, places)
  const parts = row
    .split(/[;；]/)
    .map(tidy)
    .filter((part) => part !== '')
  return parts.length > 1 && parts.every((part) => standsAlone(part, places))
    ? matters(parts, places)
    : [{ text: row }]
}

const tidy = (words: string): string => words.replace(/[\s\u3000]+/gu, ' ').trim()

const tellsOfTrouble = (words: string, places: Places): boolean =>
  ['hazard', 'incident'].includes(readReport(words, places).kind)

function standsAlone(words: string, places: Places): boolean {
  const { kind, place } = readReport(words, places)
  return (kind === 'hazard' || kind === 'incident') && place !== null
}

const joined = (one: string, other: string): string => [one, other].filter((words) => words !== '').join('，')

function matters(rows: readonly string[], places: Places): Line[] {
  const lines: Line[] = []
  let heading: string | undefined
  // Words without trouble that no line has taken up yet: what is said first, or a heading with nothing below it.
  let before = ''
  let bare = ''
  for (const row of rows) {
    const numbered = NUMBER.test(row)
    const words = tidy(row.replace(NUMBER, ''))
    if (words === '') continue
    const under = /^(.{1,30})[:：]$/u.exec(words)?.[1]
    if (under && findPlace(under, places) && !tellsOfTrouble(under, places)) {
      before = joined(before, bare)
      bare = under
      heading = under
      continue
    }
    const last = lines.at(-1)
    if (['checkin', 'patrol'].includes(readReport(words, places).kind)) {
      lines.push({ text: joined(joined(before, bare), words), normal: true })
      before = bare = ''
      continue
    }
    if (!numbered && !tellsOfTrouble(words, places)) {
      if (last && !last.normal) last.text = joined(last.text, words)
      else before = joined(before, words)
      continue
    }
    const placed = heading !== undefined && findPlace(words, places) === null
    lines.push({ text: joined(before, words), ...(placed && heading && { place: heading }) })
    before = bare = ''
  }
  const last = lines.at(-1)
  if (last) last.text = joined(last.text, joined(before, bare))
  return lines.length > 0 ? lines : [{ text: rows.map((row) => row.replace(NUMBER, '')).join('，') }]
}
