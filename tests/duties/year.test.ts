import { describe, expect, test } from 'vitest'
import { duties } from '../../src/duties/duty.ts'
import { occurrences } from '../../src/duties/recurrence.ts'
import { calendar, duty, yearLines } from './year.ts'

const [FROM, TO] = ['2026-09-01', '2027-07-31']
const GOLDEN = '../golden/duties/2026-2027.json'

describe('the sample school’s year 2026–2027', () => {
  test('every duty falls on the days somebody has read line by line', async () => {
    const year = Object.fromEntries(
      [...duties.values()].map((d) => [`${d.id} ${d.cadence}`, yearLines(d, FROM, TO)]),
    )
    await expect(`${JSON.stringify(year, null, 1)}\n`).toMatchFileSnapshot(GOLDEN)
  })

  test('all 83 duties are there, and each without an event has a day in two years', () => {
    expect(duties.size).toBe(83)
    const silent = [...duties.values()].filter((d) => {
      const found = occurrences(d.recurrence, calendar, '2025-09-01', '2027-08-31')
      return d.recurrence.type === 'on_event' ? found.length > 0 : !found.some((o) => o.day)
    })
    expect(silent.map((d) => d.id)).toEqual([])
  })

  test('the two duties of the holidays around the year', () => {
    const review = occurrences(
      duty('rpt-emergency-plan-review').recurrence,
      calendar,
      '2026-08-01',
      '2027-08-31',
    )
    expect(review.map((o) => o.day)).toEqual(['2026-08-25', '2027-08-25'])
    const opening = occurrences(duty('ins-term-open').recurrence, calendar, '2026-08-01', '2027-08-31')
    expect(opening.map((o) => o.day)).toEqual(['2026-08-27', '2027-02-17'])
  })

  test('a year of all duties takes less than 200 ms', () => {
    const year = () => {
      const start = performance.now()
      for (const { recurrence } of duties.values()) occurrences(recurrence, calendar, FROM, TO)
      return performance.now() - start
    }
    expect(Math.min(year(), year(), year())).toBeLessThan(200)
  })
})
