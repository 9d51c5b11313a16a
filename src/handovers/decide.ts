import { cut } from '../cut.ts'
import { Refusal } from '../refusal.ts'
import type { Handover, HandoverEvent, Kept } from './handover.ts'

/** A wish decided on the state as it is. Who may wish is asked before. */
export type Decide = (state: Handover | undefined) => HandoverEvent[]

/** A line is read on a phone; a list longer than this is a document. */
const LONGEST_NOTE = 100
const MOST_NOTES = 30

/** @throws Refusal when there is nothing to hand over, or nobody else to take it. */
export const openHandover =
  (asked: Omit<HandoverEvent & { kind: 'handover.opened' }, 'kind'>): Decide =>
  (state) => {
    if (state) throw new Refusal('already-open', '这份交接已经在办了。')
    if (asked.giver === asked.taker)
      throw new Refusal('same-person', '交出和接手不能是同一个人，请另选一位。')
    const notes = tidy(asked.notes ?? [])
    if (asked.items.length + notes.length === 0)
      throw new Refusal(
        'nothing-open',
        '没有要移交的事项：已经开始的都不属于换了人的岗位。请先用 /任职 调整岗位；只交钥匙、设备的，请在后面写上。',
      )
    const { notes: _, ...rest } = asked
    return [{ kind: 'handover.opened', ...rest, ...(notes.length > 0 && { notes }) }]
  }

/** `钥匙：3 把`: what no record knows of. The taker's word was for the list before; he is asked again. */
export const noteItems =
  (lines: readonly string[], by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    const said = tidy(lines)
    if (said.length === 0)
      throw new Refusal('no-note', '请写要交的东西，例如：/交接 备注 钥匙：3号楼总钥匙2把。')
    const fresh = said.filter((line) => !known.notes?.includes(line))
    if ((known.notes?.length ?? 0) + fresh.length > MOST_NOTES)
      throw new Refusal('too-many', `最多写 ${MOST_NOTES} 条，请把同类的合成一条。`)
    return fresh.length > 0 ? [{ kind: 'handover.noted', lines: fresh, by }] : []
  }

const tidy = (lines: readonly string[]): string[] => [
  ...new Set(lines.map((line) => cut(line.replace(/\s+/g, ' ').trim(), LONGEST_NOTE)).filter(Boolean)),
]

/**
 * One of the two says yes; with the second it is done, with `moves` as it turned out. The same word twice changes
 * nothing; after a cancellation there is nothing to confirm.
 */
export const confirmHandover =
  (person: string, by: string, moves: { moved?: string[]; kept?: Kept[] } = {}): Decide =>
  (state) => {
    const known = found(state)
    if (person !== known.giver && person !== known.taker)
      throw new Refusal('not-yours', '这份交接要由交出的人和接手的人确认。')
    if (known.status === 'done' && known.confirmed.some((given) => given.person === person)) return []
    stillOpen(known)
    if (known.confirmed.some((given) => given.person === person)) return []
    const both = known.confirmed.length > 0
    return [
      { kind: 'handover.confirmed', person, by },
      ...(both ? [{ kind: 'handover.completed' as const, ...moves }] : []),
    ]
  }

/** Somebody else takes it; who was to take it before is asked no more, the giver once more. */
export const redirectHandover =
  (to: string, by: string): Decide =>
  (state) => {
    const known = stillOpen(state)
    if (to === known.giver) throw new Refusal('same-person', '交出和接手不能是同一个人，请另选一位。')
    return to === known.taker ? [] : [{ kind: 'handover.redirected', to, by }]
  }

/** Nothing changes hands after all; a second time changes nothing. Of somebody who left, somebody must take it. */
export const cancelHandover =
  (by: string, reason: string, hasLeft: boolean): Decide =>
  (state) => {
    if (found(state).status === 'cancelled') return []
    stillOpen(state)
    if (hasLeft)
      throw new Refusal(
        'has-left',
        '原责任人已离校，事情总要有人接。要换人接，请发送 /交接 原责任人 新接手人。',
      )
    return [{ kind: 'handover.cancelled', by, reason: cut(reason.trim(), LONGEST_NOTE) }]
  }

function found(state: Handover | undefined): Handover {
  if (!state) throw new Refusal('no-handover', '没有找到这份交接。')
  return state
}

function stillOpen(state: Handover | undefined): Handover {
  const known = found(state)
  if (known.status === 'cancelled')
    throw new Refusal('cancelled', '这份交接已经取消，事情仍由原责任人办，不用再确认。')
  if (known.status === 'done')
    throw new Refusal('done', '这份交接已经办完，不能再改。还有要交的，请重新发起 /交接。')
  return known
}
