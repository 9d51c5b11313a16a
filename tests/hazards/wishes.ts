import fc from 'fast-check'
import { createCalendar } from '../../src/calendar/calendar.ts'
import * as asks from '../../src/hazards/asks.ts'
import { addCoOwner, doPart, removeCoOwner } from '../../src/hazards/co-owners.ts'
import * as wishes from '../../src/hazards/decide.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import { handOverHazard } from '../../src/hazards/hand-over.ts'
import type { Hazard, HazardEvent, Severity } from '../../src/hazards/hazard.ts'
import * as mending from '../../src/hazards/mend.ts'
import * as outside from '../../src/hazards/outside.ts'
import { planMending } from '../../src/hazards/papers.ts'
import { dueAfterPause } from '../../src/hazards/redate.ts'
import { refuse } from '../../src/hazards/refuse.ts'
import { reopen } from '../../src/hazards/reopen.ts'
import { Refusal } from '../../src/refusal.ts'
import { DAY_MS, dayOf, HOUR_MS, instantOf, MINUTE_MS } from '../../src/time.ts'
import { quietSchool } from '../world.ts'

/** Anything anybody may say of one hazard, at random times by random people, decided without asking who may. */
export const calendar = createCalendar(quietSchool().calendar)
export const START = instantOf('2026-09-14', '09:00')

const PEOPLE = ['T31', 'G01', 'G03', 'G04', 'P03', 'P01']
const who = fc.constantFrom(...PEOPLE)
const words = fc.constantFrom('', ' ', '好了', '还不行', '等配件')
const reason = fc.constantFrom('好了', '还不行', '等配件')
const severity = fc.constantFrom<Severity>('general', 'larger', 'major')
const days = fc.integer({ min: -3, max: 40 })

export interface Wish {
  by: string
  /** Minutes since the wish before. */
  after: number
  decide(nowMs: number): wishes.Decide
}
type Said = Pick<Wish, 'by' | 'decide'>

const dayIn = (nowMs: number, n: number) => dayOf(nowMs + n * DAY_MS)
const due = (nowMs: number, n: number) => instantOf(dayIn(nowMs, n), '17:30')
const follow = (nowMs: number) => ({ today: dayOf(nowMs), latest: dayIn(nowMs, 28) })
const limits = (nowMs: number) => ({ times: 2, latestMs: nowMs + 30 * DAY_MS, nowMs })
const anew = (nowMs: number) => ({ acceptDueMs: nowMs + HOUR_MS, rectifyDueMs: due(nowMs, 5) })

const reclassifyTo = (to: Severity, by: string, lower: boolean, n: number, category: string): Said => ({
  by,
  decide: (nowMs) =>
    wishes.reclassify(
      {
        category,
        severity: to,
        urgent: false,
        restricted: false,
        department: 'general_affairs',
        needsReview: false,
        acceptDueMs: due(nowMs, n),
        rectifyDueMs: due(nowMs, n),
        by,
      },
      'G01',
      { lower, lift: true },
    ),
})

const PLAN = { measure: '换', person: '鲁锦木', money: '0', date: '2026-09-30' }

const said: fc.Arbitrary<Said> = fc.oneof(
  fc
    .tuple(who, who, fc.boolean())
    .map(([to, by, leads]) => ({ by, decide: () => mending.assign(to, by, leads) })),
  who.map((by) => ({ by, decide: () => mending.take(by, String) })),
  fc.tuple(words, who).map(([said, by]) => ({ by, decide: () => mending.control(said, by) })),
  fc.tuple(who, words, who, fc.boolean()).map(([to, why, by, leads]) => ({
    by,
    decide: () => mending.transfer({ id: to, name: to, department: 'academic' }, why, by, 'P03', leads),
  })),
  fc
    .tuple(words, who, fc.boolean())
    .map(([note, by, settles]) => ({ by, decide: () => mending.rectify(note, by, { settles }) })),
  fc.tuple(words, who).map(([why, by]) => ({ by, decide: () => mending.sendBack(why, by) })),
  who.map((by) => ({ by, decide: () => mending.verify(by) })),
  fc.tuple(who, who).map(([from, to]) => ({
    by: 'G01',
    decide: () => handOverHazard(from, to, ['assignee', 'rectifier', 'verifier'], '换岗', 'G01'),
  })),
  fc.tuple(words, who).map(([why, by]) => ({ by, decide: () => refuse(why, by, 'P03') })),
  fc
    .tuple(severity, who, fc.boolean(), days, fc.constantFrom('electric', 'electric', 'surroundings'))
    .map(([to, by, lower, n, category]) => reclassifyTo(to, by, lower, n, category)),
  fc
    .tuple(who, who, fc.boolean())
    .map(([to, by, mends]) => ({ by, decide: () => addCoOwner(to, by, mends) })),
  fc.tuple(who, who).map(([to, by]) => ({ by, decide: () => doPart(to, by) })),
  fc.tuple(who, who).map(([to, by]) => ({ by, decide: () => removeCoOwner(to, by) })),
  who.map((by) => ({ by, decide: () => planMending(PLAN, by) })),
  fc.tuple(words, who).map(([why, by]) => ({ by, decide: (now: number) => reopen(why, by, anew(now)) })),
  fc.tuple(who, days).map(([by, n]) => ({
    by,
    decide: (now: number) => outside.askParty('派出所', dayIn(now, n), by, follow(now)),
  })),
  who.map((by) => ({
    by,
    decide: () =>
      outside.rescope('surroundings', by, { kind: 'hazard.assigned', department: 'general_affairs' }),
  })),
)

const asking: fc.Arbitrary<Said> = fc.oneof(
  fc.tuple(who, reason, days).map(([by, why, n]) => ({
    by,
    decide: (now: number) => asks.askExtension(due(now, n), why, by, limits(now)),
  })),
  who.map((by) => ({ by, decide: (now: number) => asks.grantExtension(by, limits(now)) })),
  fc.tuple(who, fc.constantFrom('contractor' as const, 'superior' as const), days).map(([by, clock, n]) => ({
    by,
    decide: (now: number) =>
      asks.askPause({ clock, followUp: dayIn(now, n), reason: '等', control: '围起来' }, by, follow(now)),
  })),
  who.map((by) => ({ by, decide: () => asks.grantPause(by) })),
  fc.tuple(who, words, fc.constantFrom('extension' as const, 'pause' as const)).map(([by, why, what]) => ({
    by,
    decide: () => asks.deny(what, why, by),
  })),
  fc.tuple(who, days).map(([by, n]) => ({
    by,
    decide: (now: number) => asks.keepPaused(dayIn(now, n), '', by, follow(now)),
  })),
  who.map((by) => ({
    by,
    decide: (now: number) => asks.resume((known) => dueAfterPause(calendar, known, now), by),
  })),
)

const gap = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 4 * 24 * 60 }))
const one: fc.Arbitrary<Wish> = fc
  .tuple(fc.oneof({ arbitrary: said, weight: 1 }, { arbitrary: asking, weight: 1 }), gap)
  .map(([wish, after]) => ({ ...wish, after }))

/** What people do in a row, each step by anybody: the ways on more often than chance would have them. */
const row = (...steps: ((by: string, mender: string) => Said)[]): fc.Arbitrary<Wish[]> =>
  fc
    .tuple(who, fc.array(fc.tuple(who, gap), { minLength: steps.length, maxLength: steps.length }))
    .map(([mender, each]) => each.map(([by, after], order) => ({ ...steps[order]!(by, mender), after })))

const given = (by: string, mender: string): Said => ({ by, decide: () => mending.assign(mender, by) })
const mended = (_: string, by: string): Said => ({ by, decide: () => mending.rectify('好了', by) })
const mendedBy = (by: string): Said => ({ by, decide: () => mending.rectify('好了', by) })
const takenOver = (by: string): Said => ({ by, decide: () => mending.assign(by, by) })
const sentBack = (by: string): Said => ({ by, decide: () => mending.sendBack('还不行', by) })
const decidedBy = (by: string, mender: string): Said => ({
  by,
  decide: () => mending.assign(mender, by, true),
})
const refusedBy = (_: string, by: string): Said => ({ by, decide: () => refuse('不归我', by, 'P03') })
const photographed = (_: string, by: string): Said => ({
  by,
  decide: (nowMs) => wishes.photograph(`p${nowMs}`, by),
})
const tookIt = (_: string, by: string): Said => ({ by, decide: () => mending.take(by, String) })
const passedOn = (by: string): Said => ({
  by,
  decide: () => mending.transfer({ id: 'G04', name: 'G04', department: 'academic' }, '换人', by, 'P03'),
})
const verifiedBy = (_: string, by: string): Said => ({ by, decide: () => mending.verify(by) })
const verified = (by: string): Said => ({ by, decide: () => mending.verify(by) })
const planned = (by: string): Said => ({ by, decide: () => planMending(PLAN, by) })
const longer = (_: string, by: string): Said => ({
  by,
  decide: (now) => asks.askExtension(due(now, 20), '等配件', by, limits(now)),
})
const allowed = (by: string): Said => ({ by, decide: (now) => asks.grantExtension(by, limits(now)) })
const pauseFor =
  (clock: 'contractor' | 'superior') =>
  (_: string, by: string): Said => ({
    by,
    decide: (now) =>
      asks.askPause({ clock, followUp: dayIn(now, 5), reason: '等', control: '围起来' }, by, follow(now)),
  })
const paused = (by: string): Said => ({ by, decide: () => asks.grantPause(by) })
const resumed = (by: string): Said => ({
  by,
  decide: (now) => asks.resume((known) => dueAfterPause(calendar, known, now), by),
})

const rows = fc.oneof(
  row(given, mended, verified),
  row(given, planned, mended, verified),
  row(given, planned, mended, sentBack, takenOver, mendedBy, verified),
  row(tookIt, passedOn, takenOver, mendedBy, verifiedBy),
  row(tookIt, given, mendedBy, verifiedBy),
  row(given, photographed, given, mendedBy, verified),
  row(given, refusedBy, decidedBy, refusedBy),
  row(given, longer, allowed),
  row(given, pauseFor('contractor'), paused, resumed),
  row(pauseFor('superior'), paused, resumed),
)

export const manyWishes: fc.Arbitrary<Wish[]> = fc
  .array(fc.oneof({ arbitrary: one.map((wish) => [wish]), weight: 3 }, { arbitrary: rows, weight: 1 }), {
    maxLength: 30,
  })
  .map((parts) => parts.flat())
/** Given back twice before anything else, then decided and given back once more. */
export const givenBack: fc.Arbitrary<Wish[]> = fc
  .tuple(row(given, refusedBy), row(given, refusedBy), row(decidedBy, refusedBy), manyWishes)
  .map((parts) => parts.flat())
export const anySeverity = severity

export interface Happened {
  event: HazardEvent
  before: Hazard
  after: Hazard
  atMs: number
}

const at = (atMs: number) => ({ id: '1', atMs, actor: null })

/** A hazard reported at `START`, given to G01. */
export function fresh(severityOf: Severity): Hazard {
  const reported = wishes.report(
    {
      number: 1,
      text: '插座烧黑',
      place: { kind: 'words', words: '仓库' },
      category: 'electric',
      severity: severityOf,
      urgent: false,
      needsReview: false,
      restricted: false,
      reporter: 'T31',
      department: 'general_affairs',
      acceptDueMs: START + 4 * HOUR_MS,
      rectifyDueMs: due(START, 3),
      photos: [],
    },
    'G01',
  )(undefined)
  return reported.reduce<Hazard | undefined>((now, event) => hazard.evolve(now, event, at(START)), undefined)!
}

/** What happens when these wishes are said one after the other; refused ones change nothing. */
export function live(start: Hazard, list: Wish[]) {
  let state = start
  let nowMs = START
  const happened: Happened[] = []
  const refused: { before: string; state: Hazard }[] = []
  for (const { decide, after } of list) {
    nowMs += after * MINUTE_MS
    const before = JSON.stringify(state)
    try {
      for (const event of decide(nowMs)(state)) {
        const next = hazard.evolve(state, event, at(nowMs))
        happened.push({ event, before: state, after: next, atMs: nowMs })
        state = next
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ before, state })
    }
  }
  return { state, happened, refused, nowMs }
}

/** Everybody who had a hand in mending by the log alone, not by what the state remembers. */
export function mendersBy(happened: Happened[]): Set<string> {
  let began = false
  return new Set(
    happened.flatMap(({ event, before }): string[] => {
      const holder = before.rectifier
      switch (event.kind) {
        // Taken on by himself, or shown by him that he mends: then it went to somebody else.
        case 'hazard.accepted': {
          const left = began && holder !== undefined && holder !== event.rectifier ? [holder] : []
          began = event.by === event.rectifier
          return left
        }
        case 'hazard.transferred': {
          const left = began && holder !== undefined ? [holder] : []
          began = false
          return left
        }
        case 'hazard.photographed':
          return event.phase === 'after' && event.by === holder ? [holder!] : []
        case 'hazard.rectified':
          return [event.by, before.rectifier!]
        case 'hazard.handed-over':
          return event.parts.includes('rectifier') ? [event.from] : []
        case 'hazard.co-owned':
          return [event.person]
        default:
          return []
      }
    }),
  )
}
