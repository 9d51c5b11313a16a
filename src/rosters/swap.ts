import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type Day, sayDay } from '../time.ts'

/** 换班: a turn its holder asks the others to take. Until somebody does, nothing has changed. */
export interface Swap {
  id: string
  seat: string
  day: Day
  asker: string
  /** Who was asked. */
  others: string[]
  status: 'asked' | 'agreed' | 'withdrawn' | 'expired'
  volunteer?: string
  /** Why it ended without a volunteer. */
  why?: 'its-day' | 'turn-gone'
}

export type SwapEvent =
  | { kind: 'swap.asked'; seat: string; day: Day; asker: string; others: string[] }
  /** With `swap.agreed` in the same write; logs of before have the pair. */
  | { kind: 'swap.volunteered'; by: string }
  | { kind: 'swap.agreed'; by?: string }
  | { kind: 'swap.withdrawn'; by: string }
  | { kind: 'swap.expired'; why: 'its-day' | 'turn-gone' }

export const swap: Noun<Swap, SwapEvent> = {
  name: 'swap',
  table: 'swaps',
  evolve(state, event, { id }) {
    switch (event.kind) {
      case 'swap.asked': {
        const { kind: _, ...asked } = event
        return { id, ...asked, status: 'asked' }
      }
      case 'swap.volunteered':
        return { ...state!, volunteer: event.by }
      case 'swap.agreed':
        return { ...state!, status: 'agreed', ...(event.by && { volunteer: event.by }) }
      case 'swap.withdrawn':
        return { ...state!, status: 'withdrawn' }
      case 'swap.expired':
        return { ...state!, status: 'expired', why: event.why }
    }
  },
  columns: ({ seat, day, asker, status }) => ({ seat, day, asker, status }),
}

/** Asks for a later day than today: nobody can be found for a turn that has begun. */
export const askSwap =
  (asked: Omit<SwapEvent & { kind: 'swap.asked' }, 'kind'>, today: Day) =>
  (state: Swap | undefined): SwapEvent[] => {
    if (state) throw new Refusal('already-asked', '这次换班已经发出了。')
    if (asked.day < today) throw new Refusal('past', `${sayDay(asked.day)}已经过去，不能换班。`)
    if (asked.day === today)
      throw new Refusal('too-late', '今天的班来不及征集，请直接找人，发送「/值班 替 今天 姓名 理由」。')
    if (asked.others.length === 0)
      throw new Refusal(
        'nobody-to-ask',
        `${sayDay(asked.day)}没有可以换班的同事，请发送「/值班 替 日期 姓名 理由」。`,
      )
    return [{ kind: 'swap.asked', ...asked }]
  }

/**
 * The first who says so gets it, if it is still the asker's to give: else the request ends and nothing changes. Saying
 * it twice is harmless; whoever comes later hears who was first.
 */
export const volunteer =
  (by: string, stillTheirs: boolean, today: Day) =>
  (state: Swap | undefined): SwapEvent[] => {
    const asked = known(state)
    if (asked.volunteer === by) return []
    if (asked.asker === by) throw new Refusal('own-swap', '这是您自己要换的班。')
    if (!asked.others.includes(by)) throw new Refusal('not-asked', '这次换班没有问到您，接不了。')
    if (asked.status === 'agreed') throw new Refusal('taken', '已经有同事接了这个班，谢谢您。')
    if (asked.status !== 'asked' || asked.day <= today)
      throw new Refusal('over', '这次换班已经结束，不用接了，谢谢您。')
    if (!stillTheirs) return [{ kind: 'swap.expired', why: 'turn-gone' }]
    return [{ kind: 'swap.agreed', by }]
  }

/** The asker keeps the turn after all; a second time changes nothing. */
export const withdrawSwap =
  (by: string) =>
  (state: Swap | undefined): SwapEvent[] => {
    const asked = known(state)
    if (asked.asker !== by) throw new Refusal('not-yours', '只有本人可以取消自己的换班。')
    if (asked.status === 'agreed')
      throw new Refusal('taken', '已经有同事接了这个班，要改请发送「/值班 替 日期 姓名 理由」。')
    return asked.status === 'asked' ? [{ kind: 'swap.withdrawn', by }] : []
  }

/** Its day has come, or the turn went to somebody by another way: the request ends by itself. */
export const expireSwap =
  (why: 'its-day' | 'turn-gone') =>
  (state: Swap | undefined): SwapEvent[] =>
    state?.status === 'asked' ? [{ kind: 'swap.expired', why }] : []

function known(state: Swap | undefined): Swap {
  if (!state) throw new Refusal('no-swap', '没有找到这次换班，发送 /值班 看看安排。')
  return state
}
