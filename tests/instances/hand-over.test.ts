import { expect, test } from 'vitest'
import { approve, putDraft, review, stageOf } from '../../src/instances/document.ts'
import {
  excuseDuty,
  handOverDuty,
  reassign,
  signInstead,
  takeOverDuty,
  transfer,
} from '../../src/instances/hand-over.ts'
import type { Instance } from '../../src/instances/instance.ts'
import { awaitedPasses } from '../../src/instances/passes.ts'
import { prove } from '../../src/instances/prove.ts'
import { after, at, meeting } from './made.ts'

const NOW = at('2026-09-20', '10:00')

test('excused with a reason; twice is once; what is over stays', () => {
  expect(() => excuseDuty(' ', 'P01')(meeting())).toThrow('理由')
  const excused = after(meeting(), NOW, excuseDuty('停课', 'P01'))
  expect(excused).toMatchObject({ status: 'excused', excuse: { reason: '停课', by: 'P01' } })
  expect(excuseDuty('停课', 'P01')(excused)).toEqual([])
  expect(() => excuseDuty('停课', 'P01')(meeting({ status: 'done' }))).toThrow('已经结束')
})

test('the first transfer is so at once, the second waits for the coordinating leader', () => {
  expect(() => transfer('G02', '', 'G01', false)(meeting())).toThrow('理由')
  const once = after(meeting({ owner: 'G01', substitute: 'G03' }), NOW, transfer('G02', '外出', 'G03', false))
  expect(once).toMatchObject({
    owner: 'G02',
    transfers: [{ from: 'G01', to: 'G02', reason: '外出', by: 'G03' }],
  })
  expect(once.substitute).toBeUndefined()
  const asked = after(once, NOW, transfer('G03', '也外出', 'G02', false))
  expect(asked).toMatchObject({ owner: 'G02', transferAsked: { to: 'G03', by: 'G02' } })
  expect(transfer('G03', '也外出', 'G02', false)(asked), 'asked twice').toEqual([])
  const decided = after(asked, NOW, transfer('G03', '定了', 'P03', true))
  expect(decided).toMatchObject({ owner: 'G03', transfers: [{}, { by: 'P03' }] })
  expect(decided.transferAsked).toBeUndefined()
  expect(() => transfer('G02', '外出', 'G03', true)(meeting({ status: 'missed' }))).toThrow('已经结束')
})

const report = (more: Partial<Instance> = {}) =>
  meeting({ required: ['file', 'receipt'], receivers: ['教育局', '安办'], policy: 'ESC-UP', ...more })
const proof = (type: 'file' | 'receipt', receiver?: string) =>
  prove([{ type, value: '1', ...(receiver && { receiver }) }], { by: 'G01', nowMs: NOW, graceMs: 0 })

test('a document: reviewed, approved, submitted, and complete with every receipt', () => {
  expect(() => approve('P01')(report())).toThrow('先由分管副校长审核')
  const reviewed = after(report(), NOW, review('P03'))
  expect(review('P03')(reviewed), 'twice').toEqual([])
  const approved = after(reviewed, NOW, approve('P01'))
  expect(approved).toMatchObject({ approved: { by: 'P01', atMs: NOW } })
  const sent = after(approved, NOW, proof('file'))
  const half = after(sent, NOW, proof('receipt', '教育局'))
  const whole = after(half, NOW, proof('receipt', '安办'))
  expect([report(), reviewed, approved, sent, half, whole].map(stageOf)).toEqual([
    'drafting',
    'reviewed',
    'approved',
    'submitted',
    'submitted',
    'proof_complete',
  ])
  expect(review('P03')(whole), 'once').toEqual([])
  expect(() => putDraft('又一稿', 'G01')(whole)).toThrow('不能再改')
  expect(after(report(), NOW, putDraft('初稿', 'G01')).draft).toMatchObject({ file: '初稿', by: 'G01' })
})

test('with the post it is the new one’s own, also if he stood in before; what is over stays', () => {
  const stoodIn = after(meeting(), NOW, handOverDuty('P04'))
  expect(stoodIn).toMatchObject({ owner: 'P03', substitute: 'P04' })
  const taken = after(stoodIn, NOW, takeOverDuty('P04', '换岗交接', 'G01'))
  expect(taken).toMatchObject({
    owner: 'P04',
    transfers: [],
    takenOver: [{ from: 'P03', to: 'P04', reason: '换岗交接', by: 'G01' }],
  })
  expect(taken.substitute).toBeUndefined()
  expect(takeOverDuty('P04', '换岗交接', 'G01')(taken), 'twice').toEqual([])
  expect(takeOverDuty('P04', '换岗交接', 'G01')(meeting({ status: 'done' }))).toEqual([])
})

test('a letter waits for whoever has the post now; nobody signs twice, and the last name makes it done', () => {
  const sign = (by: string) => prove([{ type: 'signature', value: by }], { by, nowMs: NOW, graceMs: 0 })
  const letter = meeting({ required: ['signature'], status: 'open', others: ['G01', 'P01'] })
  const signed = after(letter, NOW, sign('P03'), sign('P01'))
  const passed = after(signed, NOW, signInstead('G01', 'G03', 'G01', NOW))
  expect(passed).toMatchObject({ others: ['G03', 'P01'], status: 'open' })
  expect(signInstead('G01', 'G03', 'G01', NOW)(passed), 'twice').toEqual([])
  expect(after(passed, NOW, sign('G03'))).toMatchObject({ status: 'done' })
  // Who takes it has signed in another post: nothing is left to wait for.
  expect(after(signed, NOW, signInstead('G01', 'P01', 'G01', NOW))).toMatchObject({
    others: ['P01'],
    status: 'done',
  })
})

test('what went out unread is sent and on time; whose word is missing can still say it', () => {
  const monthly = report({ duty: 'rpt-monthly-bureau' })
  const sent = [proof('file'), proof('receipt', '教育局'), proof('receipt', '安办')].reduce(
    (state, give) => after(state, NOW, give),
    monthly,
  )
  expect([sent.status, stageOf(sent)]).toEqual(['done', 'proof_complete'])
  expect(awaitedPasses(sent)).toEqual(['reviewed', 'approved'])
  const read = after(sent, monthly.dueAtMs + 86_400_000, review('P03'))
  expect([read.status, stageOf(read)]).toEqual(['done', 'proof_complete'])
  expect(awaitedPasses(after(read, NOW, approve('P01')))).toEqual([])
  expect(after(read, NOW, approve('P01')).approved).toMatchObject({ by: 'P01' })
})

test('what came with the post is nobody’s transfer: the first by hand is so at once, and the post goes on', () => {
  const taken = after(meeting(), NOW, takeOverDuty('P04', '换岗交接', 'G01'))
  expect(after(taken, NOW, transfer('G02', '外出', 'P04', false))).toMatchObject({
    owner: 'G02',
    transfers: [{ from: 'P04', to: 'G02' }],
  })
  const next = after(taken, NOW, reassign('P01', 'G01'))
  expect(next.owner).toBe('P01')
  expect(next.takenOver).toBeUndefined()
  const { id: _, status: __, proofs: ___, attended: ____, transfers: _____, ...scheduled } = meeting()
  const anew = (owner: string) =>
    after(taken, NOW, () => [{ kind: 'duty.laid-out-anew', ...scheduled, owner }]).owner
  // Laid out by a post that still names who gave it away, it stays where it was taken; a new holder has it.
  expect([anew('P03'), anew('P01')]).toEqual(['P04', 'P01'])
})

test('a log of an older version, where a post’s duty was kept as a transfer, is read as it was', () => {
  const old = after(meeting(), NOW, () => [
    { kind: 'duty.transferred', to: 'P04', reason: '换岗交接', by: 'G01' },
  ])
  expect(old).toMatchObject({ owner: 'P04', transfers: [{ from: 'P03', to: 'P04' }] })
})
