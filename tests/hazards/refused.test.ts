import { describe, expect, test } from 'vitest'
import * as asks from '../../src/hazards/asks.ts'
import { addCoOwner, doPart, removeCoOwner } from '../../src/hazards/co-owners.ts'
import * as wishes from '../../src/hazards/decide.ts'
import type { Hazard, Severity } from '../../src/hazards/hazard.ts'
import { asAfter } from '../../src/hazards/in-order.ts'
import * as mending from '../../src/hazards/mend.ts'
import * as outside from '../../src/hazards/outside.ts'
import * as papers from '../../src/hazards/papers.ts'
import { refuse } from '../../src/hazards/refuse.ts'
import { removePhoto } from '../../src/hazards/remove-photo.ts'
import { reopen } from '../../src/hazards/reopen.ts'
import { type Spending, spend } from '../../src/hazards/spend.ts'
import { follow, mergedInto, supplement, suspect } from '../../src/hazards/supplement.ts'
import { addByCode, answerReporter } from '../../src/hazards/talk.ts'
import { DAY_MS, instantOf } from '../../src/time.ts'
import { codeOf } from '../refused.ts'
import { REPORTED } from './made.ts'

const TODAY = '2026-09-15'
const NOW = instantOf(TODAY, '10:00')
const DUE = instantOf('2026-09-18', '17:30')
const place = { kind: 'words', words: '仓库' } as const

/** A hazard at its place, due on the 18th, after these wishes. */
function made(severity: Severity, ...said: wishes.Decide[]): Hazard {
  const reported = wishes.report({ ...REPORTED, place, severity, acceptDueMs: NOW, rectifyDueMs: DUE }, 'G01')
  return said.reduce<Hazard>(
    (state, wish) => asAfter(state, wish, NOW),
    asAfter(undefined as never, reported, NOW),
  )
}
const general = (...said: wishes.Decide[]) => made('general', ...said)
const taken = mending.take('G03', String)
const mended = mending.rectify('换好了', 'G03')

const limits = (more: Partial<asks.ExtensionLimits> = {}) => ({
  times: 1,
  latestMs: DUE + 30 * DAY_MS,
  nowMs: NOW,
  ...more,
})
const days = { today: TODAY, latest: '2026-10-15' }
const later = (n: number) => DUE + n * DAY_MS
const extension = asks.askExtension(later(5), '等配件', 'G03', limits())
const pause = asks.askPause(
  { clock: 'contractor', followUp: '2026-09-20', reason: '等配件', control: '围起来' },
  'G03',
  days,
)
const around = outside.rescope('surroundings', 'G01', { kind: 'hazard.assigned', department: 'security' })

describe('nothing is said of a hazard that there is not', () => {
  test.each<[string, wishes.Decide]>([
    ['placed', wishes.placeAt(place, undefined, 'G01')],
    ['photographed', wishes.photograph('p1', 'T31')],
    ['dismissed', wishes.dismiss('误报', 'G01')],
    ['withdrawn', wishes.withdraw('T31')],
    ['taken', taken],
    ['reported mended', mended],
    ['verified', mending.verify('P03')],
    ['an extension', extension],
    ['a pause', pause],
    ['goes on', asks.resume(() => DUE, 'G03')],
    ['a plan', papers.planMending({ measure: '换', person: 'G03', money: '0', date: TODAY }, 'G03')],
    ['reopened', reopen('又坏了', 'G01', { acceptDueMs: NOW, rectifyDueMs: DUE })],
    ['spent', spend({ fen: 100, item: '插座', day: TODAY, by: 'G01' }, TODAY)],
    ['answered', answerReporter('好', 'G01')],
  ])('%s', (_, wish) => {
    expect(codeOf(() => wish(undefined))).toBe('no-hazard')
  })
})

describe('what is over takes no more', () => {
  const changed = wishes.reclassify(
    { ...REPORTED, severity: 'larger', by: 'P03', needsReview: false },
    'G01',
    { lower: true, lift: true },
  )
  test.each<[string, wishes.Decide]>([
    ['placed', wishes.placeAt(place, undefined, 'G01')],
    ['called otherwise', changed],
    ['photographed', wishes.photograph('p1', 'T31')],
    ['dismissed', wishes.dismiss('误报', 'G04')],
    ['withdrawn', wishes.withdraw('T31')],
    ['taken', taken],
    ['given to somebody', mending.assign('G04', 'G01')],
    ['put under control', mending.control('围起来', 'G03')],
    ['passed on', mending.transfer({ id: 'G04', name: 'G04', department: 'academic' }, '忙', 'G01', 'P03')],
    ['given back', refuse('忙', 'G03', 'P03')],
    ['reported mended', mending.rectify('又换了', 'G03')],
    ['sent back', mending.sendBack('没好', 'T31')],
    ['verified', mending.verify('P03')],
    ['asked more time for', extension],
    ['granted', asks.grantExtension('P03', limits())],
    ['asked a pause for', pause],
    ['paused', asks.grantPause('P03')],
    ['denied', asks.deny('pause', '抓紧', 'P03')],
    ['kept paused', asks.keepPaused('2026-09-20', '', 'P03', days)],
    ['gone on with', asks.resume(() => DUE, 'G03')],
    ['shared', addCoOwner('G04', 'P03', false)],
    ['shared no more', removeCoOwner('G04', 'P03')],
    ['mended in part', doPart('G04', 'G04')],
    ['moved around the school', around],
    ['asked of somebody outside', outside.askParty('派出所', '2026-09-20', 'G01', days)],
    ['planned', papers.planMending({ measure: '换', person: 'G03', money: '0', date: TODAY }, 'G03')],
    ['reported upward', papers.reportUp({ receiver: '区教育局', atMs: NOW }, 'P03', NOW)],
    ['kept off the board', papers.keepUnlisted('当天改完', 'P01')],
    ['offered for it', papers.offerForListing(1, 'G01')],
    ['supplemented', supplement({ text: '还在冒烟', by: 'T32' }, [])],
    ['followed', follow('T32')],
    ['marked as the same', suspect(3)],
    ['merged', mergedInto(general(), 'G05')],
    ['rid of a picture', removePhoto('p1', '发错了', 'G03')],
  ])('%s', (_, wish) => {
    const closed = general(taken, mended, mending.verify('P03'))
    expect(codeOf(() => wish(closed))).toBe('closed')
    expect(codeOf(() => wish(general(wishes.dismiss('误报', 'G01'))))).toBe('closed')
  })
})

describe('a listing', () => {
  test('is neither asked for nor decided against where the hazard is small, nor twice', () => {
    expect(codeOf(() => papers.offerForListing(1, 'G01')(general()))).toBe('general')
    expect(codeOf(() => papers.keepUnlisted('当天改完', 'P01')(general()))).toBe('general')
    const offered = made('major', papers.offerForListing(1, 'G01'))
    expect(codeOf(() => papers.offerForListing(2, 'G01')(offered))).toBe('listing-open')
    expect(codeOf(() => papers.keepUnlisted('当天改完', 'P01')(offered))).toBe('listing-open')
    expect(codeOf(() => wishes.dismiss('误报', 'G01')(offered))).toBe('listed')
    expect(codeOf(() => papers.keepUnlisted(' ', 'P01')(made('major')))).toBe('no-reason')
  })
})

describe('more time', () => {
  test('is asked for by whoever has it in hand, and of what is mended nothing is asked', () => {
    expect(codeOf(() => extension(general()))).toBe('not-accepted')
    expect(codeOf(() => extension(general(taken, mended)))).toBe('rectified')
    expect(codeOf(() => pause(general(taken, mended)))).toBe('rectified')
  })

  test('goes to a day that is later than the deadline, still to come and within the limits', () => {
    const asked = (dueMs: number, more?: Partial<asks.ExtensionLimits>) =>
      codeOf(() => asks.askExtension(dueMs, '等配件', 'G03', limits(more))(general(taken)))
    expect(asked(DUE)).toBe('not-later')
    expect(asked(later(5), { nowMs: later(6) })).toBe('past')
    expect(asked(later(31))).toBe('too-late')
    expect(asked(later(5), { times: 0 })).toBe('extended')
  })

  test('is allowed by the limits of the day it is allowed on, by another, and never beyond what was asked for', () => {
    const state = general(taken, extension)
    const granted = (more?: Partial<asks.ExtensionLimits>, earlierMs?: number, by = 'P03') =>
      codeOf(() => asks.grantExtension(by, limits(more), earlierMs)(state))
    expect(granted()).toBeUndefined()
    expect(granted({ nowMs: later(6) })).toBe('past')
    expect(granted({ latestMs: later(1) })).toBe('too-late')
    expect(granted({ times: 0 })).toBe('extended')
    expect(granted({}, later(6))).toBe('too-late')
    expect(granted({}, undefined, 'G03')).toBe('own-wish')
    expect(codeOf(() => asks.grantExtension('P03', limits())(general(taken)))).toBe('not-asked')
  })

  test('is not asked for while it is paused, and nothing is allowed of what was reported mended meanwhile', () => {
    const paused = general(taken, pause, asks.grantPause('P03'))
    expect(codeOf(() => extension(paused))).toBe('paused')
    expect(codeOf(() => pause(paused))).toBe('paused')
    expect(codeOf(() => mended(paused))).toBe('paused')
    const over = general(taken, extension, mended)
    expect(codeOf(() => asks.grantExtension('P03', limits())(over))).toBe('rectified')
    expect(codeOf(() => asks.grantPause('P03')(general(taken, pause, mended)))).toBe('rectified')
  })
})

describe('a pause', () => {
  const again = (followUp: string, by = 'P03') =>
    codeOf(() => asks.keepPaused(followUp, '', by, days)(general(taken, pause, asks.grantPause('P03'))))

  test('is not asked for beside an extension, nor an extension beside it', () => {
    expect(codeOf(() => pause(general(taken, extension)))).toBe('asked')
    expect(codeOf(() => extension(general(taken, pause)))).toBe('asked')
  })

  test('is followed up after today and not too late, and kept by nobody who mends', () => {
    for (const followUp of [TODAY, '2026-10-16']) {
      const wish = { clock: 'superior' as const, followUp, reason: '等批复', control: '围起来' }
      expect(codeOf(() => asks.askPause(wish, 'G03', days)(general(taken)))).toBe('follow-up')
      expect(again(followUp)).toBe('follow-up')
    }
    expect(again('2026-10-15')).toBeUndefined()
    expect(again('2026-10-15', 'G03')).toBe('own-wish')
    expect(codeOf(() => asks.keepPaused('2026-10-15', '', 'P03', days)(general(taken)))).toBe('not-paused')
  })

  test('is not allowed or denied by who mends, nor denied without a reason', () => {
    const asked = general(taken, pause)
    expect(codeOf(() => asks.grantPause('G03')(asked))).toBe('own-wish')
    expect(codeOf(() => asks.deny('pause', '抓紧', 'G03')(asked))).toBe('own-wish')
    expect(codeOf(() => asks.deny('pause', ' ', 'P03')(asked))).toBe('no-reason')
    expect(codeOf(() => asks.deny('extension', '抓紧', 'P03')(asked))).toBe('not-asked')
  })
})

describe('somebody outside', () => {
  test('is waited for only around the school, with words, and not for what is mended', () => {
    const asked = outside.askParty('派出所', '2026-09-20', 'G01', days)
    expect(codeOf(() => asked(general()))).toBe('on-campus')
    expect(codeOf(() => asked(general(around, taken, mended)))).toBe('rectified')
    expect(codeOf(() => outside.askParty(' ', '2026-09-20', 'G01', days)(general(around)))).toBe('no-party')
    const answered = (reply: string) => outside.hearParty(reply, '2026-09-21', 'G01', days)
    expect(codeOf(() => answered('下周来')(general(around)))).toBe('not-asked')
    expect(codeOf(() => answered(' ')(general(around, asked)))).toBe('no-reply')
    expect(codeOf(() => answered('下周来')(general(around, asked, taken, mended)))).toBe('rectified')
    expect(codeOf(() => answered('下周来')(general(around, asked)))).toBeUndefined()
  })
})

describe('given back', () => {
  test('the coordinating leader decides what is his to decide, and gives nothing back', () => {
    const to = (id: string) => ({ id, name: id, department: 'academic' })
    const waits = general(
      mending.transfer(to('G03'), '要电工', 'G01', 'P03'),
      mending.transfer(to('G04'), '不归我', 'G03', 'P03'),
    )
    expect(waits.assignee).toBe('P03')
    expect(codeOf(() => refuse('没空', 'P03', 'P03')(waits))).toBe('yours-to-decide')
  })
})

describe('what it is shown and paid with', () => {
  test('a picture that is not there is not removed; the only proof stays until another is there', () => {
    expect(codeOf(() => removePhoto('p9', '发错了', 'G03')(general()))).toBe('no-photo')
    const proved = general(taken, wishes.photograph('p1', 'G03'), mending.rectify('', 'G03'))
    expect(codeOf(() => removePhoto('p1', '发错了', 'G03')(proved))).toBe('only-proof')
    const both = asAfter(proved, wishes.photograph('p2', 'G03'), NOW)
    expect(codeOf(() => removePhoto('p1', '发错了', 'G03')(both))).toBeUndefined()
  })

  test('whoever has the code adds no pictures without end', () => {
    const { reporter: _, ...nobody } = general()
    const state = { ...nobody, anonymous: true as const }
    const ids = Array.from({ length: 13 }, (_, i) => `p${i}`)
    expect(codeOf(() => addByCode('', ids, NOW)(state))).toBe('too-many')
    expect(codeOf(() => addByCode('', ids.slice(1), NOW)(state))).toBeUndefined()
  })

  test.each<[string, Partial<Spending>, string]>([
    ['nothing', { fen: 0 }, 'amount'],
    ['part of a fen', { fen: 0.5 }, 'amount'],
    ['more than any school spends', { fen: 1_000_000_001 }, 'amount'],
    ['on nothing', { item: ' ' }, 'no-item'],
    ['on no day', { day: '9月1日' }, 'bad-day'],
    ['tomorrow', { day: '2026-09-16' }, 'future'],
    ['back, more than was spent', { fen: -1 }, 'below-zero'],
  ])('money: %s', (_, more, code) => {
    const given = { fen: 350_00, item: '插座', day: TODAY, by: 'G01', ...more }
    expect(codeOf(() => spend(given, TODAY)(general()))).toBe(code)
  })

  test('nothing is spent on what was no hazard; on a closed one it is', () => {
    const bill = spend({ fen: 350_00, item: '插座', day: TODAY, by: 'G01' }, TODAY)
    expect(codeOf(() => bill(general(wishes.dismiss('误报', 'G01'))))).toBe('invalid')
    expect(codeOf(() => bill(general(taken, mended, mending.verify('P03'))))).toBeUndefined()
  })
})
