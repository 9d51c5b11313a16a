import { CLOSED, COURTESY, MENDED, MENDED_IT, ROLL, STOOD_OPEN, WELL } from './normal-words.ts'
import type { Places } from './places.ts'
import { type Hint, type Reading, readReport } from './reading.ts'

/** What somebody found who was asked 「正常吗」. `unclear`: neither normality nor trouble was said, ask once more. */
export type Finding = 'normal' | 'hazard' | 'incident' | 'unclear'

/** More than this is a story, not 「正常」. */
const LONGEST_NORMAL = 120
/** A clause that says one thing of a few others. */
const LONGEST_CLAUSE = 36

/**
 * Reads the answer to a check, a round or a duty (handbook §6.1). Trouble anywhere in it is trouble, unless it is a small
 * fault that the same words say is mended. Normality must be all that is said, clause by clause and in known words: danger
 * lost is the worst answer, a false alarm the second, and a question back costs nearly nothing.
 */
export function readFinding(text: string, places: Places, hint: Pick<Hint, 'reporterClass'> = {}): Finding {
  if (text === '') return 'unclear'
  if (BUTTONS.has(text)) return 'normal'
  const reading = readReport(text, places, hint)
  const words = plain(text)
  const clauses = clausesOf(words)
  if (!isTrouble(reading)) return isNormal(words, clauses) ? 'normal' : 'unclear'
  if (!isSmall(reading) || words.length > LONGEST_NORMAL) return reading.kind
  const left = clauses.filter((clause, at) => !isMended(clause, clauses[at + 1]))
  if (left.length === clauses.length) return reading.kind
  const rest = readReport(left.join(','), places, hint)
  if (isTrouble(rest)) return rest.kind
  return left.length === 0 || isNormal(words, left) ? 'normal' : 'unclear'
}

/** The words of our own buttons, said a thousand times a morning: there is nothing else in them to look for. */
const BUTTONS: ReadonlySet<string> = new Set(['全班正常', '无异常', '正常'])

/** Trouble said without a thing or a place (不正常, 有情况): nobody could be sent to it. */
export const namesNothing = (text: string): boolean => NOTHING_NAMED.test(plain(text))

const NOTHING_NAMED =
  /^(?:我|这里|这边|本点|今天|现在|还|都|有|一?[点些]|小|大|很|太|不太?|没有?|未|情况|问题|异常|隐患|事件?|正常|合格|完成|确认|好|行|可以|坏|了|的|啊|呢|\d|\p{P}|\s)*$/u

const isTrouble = (reading: Reading): reading is Reading & { kind: 'hazard' | 'incident' } =>
  reading.kind === 'hazard' || reading.kind === 'incident'

/** What one person mends with his own hands; a larger hazard is recorded also when it is over (handbook §6.2). */
const isSmall = ({ severity, level, category, urgent }: Reading): boolean =>
  !urgent && (severity === 'general' || (level === 'minor' && category === 'utility'))

/** 灯坏了已经修好了; 门没锁，已关好. */
function isMended(clause: string, next = ''): boolean {
  const repair = matches(MENDED, clause) ? clause : matches(MENDED_IT, next) ? next : undefined
  return repair !== undefined && (!CLOSED.test(repair) || STOOD_OPEN.test(clause))
}

function isNormal(words: string, clauses: string[]): boolean {
  if (words.length > LONGEST_NORMAL || /[?]|吗/u.test(words)) return false
  const roll = ROLL.exec(words.replace(/[。!]+$/u, ''))?.groups
  if (roll) return roll.owed === roll.came
  const normal = clauses.filter((clause) => matches(WELL, clause) || matches(MENDED, clause))
  return normal.length > 0 && clauses.every((clause) => normal.includes(clause) || COURTESY.test(clause))
}

/** The word lists overlap, so that only a clause of bounded length is compared with them. */
const matches = (list: RegExp, clause: string): boolean =>
  clause.length <= LONGEST_CLAUSE && list.test(clause)

const clausesOf = (words: string): string[] => words.split(/[,。!;:…\s]+/u).filter((clause) => clause !== '')

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u{fe0f}/gu, '')
    .trim()
