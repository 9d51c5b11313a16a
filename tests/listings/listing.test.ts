import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HazardStatus } from '../../src/hazards/hazard.ts'
import * as board from '../../src/listings/board.ts'
import * as wishes from '../../src/listings/decide.ts'
import { listing } from '../../src/listings/evolve.ts'
import { handOverListing } from '../../src/listings/hand-over.ts'
import { levelOf } from '../../src/listings/level.ts'
import { type Decide, isListed, isOver, type Listing, type ListingEvent } from '../../src/listings/listing.ts'
import { isAggravated, isOverdue } from '../../src/listings/overdue.ts'
import { remove, requestRemoval } from '../../src/listings/removal.ts'
import { Refusal } from '../../src/refusal.ts'
import { addDays, DAY_MS, dayOf, instantOf } from '../../src/time.ts'
import { BOARD } from './board.ts'

const START = instantOf('2026-09-14', '09:00')

const ENDS = new Set(['declined', 'withdrawn', 'refused', 'removed'].map((word) => `listing.${word}`))

/** What happened to it, beginning with nothing. */
function live(wanted: readonly { wish: Decide; atMs: number }[]) {
  let state: Listing | undefined
  const events: ListingEvent[] = []
  for (const { wish, atMs } of wanted)
    try {
      for (const event of wish(state)) {
        state = listing.evolve(state, event, { id: '1', atMs, actor: null })
        events.push(event)
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  return { state, events }
}

const person = fc.constantFrom('head', 'vp', 'principal', 'secretary')
const words = fc.constantFrom('', ' ', '理由', '换了新窗')
const hazard = fc
  .constantFrom<HazardStatus>(
    'reported',
    'assigned',
    'rectifying',
    'rectified',
    'returned',
    'closed',
    'invalid',
  )
  .map((status) => ({ number: 12, status }))
const part = (value: string) => fc.constantFrom('', value)
const anyBoard = fc.record({
  no: part(BOARD.no),
  authority: part(BOARD.authority),
  matter: part(BOARD.matter),
  unit: part(BOARD.unit),
  person: part('P1'),
  deadline: fc.constantFrom('', '2026-10-30', '2026-11-30'),
})
const day = fc.integer({ min: -3, max: 90 }).map((days) => addDays('2026-09-14', days))

const wish = (today: string, nowMs: number): fc.Arbitrary<Decide> =>
  fc.oneof(
    fc
      .tuple(words, words, person)
      .map(([a, b, by]) => wishes.propose(1, '12', { difficult: a, outside: b }, by)),
    person.map((by) => wishes.approve(by, false)),
    fc.tuple(words, person).map(([reason, by]) => wishes.decline(reason, by)),
    fc
      .tuple(fc.boolean(), fc.boolean(), person)
      .map(([e, j, by]) => wishes.setLevel({ eliminable: e, joint: j }, by)),
    fc
      .tuple(part('区教育局'), person)
      .map(([receiver, by]) => wishes.recordRequest({ receiver, atMs: nowMs }, by, nowMs)),
    fc
      .tuple(words, fc.nat(9), person)
      .map(([said, no, by]) =>
        wishes.recordReply({ authority: '区教育局', day: today, words: said }, no === 0, by, today),
      ),
    fc.tuple(anyBoard, person).map(([given, by]) => board.list(given, by, 0)),
    fc.constant(board.list(BOARD, 'head', 0)),
    fc.tuple(words, person).map(([said, by]) => board.progress(said, [], by)),
    fc
      .tuple(day, part('9号'), person)
      .map(([to, document, by]) => board.extend({ to, authority: '', document }, by, today)),
    fc.tuple(person, hazard).map(([by, about]) => requestRemoval('', by, about)),
    fc
      .tuple(part('摘1号'), person, hazard)
      .map(([receipt, by, about]) =>
        remove({ authority: '区教育局', day: today, receipt }, by, about, today),
      ),
    fc
      .tuple(fc.constantFrom('P1', 'P2'), fc.constantFrom('P1', 'P2'))
      .map(([from, to]) => handOverListing(from, to, '换岗', 'x')),
    fc.constant(handOverListing('P1', 'P2', '换岗', 'x')),
  )

const life = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 }).chain((steps) => {
  let atMs = START
  return fc.tuple(
    ...steps.map((days) => {
      atMs += days * DAY_MS + 60_000
      const now = atMs
      return wish(dayOf(now), now).map((each) => ({ wish: each, atMs: now }))
    }),
  )
})

/** Mostly lives that go somewhere: the usual way with anything between its steps. */
const usual = fc
  .tuple(life, life)
  .map(([before, after]) => [
    { wish: wishes.propose(1, '12', { difficult: '要两个月' }, 'head'), atMs: START },
    { wish: wishes.approve('principal', false), atMs: START },
    { wish: board.list(BOARD, 'head', 0), atMs: START },
    ...before,
    { wish: requestRemoval('', 'head', { number: 12, status: 'rectified' }), atMs: START + 200 * DAY_MS },
    { wish: wishes.approve('principal', false), atMs: START + 200 * DAY_MS },
    ...after,
  ])

describe('whatever people wish, in whatever order', () => {
  test.each([
    ['any', life, { approved: 0, moved: 0, removed: 0 }],
    ['the usual way', usual, { approved: 250, moved: 30, removed: 2 }],
  ] as const)('%s', (_, lives, least) => {
    const tried = { approved: 0, moved: 0, removed: 0 }
    fc.assert(
      fc.property(lives, (wanted) => {
        const { state, events } = live(wanted)
        if (!state) return
        const kinds = events.map(({ kind }) => kind)
        const at = (kind: ListingEvent['kind']) => kinds.indexOf(kind)
        if (state.approved) tried.approved += 1
        if (state.extensions) tried.moved += 1
        if (state.status === 'removed') tried.removed += 1
        // Nothing goes up or onto a board without a head's yes, and never his own wish's.
        if (isListed(state) || state.requests) expect(at('listing.approved')).toBeGreaterThan(0)
        expect(state.approved?.by).not.toBe(state.proposedBy)
        if (state.approved || state.ended || isListed(state))
          expect(Boolean(state.criteria.difficult ?? state.criteria.outside)).toBe(true)
        // The four that an authority must name, and the other two, are always there.
        if (isListed(state) || state.status === 'removed')
          expect(board.BOARD_PARTS.filter(([key]) => !state.board?.[key])).toEqual([])
        // A deadline moves by a document that is on record, and by nothing else.
        const moves = state.extensions ?? []
        expect(moves.every(({ document, authority }) => document !== '' && authority !== '')).toBe(true)
        const first = events.find((event) => event.kind === 'listing.listed')
        if (first) expect(state.board?.deadline).toBe(moves.at(-1)?.to ?? first.deadline)
        // Off the board only with a yes after it was last asked for, and with the receipt.
        if (state.status === 'removed') {
          expect(state.removal?.approved).toBeDefined()
          expect(state.removal?.approved?.by).not.toBe(state.removal?.by)
          expect(kinds.lastIndexOf('listing.removal-approved')).toBeGreaterThan(
            kinds.lastIndexOf('listing.removal-requested'),
          )
          expect(state.removed?.receipt).toBeTruthy()
        }
        // What is over stays over.
        const end = kinds.findIndex((kind) => ENDS.has(kind))
        if (end >= 0) expect(end).toBe(kinds.length - 1)
        expect(isOver(state)).toBe(end >= 0)
        expect(listing.columns(state)).toMatchObject({ number: 1, hazard: '12', status: state.status })
      }),
      { numRuns: 300 },
    )
    for (const what of ['approved', 'moved', 'removed'] as const)
      expect(tried[what], `the property was tried on something ${what}`).toBeGreaterThanOrEqual(least[what])
  })

  test('removed only when its hazard is closed', () => {
    fc.assert(
      fc.property(hazard, (about) => {
        const { state } = live([
          { wish: wishes.propose(1, '12', { outside: '供电局' }, 'head'), atMs: START },
          { wish: wishes.approve('principal', false), atMs: START },
          { wish: board.list(BOARD, 'head', 0), atMs: START },
          { wish: requestRemoval('', 'vp', { number: 12, status: 'closed' }), atMs: START },
          { wish: wishes.approve('principal', false), atMs: START },
          {
            wish: remove(
              { authority: '区教育局', day: '2026-09-20', receipt: '摘1号' },
              'vp',
              about,
              '2026-09-20',
            ),
            atMs: START + 6 * DAY_MS,
          },
        ])
        expect(state?.status === 'removed').toBe(about.status === 'closed' || about.status === 'invalid')
      }),
    )
  })

  test('the same again changes nothing', () => {
    const twice = (wish: Decide) => [
      { wish, atMs: START },
      { wish, atMs: START },
    ]
    const { events } = live([
      { wish: wishes.propose(1, '12', { difficult: '要两个月' }, 'head'), atMs: START },
      ...twice(wishes.approve('principal', false)),
      ...twice(wishes.setLevel({ eliminable: true, joint: false }, 'head')),
      ...twice(wishes.recordRequest({ receiver: '区教育局', atMs: START }, 'head', START)),
      ...twice(
        wishes.recordReply(
          { authority: '区教育局', day: '2026-09-14', words: '已收' },
          false,
          'head',
          '2026-09-14',
        ),
      ),
      ...twice(board.list(BOARD, 'head', 0)),
      ...twice(board.progress('已拆', [], 'head')),
      ...twice(board.extend({ to: '2026-11-30', authority: '', document: '9号' }, 'head', '2026-09-14')),
      ...twice(
        board.recordOutcome(
          { words: '停用', authority: '区教育局', day: '2026-09-14' },
          'head',
          '2026-09-14',
        ),
      ),
      ...twice(requestRemoval('', 'vp', { number: 12, status: 'closed' })),
    ])
    expect(new Set(events.map(({ kind }) => kind)).size).toBe(events.length)
  })
})

test('the level is the rule’s (S2-065, S2-067, S2-068)', () => {
  expect(levelOf({ eliminable: true, joint: false })).toBe(1)
  expect(levelOf({ eliminable: true, joint: true })).toBe(2)
  expect(levelOf({ eliminable: false, joint: true })).toBe(2)
  expect(levelOf({ eliminable: false, joint: false })).toBe(2)
})

test('overdue begins the day after the deadline and leaves its mark', () => {
  const { state } = live([
    { wish: wishes.propose(1, '12', { difficult: '要两个月' }, 'head'), atMs: START },
    { wish: wishes.approve('principal', false), atMs: START },
    { wish: board.list(BOARD, 'head', 0), atMs: START },
  ])
  expect(isOverdue(state!, '2026-10-30')).toBe(false)
  expect(isOverdue(state!, '2026-10-31')).toBe(true)
  const late: Listing = {
    ...state!,
    status: 'removed',
    removed: { by: 'vp', atMs: START, authority: '区教育局', day: '2026-11-02', receipt: '摘1号' },
  }
  expect(isOverdue(late, '2026-11-03')).toBe(false)
  expect(isAggravated(late, '2026-11-03')).toBe(true)
  expect(isAggravated({ ...late, removed: { ...late.removed!, day: '2026-10-30' } }, '2026-11-03')).toBe(
    false,
  )
})
