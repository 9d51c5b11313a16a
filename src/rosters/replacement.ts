import type { Noun } from '../log/noun.ts'
import { Refusal } from '../refusal.ts'
import { type Day, daysBetween, sayDay } from '../time.ts'

/** The leader's turn; every other seat is the name of a place where a duty teacher is posted. */
export const LEADER = 'duty_leader'

/** Somebody takes the turns of a seat on some days (S2-113). It counts from the moment it is made, never before. */
export interface Replacement {
  /** Its place among the seat's replacements, from 1. */
  number: number
  from: Day
  to: Day
  person: string
  /** Only the turns of this person; absent: whoever's turn it is. */
  insteadOf?: string
  reason: string
  by: string
  /** The swap it came from. */
  swap?: string
  madeAtMs: number
}

/** What changed of one seat of the duty roster; the roster itself stands in the school file. */
export interface Roster {
  seat: string
  /** In the order they were made: where two speak of the same turn, the later one counts. */
  replacements: Replacement[]
}

export type Replacing = Omit<Replacement, 'number' | 'madeAtMs'>
export type RosterEvent = { kind: 'roster.replaced' } & Replacing

export const roster: Noun<Roster, RosterEvent> = {
  name: 'roster',
  table: 'rosters',
  evolve(state, event, { id, atMs }) {
    const { kind: _, ...made } = event
    const before = state?.replacements ?? []
    return { seat: id, replacements: [...before, { ...made, number: before.length + 1, madeAtMs: atMs }] }
  },
  columns: () => ({}),
}

/** Nobody arranges further than a term. */
const LONGEST_DAYS = 190

/**
 * Takes turns over from today on: what is past stays as it was (S2-113). Throws `Refusal` for days gone by or turned
 * round, without a reason, and for taking one's own turn.
 */
export const replaceTurns =
  (wish: Replacing, today: Day) =>
  (_state: Roster | undefined): RosterEvent[] => {
    if (wish.from < today)
      throw new Refusal('past', `${sayDay(wish.from)}已经过去，谁在岗谁负责，不能再改。请从今天或以后选。`)
    if (wish.to < wish.from) throw new Refusal('days-reversed', '结束日期早于开始日期，请重新写。')
    if (daysBetween(wish.from, wish.to) > LONGEST_DAYS)
      throw new Refusal('too-long', '一次最多安排一个学期，请核对结束日期。')
    if (!wish.reason.trim())
      throw new Refusal('no-reason', '请写一句理由，例如「/值班 替 9月3日 阮知微 外出开会」。')
    if (wish.person === wish.insteadOf) throw new Refusal('same-person', '替班的不能是本人，请另选一位。')
    return [{ kind: 'roster.replaced', ...wish, reason: wish.reason.trim() }]
  }
