import { describe, expect, test } from 'vitest'
import {
  askCoOwners,
  confirmSharing,
  declineSharing,
  finishShare,
  releaseCoOwner,
} from '../../src/instances/co-owners.ts'
import { countOne } from '../../src/instances/count.ts'
import { approve, putDraft, review } from '../../src/instances/document.ts'
import { fillPost } from '../../src/instances/fill-post.ts'
import { excuseDuty, transfer } from '../../src/instances/hand-over.ts'
import type { Instance, InstanceEvent } from '../../src/instances/instance.ts'
import { objectTo, unsign } from '../../src/instances/letter.ts'
import { attendMeeting, moveMeeting, regretMeeting } from '../../src/instances/meeting.ts'
import { prove, voidDone } from '../../src/instances/prove.ts'
import { codeOf } from '../refused.ts'
import { after, at, meeting } from './made.ts'

type Wish = (state: Instance | undefined) => InstanceEvent[]

const NOW = at('2026-09-20', '10:00')
const START = at('2026-09-24', '15:30')
const saying = { by: 'P03', nowMs: NOW, graceMs: 0 }
const file = prove([{ type: 'file', value: 'a.pdf' }], saying)

test.each<[string, Wish]>([
  ['proved', file],
  ['voided', voidDone('填错了', 'G05')],
  ['excused', excuseDuty('停课', 'P01')],
  ['passed on', transfer('G02', '外出', 'P03', false)],
  ['shared', askCoOwners(['G01'], 'P03')],
  ['counted', countOne([], 'P03', 'P03', NOW)],
  ['filled', fillPost('P01')],
  ['excused from', regretMeeting('P01', '外出', NOW)],
  ['reviewed', review('P03')],
  ['objected to', objectTo('第二条', 'G01')],
  ['unsigned', unsign('G01', '签错了', 'G05')],
  ['attended', attendMeeting('P01', saying)],
  ['put off', moveMeeting({ day: '2026-09-29', opensAtMs: at('2026-09-29', '14:00') }, '校长外出', NOW)],
])('what there is not is not %s', (_, wish) => {
  expect(codeOf(() => wish(undefined))).toBe('no-such-duty')
})

test.each<[string, Wish]>([
  ['agreed to', confirmSharing('G01')],
  ['declined', declineSharing('G01', '忙', NOW)],
  ['finished', finishShare('G01', NOW, 0)],
  ['let go', releaseCoOwner('G01', 'P03', NOW)],
])('a share of what is over is not %s', (_, wish) => {
  const shared = after(meeting({ status: 'open' }), NOW, askCoOwners(['G01'], 'P03'))
  expect(codeOf(() => wish({ ...shared, status: 'done' }))).toBe('already-over')
})

describe.each(['excused', 'cancelled'] as const)('%s', (status) => {
  test.each<[string, Wish]>([
    ['nothing is proved', file],
    ['nothing is drafted', putDraft('初稿', 'G01')],
    ['nothing is reviewed', review('P03')],
    ['nothing is approved', approve('P01')],
    ['nothing is objected to', objectTo('第二条', 'G01')],
  ])('%s', (_, wish) => {
    expect(codeOf(() => wish(meeting({ status })))).toBe('not-owed')
  })

  test('nobody comes any more', () => {
    const comes = attendMeeting('P01', { ...saying, nowMs: START })
    expect(codeOf(() => comes(meeting({ status })))).toBe('meeting-over')
  })
})

describe('a letter', () => {
  const letter = meeting({ required: ['signature'], status: 'open' })
  const signed = after(letter, NOW, prove([{ type: 'signature', value: 'G01' }], { ...saying, by: 'G01' }))

  test.each<[string, Wish, Instance, string]>([
    ['an objection without a reason', objectTo(' ', 'G01'), letter, 'no-reason'],
    ['an objection to what he signed', objectTo('第二条', 'G01'), signed, 'signed'],
    ['taken back without a reason', unsign('G01', ' ', 'G05'), signed, 'no-reason'],
    ['taken back of who has not signed', unsign('P01', '签错了', 'G05'), signed, 'not-signed'],
    ['taken back whole', voidDone('签错了', 'G05'), signed, 'whose'],
  ])('%s', (_, wish, state, code) => {
    expect(codeOf(() => wish(state))).toBe(code)
  })

  test('an objection of somebody who has not signed is kept', () => {
    expect(objectTo('第二条', 'P01')(signed)).toHaveLength(1)
  })
})

test.each<[string, Wish, Partial<Instance>, string]>([
  ['who is not to come', regretMeeting('T31', '外出', NOW), {}, 'not-invited'],
  ['who calls it', regretMeeting('P03', '外出', NOW), {}, 'calls-it'],
  ['who has come', regretMeeting('P01', '外出', NOW), { attended: ['P01'] }, 'came'],
  ['who says so when it began', regretMeeting('P01', '外出', START), {}, 'too-late'],
  ['who says so when it is over', regretMeeting('P01', '外出', NOW), { status: 'missed' }, 'too-late'],
  ['who says not why', regretMeeting('P01', ' ', NOW), {}, 'no-reason'],
])('no leave from a meeting for somebody %s', (_, wish, more, code) => {
  expect(codeOf(() => wish(meeting(more)))).toBe(code)
})

describe('what is done at its hour', () => {
  const round = meeting({ duty: 'ptl-fire-daily', required: ['text'], policy: 'ESC-DAILY' })
  const early = START - 60_000

  test('is neither done nor shared before it', () => {
    const shared = after(round, NOW, askCoOwners(['G01'], 'P03'), confirmSharing('G01'))
    const words = (nowMs: number) => prove([{ type: 'text', value: '正常' }], { ...saying, nowMs })
    expect(codeOf(() => words(early)(round))).toBe('not-open')
    expect(codeOf(() => words(START)(round))).toBeUndefined()
    expect(codeOf(() => finishShare('G01', early, 0)(shared))).toBe('not-open')
    expect(codeOf(() => finishShare('G01', START, 0)(shared))).toBeUndefined()
  })

  test('is not voided before it is done, nor without a reason', () => {
    expect(codeOf(() => voidDone('填错了', 'G05')(round))).toBe('not-done')
    expect(codeOf(() => voidDone(' ', 'G05')({ ...round, status: 'done' }))).toBe('no-reason')
  })
})
