import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answer,
  type Checkin,
  type CheckinEvent,
  checkin,
  dayEnd,
  excuse,
  fallOverdue,
  handOver,
  isWaiting,
  miss,
  open,
  responsible,
} from '../../src/checkins/checkin.ts'
import type { CheckinAnswer } from '../../src/checkins/checkin-answer.ts'
import { Refusal } from '../../src/refusal.ts'
import { instantOf, MINUTE_MS } from '../../src/time.ts'

const DAY = '2026-09-01'
const OPENS = instantOf(DAY, '07:40')
const DUE = instantOf(DAY, '08:30')
const ID = `${DAY}.chk-homeroom-morning.C301`

type Decide = (state: Checkin | undefined) => CheckinEvent[]
interface Step {
  atMs: number
  graceMs: number
  decide: Decide
  says: CheckinAnswer | undefined
}

const counts = fc.option(fc.integer({ min: 0, max: 15 }), { nil: undefined })
const givenAnswer: fc.Arbitrary<CheckinAnswer> = fc.oneof(
  fc.constant<CheckinAnswer>({ normal: true }),
  fc
    .record({ absentSick: counts, absentOther: counts, absentUnreached: counts, symptoms: counts })
    .map((numbers) => ({
      normal: false,
      ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
    })),
)
const step: fc.Arbitrary<Omit<Step, 'decide'> & { what: string; who: string }> = fc.record({
  atMs: fc.integer({ min: OPENS - 30 * MINUTE_MS, max: instantOf('2026-09-02', '02:00') }),
  graceMs: fc.constantFrom(0, 0, 20 * MINUTE_MS),
  what: fc.constantFrom('answer', 'answer', 'answer', 'overdue', 'miss', 'excuse', 'hand-over', 'open'),
  who: fc.constantFrom('T31', 'T32', 'S02'),
  says: givenAnswer,
})

const opened = open({
  day: DAY,
  duty: 'chk-homeroom-morning',
  unit: 'C301',
  owner: 'T31',
  expected: 42,
  opensAtMs: OPENS,
  dueAtMs: DUE,
})

function decideOf({
  what,
  who,
  says,
  atMs,
  graceMs,
}: Omit<Step, 'decide'> & { what: string; who: string }): Decide {
  switch (what) {
    case 'answer':
      return answer(says!, who, undefined, { saidMs: atMs, nowMs: atMs, graceMs })
    case 'overdue':
      return fallOverdue
    case 'miss':
      return miss
    case 'excuse':
      return excuse('请假', 'S02')
    case 'hand-over':
      return handOver(who)
    default:
      return opened
  }
}

interface Lived {
  before: Checkin | undefined
  after: Checkin | undefined
  events: CheckinEvent[]
  atMs: number
  graceMs: number
  refused: boolean
}

/** Lives through the steps in the order of their times; a refusal changes nothing. */
function live(steps: (Omit<Step, 'decide'> & { what: string; who: string })[]): Lived[] {
  let state: Checkin | undefined
  const first = { atMs: OPENS, graceMs: 0, says: undefined, what: 'open', who: 'T31' }
  return [first, ...[...steps].sort((one, other) => one.atMs - other.atMs)].map((each) => {
    const before = state
    let events: CheckinEvent[] = []
    let refused = false
    try {
      events = decideOf(each)(state)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused = true
    }
    for (const event of events)
      state = checkin.evolve(state, event, { id: ID, atMs: each.atMs, actor: each.who })
    return { before, after: state, events, atMs: each.atMs, graceMs: each.graceMs, refused }
  })
}

const lives = fc.array(step, { maxLength: 14 }).map(live)

test('done, late, missed and excused are the end: only the answer may be corrected, never the status', () => {
  fc.assert(
    fc.property(lives, (life) => {
      for (const { before, after } of life)
        if (before && !isWaiting(before)) expect(after?.status).toBe(before.status)
    }),
  )
})

test('late if and only if the first answer came after the due time and whatever nobody was there for', () => {
  fc.assert(
    fc.property(lives, (life) => {
      for (const { before, after, atMs, graceMs, events } of life) {
        if (events[0]?.kind !== 'checkin.answered') continue
        expect(isWaiting(before!)).toBe(true)
        expect(after?.status).toBe(atMs > DUE + graceMs ? 'late' : 'done')
        expect(after?.answeredAtMs).toBe(atMs)
      }
    }),
  )
})

test('a correction keeps every earlier answer, in order, and the time of the first', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const given = life.flatMap(({ events }) =>
        events.flatMap((event) => ('answer' in event ? [event.answer] : [])),
      )
      const last = life.at(-1)?.after
      expect([
        ...(last?.earlier.map((entry) => entry.answer) ?? []),
        ...(last?.answer ? [last.answer] : []),
      ]).toEqual(given)
      const times = last?.earlier.map((entry) => entry.atMs) ?? []
      expect(times).toEqual([...times].sort((one, other) => one - other))
      if (times.length > 0) expect(times[0]).toBe(last?.answeredAtMs)
    }),
  )
})

test('the same answer again is no event', () => {
  fc.assert(
    fc.property(givenAnswer, fc.integer({ min: OPENS, max: DUE }), (says, atMs) => {
      const once = answer(says, 'T31', undefined, { saidMs: atMs, nowMs: atMs, graceMs: 0 })
      const state = checkin.evolve(undefined, opened(undefined)[0]!, { id: ID, atMs: OPENS, actor: null })
      let first: CheckinEvent[]
      try {
        first = once(state)
      } catch {
        return
      }
      const answered = checkin.evolve(state, first[0]!, { id: ID, atMs, actor: 'T31' })
      expect(once(answered)).toEqual([])
    }),
  )
})

test('outside its day nothing is taken; inside it the present and the absent are the whole class', () => {
  fc.assert(
    fc.property(lives, (life) => {
      for (const { before, after, events, atMs, refused } of life) {
        const spoken = events.some((event) => 'answer' in event)
        if (before && spoken) expect(atMs >= OPENS && atMs < dayEnd(before)).toBe(true)
        if (refused) expect(after).toBe(before)
        const said = after?.answer
        if (!said) continue
        const absent = (said.absentSick ?? 0) + (said.absentOther ?? 0) + (said.absentUnreached ?? 0)
        expect((said.present ?? 0) + absent).toBe(42)
      }
    }),
  )
})

test('there is always exactly one who answers, and giving back leaves no substitute behind', () => {
  fc.assert(
    fc.property(lives, (life) => {
      for (const { after } of life) {
        if (!after) continue
        expect(['T31', 'T32', 'S02']).toContain(responsible(after))
        expect(after.substitute).not.toBe(after.owner)
      }
    }),
  )
})

test.each([Number.NaN, -1, 1.5, 43, Number.POSITIVE_INFINITY])('no count is %s', (count) => {
  const state = checkin.evolve(undefined, opened(undefined)[0]!, { id: ID, atMs: OPENS, actor: null })
  const said = { saidMs: OPENS, nowMs: OPENS, graceMs: 0 }
  for (const name of ['absentSick', 'absentOther', 'absentUnreached', 'symptoms'])
    expect(() => answer({ normal: false, [name]: count }, 'T31', undefined, said)(state)).toThrow('0到42')
})
