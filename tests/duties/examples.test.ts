import { describe, expect, test } from 'vitest'
import { occurrences } from '../../src/duties/recurrence.ts'
import { calendar, daysOf, read, school, work } from './year.ts'

describe('the examples of handbook §8', () => {
  test.each([
    [
      'last Friday of April 2026',
      { type: 'monthly_weekday', nth: -1, weekday: 5, ...school },
      '2026-04',
      '2026-04-24',
    ],
    ['3rd workday of March 2026', { type: 'monthly_workday', nth: 3, ...work }, '2026-03', '2026-03-04'],
    ['last workday of February 2026', { type: 'monthly_workday', nth: -1, ...work }, '2026-02', '2026-02-28'],
  ])('%s', (_, rule, month, day) => {
    expect(daysOf(rule, `${month}-01`, day)).toEqual([day])
  })

  test('weekly Tuesday in the week of May 3–9 is the makeup Saturday, and only that', () => {
    const found = occurrences(
      read({ type: 'weekly', weekday: 2, ...school }),
      calendar,
      '2026-05-03',
      '2026-05-09',
    )
    expect(found).toMatchObject([
      { period: '2026-W19', day: '2026-05-09', rolledFrom: '2026-05-05', why: '劳动节，顺延到5月9日' },
    ])
  })

  test('before Labour Day 2026', () => {
    const found = occurrences(read({ type: 'before_holiday' }), calendar, '2026-04-20', '2026-05-20')
    expect(found.map((o) => [o.period, o.day])).toEqual([['劳动节-2026', '2026-04-30']])
  })

  test('the fifth school day of the spring term 2026', () => {
    const rule = { type: 'per_term', anchor: 'term_start', offset: 5, unit: 'school_day' }
    expect(daysOf(rule, '2026-02-01', '2026-04-01')).toEqual(['2026-03-06'])
    expect(daysOf({ ...rule, anchor: 'autumn_start' }, '2026-02-01', '2026-08-01')).toEqual([])
  })
})
