import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Asset, asset, breakDown, maintain } from '../../src/assets/asset.ts'
import { assetNamed } from '../../src/assets/named.ts'
import { standingOf } from '../../src/assets/standing.ts'
import { instantOf } from '../../src/time.ts'

type Wish = { hazard: number } | { words: string }
const wishes = fc.array(
  fc.oneof(fc.record({ hazard: fc.integer({ min: 1, max: 4 }) }), fc.record({ words: fc.string() })),
)

const lived = (all: Wish[]): Asset | undefined =>
  all.reduce<Asset | undefined>((state, wish, atMs) => {
    const decide = 'hazard' in wish ? breakDown('T31', wish.hazard) : maintain('G03', wish.words)
    return decide(state).reduce<Asset | undefined>(
      (before, event) => asset.evolve(before, event, { id: 'SF08', atMs, actor: null }),
      state,
    )
  }, undefined)

test('whatever is said in whatever order: each hazard once in the order it came, and the last maintenance', () => {
  fc.assert(
    fc.property(wishes, (all: Wish[]) => {
      const state = lived(all)
      const numbers = all.flatMap((wish) => ('hazard' in wish ? [wish.hazard] : []))
      expect(state?.hazards ?? []).toEqual([...new Set(numbers)])
      const last = all.findLastIndex((wish) => 'words' in wish)
      expect(state?.maintained?.atMs).toBe(last < 0 ? undefined : last)
    }),
  )
})

test('its turn is counted from the last time, or from when the records begin; broken comes before due', () => {
  const sinceMs = instantOf('2026-09-01', '06:00')
  const at = (today: string, broken = false) => ({ broken, sinceMs, today })
  const every = { maintain_days: 30 }
  expect(standingOf(every, undefined, at('2026-09-30'))).toEqual({
    status: 'never',
    next: '2026-10-01',
    due: false,
  })
  expect(standingOf(every, undefined, at('2026-10-01'))).toMatchObject({ status: 'due', due: true })
  expect(standingOf(every, undefined, at('2026-10-01', true))).toMatchObject({ status: 'broken', due: true })
  const done: Asset = {
    id: 'a',
    hazards: [],
    maintained: { by: 'G03', atMs: instantOf('2026-09-20', '23:59') },
  }
  expect(standingOf(every, done, at('2026-10-19'))).toMatchObject({ status: 'normal', next: '2026-10-20' })
  expect(standingOf(every, done, at('2026-10-20'))).toMatchObject({ status: 'due' })
  expect(standingOf({}, undefined, at('2036-01-01'))).toEqual({ status: 'normal', due: false })
})

test('an asset is meant by its id, its name or a part of it; the longest counts, and two are asked about', () => {
  const named = (id: string, name: string) => ({ id, name, kind: 'technical' as const })
  const all = [named('A1', '监控主机'), named('A12', '监控主机2'), named('B1', '一键报警装置')]
  const meant = (words: string) => {
    const found = assetNamed(all, words)
    return found && [found.entry.id, found.rest]
  }
  expect(meant('监控主机2 坏了 黑屏')).toEqual(['A12', '坏了 黑屏'])
  expect(meant('监控主机坏了 黑屏')).toEqual(['A1', '坏了 黑屏'])
  expect(meant('a12 已维护')).toEqual(['A12', '已维护'])
  expect(meant('一键报警 已维护 试按正常')).toEqual(['B1', '已维护 试按正常'])
  expect(meant('一键报警已维护')).toEqual(['B1', '已维护'])
  expect(meant('东门摄像头 坏了')).toBeUndefined()
  expect(() => meant('监控 坏了')).toThrow('「监控」有 2 样：监控主机、监控主机2')
})
