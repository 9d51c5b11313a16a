import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Hazard, HazardStatus, Severity } from '../../src/hazards/hazard.ts'
import { repeatsOf, severityOfRepeat } from '../../src/hazards/repeats.ts'
import { beside } from '../../src/hazards/same-place.ts'
import { isMilder, SEVERITIES } from '../../src/hazards/severity.ts'
import { follow, mergedInto, repeat, supplement, unfollow } from '../../src/hazards/supplement.ts'
import { DAY_MS } from '../../src/time.ts'

const severity = fc.constantFrom<Severity>(...SEVERITIES)
const status = fc.constantFrom<HazardStatus>(
  'reported',
  'assigned',
  'rectifying',
  'rectified',
  'returned',
  'closed',
  'invalid',
)
const text = fc.constantFrom('插座没电了', '插座冒烟', '围栏开了', '还是没人管')
const known = fc.array(
  fc.record({ text, severity, urgent: fc.boolean(), status, closedAtMs: fc.integer({ min: 0, max: 200 }) }),
  { maxLength: 6 },
)
const asHazards = (list: object[]) =>
  list.map(
    (entry, order) => ({ photos: [], reporter: 'T31', number: order + 1, ...entry }) as unknown as Hazard,
  )
const NOW = 200 * DAY_MS

test('what is open and may be the same is found, and more danger is seen as such', () => {
  fc.assert(
    fc.property(known, text, severity, fc.boolean(), (list, said, grade, urgent) => {
      const hazards = asHazards(list)
      const found = beside(hazards, { text: said, severity: grade, urgent })
      if (!found) {
        // Nothing is missed: what is left open is another thing, or mended while the new words tell of danger.
        for (const entry of hazards.filter(
          (each) => each.text === said && !['closed', 'invalid'].includes(each.status),
        ))
          expect(entry.status === 'rectified' && (urgent || isMilder(entry.severity, grade))).toBe(true)
        return
      }
      expect(['closed', 'invalid']).not.toContain(found.alike.status)
      expect(found.graver).toBe(isMilder(found.alike.severity, grade) || (urgent && !found.alike.urgent))
      if (found.alike.status === 'rectified') expect(found.graver).toBe(false)
    }),
    { numRuns: 2000 },
  )
})

test('a repeat names only earlier ones closed within the window, and only ever raises', () => {
  let tried = 0
  fc.assert(
    fc.property(known, fc.integer({ min: 1, max: 200 }), severity, (list, days, grade) => {
      const hazards = asHazards(list).map((entry) => ({ ...entry, closedAtMs: entry.closedAtMs! * DAY_MS }))
      const repeats = repeatsOf(hazards, days, NOW)
      for (const number of repeats) {
        tried += 1
        const entry = hazards[number - 1]!
        expect(entry.status).toBe('closed')
        expect(NOW - entry.closedAtMs).toBeLessThanOrEqual(days * DAY_MS)
      }
      expect(repeats).toEqual([...repeats].sort((one, other) => one - other))
      const after = severityOfRepeat(grade, repeats)
      expect(isMilder(after, grade)).toBe(false)
      if (repeats.length === 0) expect(after).toBe(grade)
      else expect(after).not.toBe('general')
    }),
    { numRuns: 1000 },
  )
  expect(tried).toBeGreaterThan(100)
})

const open = {
  number: 3,
  text: '插座没电了',
  reporter: 'T31',
  place: { kind: 'words', words: '仓库' },
  category: 'electric',
  status: 'assigned',
  photos: [],
} as unknown as Hazard

test('words are added once, pictures show the hazard and never its mending', () => {
  const said = { text: '又黑了', by: 'T32' }
  expect(supplement(said, ['p1'])({ ...open, status: 'rectifying' })).toEqual([
    { kind: 'hazard.supplemented', ...said },
    { kind: 'hazard.photographed', photo: 'p1', phase: 'before' },
  ])
  expect(supplement(said, [])({ ...open, supplements: [{ ...said, atMs: 1 }] })).toEqual([])
  expect(supplement({ text: '插座没电了', by: 'T31' }, [])(open), 'the reporter says nothing new').toEqual([])
  expect(supplement({ text: '插座没电了', by: 'T32' }, [])(open), 'another has seen it too').toHaveLength(1)
  expect(() => supplement(said, [])({ ...open, status: 'closed' })).toThrow('不能再改')
})

test('followers are followers once, and its reporter needs not follow', () => {
  expect(follow('T31')(open)).toEqual([])
  expect(follow('T32')(open)).toHaveLength(1)
  expect(follow('T32')({ ...open, followers: ['T32'] })).toEqual([])
  expect(unfollow('T32')(open)).toEqual([])
  expect(repeat([])(open)).toEqual([])
})

test('only what nobody has taken on is merged, into what is open and not for few readers', () => {
  const into = { ...open, number: 1 }
  expect(mergedInto(into, 'G01')(open)).toMatchObject([{ reason: '与隐患 1 是同一件事，已并入', into: 1 }])
  expect(mergedInto({ ...into, place: null }, 'G01')({ ...open, maybeSame: 1 })).toHaveLength(1)
  for (const another of [
    { ...into, place: { kind: 'words', words: '食堂' } },
    { ...into, category: 'facility' },
  ] as Hazard[])
    expect(() => mergedInto(another, 'G01')(open)).toThrow('不在同一处或不是同一类')
  expect(() => mergedInto(into, 'G01')({ ...open, place: null })).toThrow('不在同一处')
  expect(() => mergedInto({ ...into, status: 'rectified' }, 'G01')(open)).toThrow('先退回')
  expect(() => mergedInto(open, 'G01')(open)).toThrow('不能并入它自己')
  expect(() => mergedInto({ ...into, status: 'closed' }, 'G01')(open)).toThrow('已经结束')
  expect(() => mergedInto({ ...into, restricted: true }, 'G01')(open)).toThrow('不合并')
  expect(() => mergedInto(into, 'G01')({ ...open, status: 'rectifying' })).toThrow('已有人接收')
})
