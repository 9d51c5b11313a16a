import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'

/** What somebody who left or changed post still has open, on its way to another (handbook §3). Until both confirm, nothing moves. */
export interface Handover {
  id: string
  giver: string
  taker: string
  /** Ids of the duty instances on the list when it was opened. */
  items: string[]
  openedBy: string
  /** Whose word is there, and who gave it for somebody who left. */
  confirmed: { person: string; by: string; atMs: number }[]
  status: 'open' | 'done'
}

export type HandoverEvent =
  | { kind: 'handover.opened'; giver: string; taker: string; items: string[]; by: string }
  | { kind: 'handover.confirmed'; person: string; by: string }
  | { kind: 'handover.completed' }

export const handover: Noun<Handover, HandoverEvent> = {
  name: 'handover',
  table: 'handovers',
  evolve(state, event, { id, atMs }) {
    switch (event.kind) {
      case 'handover.opened': {
        const { giver, taker, items, by } = event
        return { id, giver, taker, items, openedBy: by, confirmed: [], status: 'open' }
      }
      case 'handover.confirmed': {
        const { person, by } = event
        return { ...state!, confirmed: [...state!.confirmed, { person, by, atMs }] }
      }
      case 'handover.completed':
        return { ...state!, status: 'done' }
    }
  },
  columns: ({ giver, taker, status }) => ({ giver, taker, status }),
}

export const openHandover =
  (asked: Omit<HandoverEvent & { kind: 'handover.opened' }, 'kind'>) =>
  (state: Handover | undefined): HandoverEvent[] => {
    if (state) throw new Refusal('already-open', '这份交接已经在办了。')
    if (asked.giver === asked.taker)
      throw new Refusal('same-person', '交出和接手不能是同一个人，请另选一位。')
    if (asked.items.length === 0)
      throw new Refusal(
        'nothing-open',
        '没有要移交的事项：已经开始的都不属于换了人的岗位。请先用 /任职 调整岗位。',
      )
    return [{ kind: 'handover.opened', ...asked }]
  }

/** One of the two says yes; with the second it is done. The same word twice changes nothing. */
export const confirmHandover =
  (person: string, by: string) =>
  (state: Handover | undefined): HandoverEvent[] => {
    if (!state) throw new Refusal('no-handover', '没有找到这份交接。')
    if (person !== state.giver && person !== state.taker)
      throw new Refusal('not-yours', '这份交接要由交出的人和接手的人确认。')
    if (state.confirmed.some((given) => given.person === person)) return []
    const both = state.confirmed.length > 0
    return [
      { kind: 'handover.confirmed', person, by },
      ...(both ? [{ kind: 'handover.completed' } as const] : []),
    ]
  }
