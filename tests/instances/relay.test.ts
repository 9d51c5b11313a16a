import { expect, test } from 'vitest'
import { dutyInstance } from '../../src/instances/evolve.ts'
import type { Scheduled } from '../../src/instances/instance.ts'
import { callOff, layOutAnew } from '../../src/instances/windows.ts'
import { after, at, meeting } from './made.ts'

const NOW = at('2026-09-20', '10:00')
const scheduled = (more: Partial<Scheduled> = {}): Scheduled => {
  const { id: _, status: __, proofs: ___, attended: ____, transfers: _____, ...rest } = meeting()
  return { ...rest, ...more }
}
const LATER = { dueAtMs: at('2026-09-28', '17:00'), policy: 'ESC-STD' }

test('only what has not begun is called off, and only that comes back', () => {
  const off = after(meeting({ status: 'scheduled' }), NOW, callOff('规则改了'))
  expect(off).toMatchObject({ status: 'cancelled' })
  expect(callOff('规则改了')(off)).toEqual([])
  const back = after(off, NOW, layOutAnew(scheduled(LATER)))
  expect(back).toMatchObject({ status: 'scheduled', ...LATER })
  expect(back.status).toBe('scheduled')
  for (const status of ['open', 'overdue', 'done', 'missed', 'excused', 'cancelled'] as const)
    expect(callOff('规则改了')(meeting({ status })), status).toEqual([])
  for (const status of ['open', 'overdue', 'done', 'missed', 'excused'] as const) {
    expect(layOutAnew(scheduled(LATER))(meeting({ status })), status).toEqual([])
  }
})

test('whom it was given to with a reason keeps it under the new rule', () => {
  const given = meeting({
    status: 'scheduled',
    owner: 'G02',
    transfers: [{ from: 'P01', to: 'G02', reason: '外出', by: 'P01' }],
  })
  expect(after(given, NOW, layOutAnew(scheduled({ ...LATER, owner: 'P01' })))).toMatchObject({
    owner: 'G02',
    ...LATER,
  })
})

test('what was never laid out is scheduled', () => {
  const [event] = layOutAnew(scheduled())(undefined)
  expect(event).toMatchObject({ kind: 'duty.scheduled' })
  expect(dutyInstance.evolve(undefined, event!, { id: 'x', atMs: NOW, actor: null })).toMatchObject({
    id: 'x',
    status: 'scheduled',
  })
})
