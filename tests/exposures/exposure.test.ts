import { expect, test } from 'vitest'
import {
  draft,
  drop,
  type Exposure,
  type ExposureEvent,
  type ExposureItem,
  exposure,
  publish,
} from '../../src/exposures/exposure.ts'
import { codeOf } from '../refused.ts'

const ITEM: ExposureItem = { place: '仓库', category: 'fire', department: 'security', times: 2, hazards: [3] }

const evolve = (state: Exposure | undefined, events: ExposureEvent[]): Exposure =>
  events.reduce<Exposure | undefined>(
    (now, event) => exposure.evolve(now, event, { id: '2026-09', atMs: 0, actor: null }),
    state,
  )!
const drafted = () => evolve(undefined, draft([ITEM])(undefined))

test('a month in which nothing came again has no list; one list a month', () => {
  expect(draft([])(undefined)).toEqual([])
  expect(draft([ITEM])(drafted())).toEqual([])
  expect(codeOf(() => publish([ITEM], 'G05')(undefined))).toBe('no-exposure')
  expect(codeOf(() => drop('已约谈', 'G05')(undefined))).toBe('no-exposure')
})

test('it is decided once, with what still stands of it or with a reason', () => {
  expect(codeOf(() => publish([], 'G05')(drafted()))).toBe('nothing-left')
  expect(codeOf(() => drop(' ', 'G05')(drafted()))).toBe('no-reason')
  for (const decided of [publish([ITEM], 'G05'), drop('已约谈', 'G05')]) {
    const over = evolve(drafted(), decided(drafted()))
    expect(over.decidedBy).toBe('G05')
    expect(codeOf(() => publish([ITEM], 'G05')(over))).toBe('decided')
    expect(codeOf(() => drop('再想想', 'G05')(over))).toBe('decided')
  }
})
