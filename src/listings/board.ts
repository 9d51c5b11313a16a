import { Refusal } from '../refusal.ts'
import { mustHaveCome } from '../reporting/past.ts'
import type { Day } from '../time.ts'
import { mayGoUp, stillOpen } from './decide.ts'
import { type Board, type Decide, isListed, type Listing, type Outcome } from './listing.ts'

/** In the order of the board; the last four are those without which it is not valid (S2-069). */
export const BOARD_PARTS = [
  ['no', '编号'],
  ['authority', '督办单位'],
  ['matter', '督办事项'],
  ['unit', '承担治理责任的单位'],
  ['person', '责任人'],
  ['deadline', '完成时限'],
] as const satisfies readonly (readonly [keyof Board, string])[]

/** @throws Refusal naming every part that is missing. */
export function wholeBoard(given: Partial<Board>): Board {
  const missing = BOARD_PARTS.filter(([part]) => !given[part]?.trim()).map(([, name]) => name)
  if (missing.length > 0)
    throw new Refusal('board-parts', `挂牌还缺：${missing.join('、')}。补齐了才能登记。`)
  const parts = BOARD_PARTS.map(([part]) => [part, given[part]!.trim()])
  return Object.fromEntries(parts) as unknown as Board
}

/** On the board now. */
export const onBoard = (state: Listing | undefined): Listing & { board: Board } => {
  const known = stillOpen(state)
  if (!isListed(known) || !known.board)
    throw new Refusal('not-listed', `挂牌 ${known.number} 还没有挂牌，请先登记「已挂牌」。`)
  return { ...known, board: known.board }
}

/**
 * The authority listed it. Said again it puts right what was mistyped; the deadline is the authority's and moves only by
 * its document (`extend`).
 */
export const list =
  (given: Partial<Board>, by: string, rules: number): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (!isListed(known)) {
      mayGoUp(known)
      const kept = rules > 0 ? { rules } : {}
      return [{ kind: 'listing.listed', ...wholeBoard(given), ...kept, by }]
    }
    const { deadline, ...board } = wholeBoard(given)
    if (deadline !== known.board?.deadline)
      throw new Refusal('deadline', '完成时限只能凭督办单位的文件改，请用「延期」登记文号。')
    const same = Object.entries(board).every(([part, words]) => known.board?.[part as keyof Board] === words)
    return same ? [] : [{ kind: 'listing.corrected', ...board, by }]
  }

/** Another deadline, by a document of the authority that is on record. */
export const extend =
  (given: { to: Day; authority: string; document: string }, by: string, today: Day): Decide =>
  (state) => {
    const { board } = onBoard(state)
    const document = given.document.trim()
    const authority = given.authority.trim() || board.authority
    if (!document) throw new Refusal('no-document', '完成时限只能凭督办单位的文件改，请写明文号或文件名。')
    if (given.to < today) throw new Refusal('past', '新的完成时限已经过去，请核对日期。')
    return given.to === board.deadline
      ? []
      : [{ kind: 'listing.extended', to: given.to, authority, document, by }]
  }

/** What was done since the last time: words, with pictures if there are any (weekly, `[D]`). */
export const progress =
  (words: string, photos: string[], by: string): Decide =>
  (state) => {
    const known = onBoard(state)
    const text = words.trim()
    if (!text) throw new Refusal('no-words', '请写一句这周治理到哪一步了。')
    const last = known.progress?.at(-1)
    if (photos.length === 0 && last?.text === text && last.by === by) return []
    return [{ kind: 'listing.progressed', text, photos, by }]
  }

/** What an authority made of a listing that was not mended: kept as it came, decided by nobody here (S2-071). */
export const recordOutcome =
  (given: Outcome, by: string, today: Day): Decide =>
  (state) => {
    const known = onBoard(state)
    const words = given.words.trim()
    const authority = given.authority.trim()
    if (!words || !authority)
      throw new Refusal('outcome-parts', '请写明哪个单位、作出了什么处理，例如「区教育局 责令停用教学楼C」。')
    mustHaveCome('处理', given.day, today)
    const again = known.outcomes?.some((each) => each.words === words && each.day === given.day)
    return again ? [] : [{ kind: 'listing.sanctioned', words, authority, day: given.day, by }]
  }
