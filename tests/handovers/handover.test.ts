import { expect, test } from 'vitest'
import {
  confirmHandover,
  type Handover,
  type HandoverEvent,
  handover,
  openHandover,
} from '../../src/handovers/handover.ts'

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
