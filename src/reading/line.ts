/** Longest text that is read, in UTF-16 units: a report is one line; whatever follows is kept by the caller, not judged. */
export const LONGEST = 2000

/** One line of colloquial Chinese, made uniform so that every rule can be written once. */
export interface Line {
  /** Half-width, lower case, common typos mended, at most {@link LONGEST} units. */
  readonly text: string
  /** Start of the clause (bounded by any punctuation or space) that holds position `at`. */
  clauseStart(at: number): number
  /** The sentence (bounded by a full stop, `!`, `?`, `;` or a new line) that holds position `at`, as [start, end). */
  sentence(at: number): readonly [number, number]
}

/** What people type when the input method offers the wrong word; only pairs whose left side means nothing else. */
const TYPOS: readonly (readonly [RegExp, string])[] = [
  [/插坐|叉座|插做/g, '插座'],
  [/裂逢|列缝|裂风/g, '裂缝'],
  [/围强|围樯/g, '围墙'],
  [/护拦|护兰/g, '护栏'],
  [/拦杆|栏干/g, '栏杆'],
  [/灭火气|灭活器/g, '灭火器'],
  [/消房|肖防/g, '消防'],
  [/发骚|发绕/g, '发烧'],
  [/食唐|饭唐/g, '食堂'],
  [/侧所|厕锁/g, '厕所'],
  [/吊善|吊煽/g, '吊扇'],
  [/昏到了|昏到在/g, '昏倒'],
  [/晕到了|晕到在/g, '晕倒了'],
  [/摔到了|摔到在/g, '摔倒了'],
  [/骨拆|古折/g, '骨折'],
  [/欺付|欺副/g, '欺负'],
  [/楼剃|楼替/g, '楼梯'],
  [/燃汽|然气/g, '燃气'],
  [/冒火化/g, '冒火花'],
  [/喝最/g, '喝醉'],
  [/娃娃|娃儿|伢子|小娃|崽崽/g, '孩子'],
]

const CLAUSE_END = /[,。!?;:、~…\s]/
const SENTENCE_END = /[。!?;\n]/

/** Cleans a text of any length in time bounded by {@link LONGEST}; never throws, whatever the bytes. */
export function cleanLine(raw: string): Line {
  let text = raw
    .slice(0, LONGEST)
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u200b|\u200c|\u200d|\u200e|\u200f|\u2060|\ufeff|\ufe0f/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .slice(0, LONGEST)
  for (const [wrong, right] of TYPOS) text = text.replace(wrong, right)
  return {
    text,
    clauseStart: (at) => lastBreak(text, at, CLAUSE_END),
    sentence: (at) => [lastBreak(text, at, SENTENCE_END), nextBreak(text, at, SENTENCE_END)],
  }
}

function lastBreak(text: string, at: number, end: RegExp): number {
  let start = at
  while (start > 0 && !end.test(text[start - 1]!)) start--
  return start
}

function nextBreak(text: string, at: number, end: RegExp): number {
  let stop = at
  while (stop < text.length && !end.test(text[stop]!)) stop++
  return stop
}
