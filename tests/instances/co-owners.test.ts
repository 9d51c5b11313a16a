import { expect, test } from 'vitest'
import {
  askCoOwners,
  confirmSharing,
  declineSharing,
  finishShare,
  releaseCoOwner,
} from '../../src/instances/co-owners.ts'
import { dutyInstance } from '../../src/instances/evolve.ts'
import { transfer } from '../../src/instances/hand-over.ts'
import { awaitedCoOwners } from '../../src/instances/instance.ts'
import { prove, voidDone } from '../../src/instances/prove.ts'
import { after, at, meeting } from './made.ts'

const NOW = at('2026-09-24', '16:00')
const plan = meeting({ duty: 'rpt-term-plan', required: ['file'], policy: 'ESC-UPWARD', status: 'open' })
const proved = prove([{ type: 'file', value: 'a.pdf' }], { by: 'P03', nowMs: NOW, graceMs: 0 })
const shared = after(plan, NOW, askCoOwners(['G01', 'M01'], 'P03'), confirmSharing('G01'))

test('done waits for who agreed, not for who was only asked', () => {
  const given = after(shared, NOW, proved)
  expect(given.status).toBe('open')
  expect(awaitedCoOwners(given)).toEqual(['G01'])
  expect(after(given, NOW, finishShare('G01', NOW, 0))).toMatchObject({ status: 'done', doneBy: 'P03' })
})

test('a part done first waits for the proofs, and is late when the last word is', () => {
  const part = after(shared, NOW, finishShare('G01', NOW, 0))
  expect(part.status).toBe('open')
  expect(after(part, NOW, proved).status).toBe('done')
  const late = at('2026-09-25', '08:00')
  expect(after(after(shared, NOW, proved), late, finishShare('G01', late, 0)).status).toBe('late')
})

test('asked and answered twice changes nothing', () => {
  expect(askCoOwners(['G01', 'M01', 'P03'], 'P03')(shared)).toEqual([])
  expect(after(plan, NOW, askCoOwners(['G01', 'G01'], 'P03')).coOwners, 'typed twice').toHaveLength(1)
  expect(confirmSharing('G01')(shared)).toEqual([])
  expect(finishShare('G01', NOW, 0)(after(shared, NOW, finishShare('G01', NOW, 0)))).toEqual([])
})

test('who declines gives a reason, may be asked again, and holds nobody up', () => {
  expect(() => declineSharing('G01', ' ', NOW)(shared)).toThrow('请写明不能协办的理由')
  const given = after(shared, NOW, proved)
  const declined = after(given, NOW, declineSharing('G01', '外出培训', NOW))
  expect(declined).toMatchObject({ status: 'done' })
  const early = after(shared, NOW, declineSharing('G01', '外出培训', NOW))
  expect(askCoOwners(['G01'], 'P03')(early)).toHaveLength(1)
  expect(() => declineSharing('G01', '忙', NOW)(after(shared, NOW, finishShare('G01', NOW, 0)))).toThrow(
    '已经完成',
  )
})

test('the coordinating leader lets it be done without one', () => {
  const given = after(shared, NOW, proved)
  expect(after(given, NOW, releaseCoOwner('G01', 'P01', NOW)).status).toBe('done')
  expect(() => releaseCoOwner('T31', 'P01', NOW)(given)).toThrow('没有请这位同事协办')
})

test('whoever was not asked, and what is over', () => {
  expect(() => confirmSharing('T31')(shared)).toThrow('没有请您协办')
  const done = after(plan, NOW, proved)
  expect(() => askCoOwners(['G01'], 'P03')(done)).toThrow('已经结束')
})

test('to whom it is transferred is not awaited; what is voided waits for everybody again', () => {
  expect(awaitedCoOwners(after(shared, NOW, transfer('G01', '出差', 'P03', true)))).toEqual([])
  const done = after(shared, NOW, finishShare('G01', NOW, 0), proved)
  expect(awaitedCoOwners(after(done, NOW, voidDone('填错了', 'P01')))).toEqual(['G01'])
  expect(dutyInstance.columns(shared).co_owners).toBe(' G01 ')
})
