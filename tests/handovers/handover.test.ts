import { expect, test } from 'vitest'
import {
  cancelHandover,
  confirmHandover,
  noteItems,
  openHandover,
  redirectHandover,
} from '../../src/handovers/decide.ts'
import { type Handover, type HandoverEvent, handover } from '../../src/handovers/handover.ts'

const ASKED = { giver: 'A', taker: 'B', items: ['x'], by: 'O' }
const evolve = (events: HandoverEvent[], state?: Handover) =>
  events.reduce<Handover | undefined>(
    (before, event) => handover.evolve(before, event, { id: '1', atMs: 5, actor: null }),
    state,
  )!
const opened = () => evolve(openHandover(ASKED)(undefined))

test('it is done with the second word, whoever gives it first, and only then', () => {
  for (const [first, second] of [
    ['A', 'B'],
    ['B', 'A'],
  ] as const) {
    const half = evolve(confirmHandover(first, first)(opened()), opened())
    expect(half.status).toBe('open')
    expect(confirmHandover(first, first)(half)).toEqual([])
    const whole = evolve(confirmHandover(second, second)(half), half)
    expect(whole.status).toBe('done')
    expect(confirmHandover(second, second)(whole)).toEqual([])
  }
})

test('nobody else’s word counts, nobody hands over to himself, and nothing is no handover', () => {
  expect(() => confirmHandover('C', 'C')(opened())).toThrow('交出的人和接手的人')
  expect(() => confirmHandover('A', 'A')(undefined)).toThrow('没有找到')
  expect(() => openHandover({ ...ASKED, taker: 'A' })(undefined)).toThrow('同一个人')
  expect(() => openHandover({ ...ASKED, items: [] })(undefined)).toThrow('没有要移交的事项')
  expect(() => openHandover(ASKED)(opened())).toThrow('已经在办')
})

const after = (state: Handover, ...events: HandoverEvent[]) => evolve(events, state)

test('a cancelled one stays cancelled: no word counts any more, and twice is once', () => {
  const half = evolve(confirmHandover('A', 'A')(opened()), opened())
  const cancelled = after(half, ...cancelHandover('O', '不换了', false)(half))
  expect(cancelled).toMatchObject({ status: 'cancelled', cancelled: { by: 'O', reason: '不换了' } })
  expect(() => confirmHandover('B', 'B')(cancelled)).toThrow('已经取消')
  expect(() => confirmHandover('A', 'A')(cancelled)).toThrow('已经取消')
  expect(() => noteItems(['钥匙'], 'A')(cancelled)).toThrow('已经取消')
  expect(cancelHandover('O', '', false)(cancelled)).toEqual([])
  expect(() => cancelHandover('O', '', true)(opened())).toThrow('总要有人接')
})

test('what is added, or who is to take it, changed: the taker’s word was for the list before', () => {
  const half = after(opened(), ...confirmHandover('B', 'B')(opened()))
  const noted = after(half, ...noteItems([' 钥匙：2 把 ', '', '钥匙：2 把'], 'A')(half))
  expect(noted).toMatchObject({ notes: ['钥匙：2 把'], confirmed: [] })
  expect(noteItems(['钥匙：2 把'], 'A')(noted)).toEqual([])
  expect(() => noteItems([' '], 'A')(noted)).toThrow('请写要交的东西')
  expect(() =>
    noteItems(
      Array.from({ length: 30 }, (_, order) => `钥匙${order}`),
      'A',
    )(noted),
  ).toThrow('最多写 30 条')
  const moved = after(half, ...redirectHandover('C', 'O')(half))
  expect(moved).toMatchObject({ taker: 'C', confirmed: [] })
  expect(() => confirmHandover('B', 'B')(moved)).toThrow('交出的人和接手的人')
  expect(() => redirectHandover('A', 'O')(half)).toThrow('同一个人')
  expect(redirectHandover('B', 'O')(half)).toEqual([])
})

test('done is done, with what changed hands; nothing but things no record knows is a handover too', () => {
  const half = after(opened(), ...confirmHandover('A', 'A')(opened()))
  const moves = { moved: ['duty/x'], kept: [{ item: 'turn/y@2026-09-02', why: '当天已有值班' }] }
  const done = after(half, ...confirmHandover('B', 'B', moves)(half))
  expect(done).toMatchObject({ status: 'done', ...moves })
  expect(() => cancelHandover('O', '', false)(done)).toThrow('已经办完')
  expect(() => noteItems(['钥匙'], 'A')(done)).toThrow('已经办完')
  expect(() => redirectHandover('C', 'O')(done)).toThrow('已经办完')
  for (const wish of [redirectHandover('C', 'O'), noteItems(['钥匙'], 'A'), cancelHandover('O', '', false)])
    expect(() => wish(undefined)).toThrow('没有找到')
  expect(openHandover({ ...ASKED, items: [], notes: ['钥匙'] })(undefined)).toMatchObject([
    { kind: 'handover.opened', notes: ['钥匙'] },
  ])
})
