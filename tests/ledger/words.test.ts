import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { hazardCategories } from '../../src/duties/catalogue.ts'
import { hazard } from '../../src/hazards/evolve.ts'
import type { Hazard, HazardEvent } from '../../src/hazards/hazard.ts'
import { fenOf, type Spending, sayYuan, spend, spentFen } from '../../src/hazards/spend.ts'
import { ELSEWHERE, HAPPENINGS, type LedgerFilter, SCOPES, STATES } from '../../src/ledger/filter.ts'
import { queryOf, readQuery } from '../../src/ledger/query.ts'
import { ledgerRow, plain } from '../../src/ledger/sheet.ts'
import { listWords, readListWords } from '../../src/ledger/words.ts'
import type { Directory } from '../../src/people/directory.ts'
import { Refusal } from '../../src/refusal.ts'
import { schoolInMemory } from './school-in-memory.ts'

let directory: Directory
beforeAll(async () => {
  const school = await schoolInMemory()
  directory = school.directory
  await school.db.close()
})

/** What a button of the card can ask for. */
const onCard = {
  scope: fc.constantFrom(...SCOPES),
  state: fc.constantFrom(...STATES),
  severity: fc.constantFrom('general' as const, 'larger' as const, 'major' as const),
  category: fc.constantFrom(...hazardCategories.keys()),
  place: fc.constantFrom('PP01', 'C101', '教学楼A/', '教学楼B/2', ELSEWHERE),
  department: fc.constantFrom('general_affairs', 'academic'),
  overdue: fc.constant(true as const),
  urgent: fc.constant(true as const),
  repeat: fc.constant(true as const),
  age: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const, 4 as const),
}
const onPage = {
  from: fc.constant('2026-10-08'),
  to: fc.constant('2026-11-20'),
  week: fc.record({ start: fc.constant('2026-11-08'), what: fc.constantFrom(...HAPPENINGS) }),
}
const requiredKeys: ('scope' | 'state')[] = ['scope', 'state']

test('what a button says is read back as the same filter', () => {
  fc.assert(
    fc.property(fc.record(onCard, { requiredKeys }), fc.integer({ min: 1, max: 99 }), (filter, page) => {
      expect(readListWords(directory, listWords(directory, filter as LedgerFilter, page))).toEqual({
        filter,
        page,
      })
    }),
    { numRuns: 500 },
  )
})

test('an address is read back as the same filter', () => {
  fc.assert(
    fc.property(
      fc.record({ ...onCard, ...onPage }, { requiredKeys }),
      fc.integer({ min: 1, max: 99 }),
      (filter, page) => {
        const address = new URLSearchParams(queryOf(filter as LedgerFilter, page))
        expect(readQuery(address, 'mine')).toEqual({ filter, page })
      },
    ),
    { numRuns: 500 },
  )
})

test.each([
  ['逾期 较大 食堂', { overdue: true, severity: 'larger', place: '食堂/' }],
  ['较大隐患，待验收', { severity: 'larger', state: 'rectified' }],
  ['全校 30天以上', { scope: 'all', age: 4 }],
  ['三(2)班', { place: 'C302' }],
  ['配电房 用电', { category: 'electric', place: expect.stringMatching(/^PP/) }],
  ['食品', { category: 'food' }],
  ['总务处 已销号', { department: 'general_affairs', state: 'closed' }],
])('%s', (words, filter) => {
  expect(readListWords(directory, words).filter).toEqual({ state: 'open', ...filter })
})

test('amounts as people write them', () => {
  expect(['350', '¥1,280.50', '1280.5元', '1.2万', '-80', '0.01'].map(fenOf)).toEqual([
    35000, 128050, 128050, 1200000, -8000, 1,
  ])
  expect(['', '很多', '1.234', '12,34', '1e9', '350 400'].map(fenOf)).toEqual(Array(6).fill(undefined))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000_00 }), (fen) => {
      expect(fenOf(sayYuan(fen).replace(' ', ''))).toBe(fen)
    }),
  )
})

test('whatever is entered, what was spent is the sum of its entries and never below nothing', () => {
  const entry = fc.record({
    fen: fc.oneof(fc.integer({ min: -50_000, max: 50_000 }), fc.constantFrom(0, 0.5, Number.NaN, 1e12)),
    item: fc.constantFrom('插座', '人工', ''),
    day: fc.constantFrom('2026-09-01', '2026-09-02', '2026-09-30', 'soon'),
    by: fc.constant('G01'),
  })
  fc.assert(
    fc.property(fc.array(entry), (entries: Spending[]) => {
      let state = { id: '1', number: 1, status: 'rectifying' } as Hazard
      let sum = 0
      for (const given of entries) {
        try {
          const events: HazardEvent[] = spend(given, '2026-09-02')(state)
          for (const event of events) state = hazard.evolve(state, event, { id: '1', atMs: 1, actor: null })
          if (events.length > 0) sum += given.fen
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        expect(spentFen(state)).toBe(sum)
        expect(sum).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('who reported without a name is 匿名 in the ledger, whatever he called himself', () => {
  const times = { reportedAtMs: 0, rectifyDueMs: 0 }
  const about = {
    ...times,
    number: 7,
    text: '地面湿滑',
    place: null,
    severity: 'general',
    status: 'reported',
  }
  const claimed = { ...about, anonymous: true, claimed: { name: '王某', phone: '13800000000' } }
  const row = ledgerRow(directory, claimed as unknown as Hazard, { order: 1, repeat: false, photos: [] })
  expect(row[7]).toBe('匿名')
  expect(JSON.stringify(row)).not.toMatch(/王某|138/)
})

test('no cell begins like a formula, whatever somebody typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' ', '＝', '1', '灯', '\u0000') }),
      (words) => {
        const cell = plain(words)
        expect(cell === null || !/^\s*[=+\-@＝]/.test(cell)).toBe(true)
      },
    ),
  )
})
