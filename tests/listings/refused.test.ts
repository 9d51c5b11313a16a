import { describe, expect, test } from 'vitest'
import * as board from '../../src/listings/board.ts'
import * as wishes from '../../src/listings/decide.ts'
import { listing } from '../../src/listings/evolve.ts'
import type { Decide, Listing } from '../../src/listings/listing.ts'
import { remove, requestRemoval } from '../../src/listings/removal.ts'
import { DAY_MS, HOUR_MS, instantOf } from '../../src/time.ts'
import { codeOf } from '../refused.ts'
import { BOARD } from './board.ts'

const TODAY = '2026-09-14'
const NOW = instantOf(TODAY, '09:00')
const OUT = { authority: '区教育局', day: TODAY, receipt: '摘1号' }
const closed = { number: 12, status: 'closed' } as const

/** A listing after these wishes, all of them said now. */
const become = (...said: Decide[]): Listing =>
  said.reduce<Listing | undefined>(
    (state, wish) =>
      wish(state).reduce<Listing | undefined>(
        (now, event) => listing.evolve(now, event, { id: '1', atMs: NOW, actor: null }),
        state,
      ),
    undefined,
  )!

const proposed = wishes.propose(1, '12', { difficult: '要两个月' }, 'head')
const approved = wishes.approve('principal', false)
const levelled = wishes.setLevel({ eliminable: true, joint: false }, 'head')
const request = (receiver = '区教育局', atMs = NOW) => wishes.recordRequest({ receiver, atMs }, 'head', NOW)
const reply = (more: object = {}, today = TODAY) =>
  wishes.recordReply({ authority: '区教育局', day: TODAY, words: '已收', ...more }, false, 'head', today)
const listed = [proposed, approved, board.list(BOARD, 'head', 0)]
const asked = [...listed, requestRemoval('', 'vp', closed)]
const agreed = [...asked, approved]

test.each<[string, Decide]>([
  ['approved', approved],
  ['declined', wishes.decline('不急', 'principal')],
  ['taken back', wishes.withdraw('已整改', 'head')],
  ['requested', request()],
  ['listed', board.list(BOARD, 'head', 0)],
  ['taken off', remove(OUT, 'vp', closed, TODAY)],
])('what there is not is not %s', (_, wish) => {
  expect(codeOf(() => wish(undefined))).toBe('no-listing')
})

describe('before it is on the board', () => {
  test.each<[string, Decide[], Decide, string]>([
    ['a number twice', [proposed], proposed, 'number-taken'],
    ['without a criterion', [], wishes.propose(1, '12', { difficult: ' ' }, 'head'), 'no-criterion'],
    ['his own wish', [proposed], wishes.approve('head', false), 'own-proposal'],
    ['nothing to approve', [proposed, approved], approved, 'nothing-to-approve'],
    ['nothing to decline', [proposed, approved], wishes.decline('不急', 'principal'), 'nothing-to-approve'],
    ['declined without a reason', [proposed], wishes.decline(' ', 'principal'), 'no-reason'],
    ['taken back without a reason', [proposed], wishes.withdraw(' ', 'head'), 'no-reason'],
    ['taken back from the board', listed, wishes.withdraw('已整改', 'head'), 'listed'],
    ['levelled before the heads agreed', [proposed], levelled, 'not-approved'],
    ['requested before its level is known', [proposed, approved], request(), 'no-level'],
    ['requested of nobody', [proposed, approved, levelled], request(' '), 'no-receiver'],
    ['requested in an hour', [proposed, approved, levelled], request('区教育局', NOW + HOUR_MS), 'future'],
    [
      'requested days before it was proposed',
      [proposed, approved, levelled],
      request('区教育局', NOW - 2 * DAY_MS),
      'too-early',
    ],
    ['answered before it was requested', [proposed, approved, levelled], reply(), 'not-requested'],
    ['listed before the heads agreed', [proposed], board.list(BOARD, 'head', 0), 'not-approved'],
    [
      'listed without its deadline',
      [proposed, approved],
      board.list({ ...BOARD, deadline: '' }, 'head', 0),
      'board-parts',
    ],
  ])('%s', (_, said, wish, code) => {
    expect(codeOf(() => wish(said.length > 0 ? become(...said) : undefined))).toBe(code)
  })

  test.each<[string, Decide, string]>([
    ['by nobody', reply({ authority: ' ' }), 'no-authority'],
    ['without a word', reply({ words: ' ' }), 'no-words'],
    ['tomorrow', reply({ day: '2026-09-15' }), 'future'],
    ['before it was asked', reply({ day: '2026-09-13' }), 'too-early'],
  ])('answered %s', (_, wish, code) => {
    expect(codeOf(() => wish(become(proposed, approved, levelled, request())))).toBe(code)
  })
})

describe('on the board', () => {
  const outcome = (more: object) =>
    board.recordOutcome({ words: '停用', authority: '区教育局', day: TODAY, ...more }, 'head', TODAY)
  const extended = (more: object) =>
    board.extend({ to: '2026-11-30', authority: '', document: '9号', ...more }, 'head', TODAY)

  test.each<[string, Decide[], Decide, string]>([
    ['progress of what is not there', [proposed], board.progress('已拆', [], 'head'), 'not-listed'],
    ['an outcome of what is not there', [proposed], outcome({}), 'not-listed'],
    ['progress without a word', listed, board.progress(' ', [], 'head'), 'no-words'],
    [
      'another deadline by hand',
      listed,
      board.list({ ...BOARD, deadline: '2026-11-30' }, 'head', 0),
      'deadline',
    ],
    ['another deadline without a document', listed, extended({ document: ' ' }), 'no-document'],
    ['a deadline that has passed', listed, extended({ to: '2026-09-13' }), 'past'],
    ['an outcome without a word', listed, outcome({ words: ' ' }), 'outcome-parts'],
    ['an outcome of nobody', listed, outcome({ authority: ' ' }), 'outcome-parts'],
    ['an outcome of tomorrow', listed, outcome({ day: '2026-09-15' }), 'future'],
    [
      'off it before it is mended',
      listed,
      requestRemoval('', 'vp', { number: 12, status: 'rectifying' }),
      'not-mended',
    ],
    ['off it asked by two', asked, requestRemoval('', 'head', closed), 'asked'],
    ['off it without asking', listed, remove(OUT, 'vp', closed, TODAY), 'not-asked'],
    ['off it before the heads agreed', asked, remove(OUT, 'vp', closed, TODAY), 'not-mended'],
    [
      'off it before it is closed',
      agreed,
      remove(OUT, 'vp', { number: 12, status: 'rectified' }, TODAY),
      'not-mended',
    ],
    [
      'off it without a receipt',
      agreed,
      remove({ ...OUT, receipt: ' ' }, 'vp', closed, TODAY),
      'removal-parts',
    ],
    ['off it tomorrow', agreed, remove({ ...OUT, day: '2026-09-15' }, 'vp', closed, TODAY), 'future'],
    [
      'off it before it was proposed',
      agreed,
      remove({ ...OUT, day: '2026-09-13' }, 'vp', closed, TODAY),
      'too-early',
    ],
    [
      'more of what is over',
      [...agreed, remove(OUT, 'vp', closed, TODAY)],
      board.progress('已拆', [], 'head'),
      'over',
    ],
  ])('%s', (_, said, wish, code) => {
    expect(codeOf(() => wish(become(...said)))).toBe(code)
  })
})
