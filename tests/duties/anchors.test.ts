import { describe, expect, test } from 'vitest'
import { occurrences } from '../../src/duties/recurrence.ts'
import { sampleCalendar } from '../calendar/sample.ts'
import { calendar, daysOf, duty, read, school, work } from './year.ts'

describe('terms, holidays, counts and parts', () => {
  test('CAL-14: before the first and after the last school day workdays count, vacation included', () => {
    const rule = { type: 'per_term', unit: 'workday' }
    const before = { ...rule, anchor: 'spring_start', offset: -3 }
    expect(daysOf(before, '2026-01-01', '2026-08-01')).toEqual(['2026-02-26'])
    const after = { ...rule, anchor: 'term_end', offset: 3 }
    expect(daysOf(after, '2026-01-01', '2026-08-01')).toEqual(['2026-02-04', '2026-07-03'])
    const tooLate = { type: 'per_term', anchor: 'term_start', offset: 120, unit: 'school_day' }
    const found = occurrences(read(tooLate), calendar, '2026-02-01', '2026-08-01')
    expect(found).toMatchObject([{ period: '2025-2026-2', day: null }])
  })

  test('CAL-15: breaks of three days and vacations, none for a weekend; days before the eve', () => {
    const eves = occurrences(read({ type: 'before_holiday' }), calendar, '2025-09-01', '2026-08-31')
    expect(eves.map((o) => `${o.period} ${o.day}`)).toEqual([
      '国庆节-2025 2025-09-30',
      '元旦-2026 2025-12-31',
      '寒假-2026 2026-01-30',
      '清明节-2026 2026-04-03',
      '劳动节-2026 2026-04-30',
      '端午节-2026 2026-06-18',
      '暑假-2026 2026-06-30',
    ])
    const long = { type: 'before_holiday', min_days: 5, offset: -2 }
    expect(daysOf(long, '2026-04-27', '2026-04-28')).toEqual(['2026-04-28'])
    expect(daysOf(long, '2026-04-01', '2026-09-30')).toEqual(['2026-04-28', '2026-06-26', '2026-09-28'])
  })

  test('CAL-17: a re-issued table moves the day and keeps the period', () => {
    const official = {
      year: 2027,
      holidays: [
        { name: '元旦', start: '2027-01-01', end: '2027-01-03' },
        { name: '劳动节', start: '2027-05-01', end: '2027-05-05' },
        { name: '国庆节', start: '2027-10-01', end: '2027-10-07' },
      ],
      makeupWorkdays: [{ date: '2027-05-08' }],
      source: '示例',
      note: '示例',
      date: '2026-11-20',
    }
    const issued = sampleCalendar({ overrides: [official] })
    const tuesday = read({ type: 'weekly', weekday: 2, ...school })
    const [before] = occurrences(tuesday, calendar, '2027-05-02', '2027-05-08')
    const [after] = occurrences(tuesday, issued, '2027-05-02', '2027-05-08')
    expect(before).toMatchObject({ period: '2027-W18', day: '2027-05-04', provisional: true })
    expect(after).toMatchObject({ period: '2027-W18', day: '2027-05-06', provisional: false })
  })

  test('CAL-18: a count belongs to the calendar year and ends on Dec 31; checkpoints wait for a workday', () => {
    const [count] = occurrences(duty('ins-leader-two').recurrence, calendar, '2026-01-01', '2026-12-31')
    expect(count).toMatchObject({ period: '2026', day: '2026-12-31', within: { start: '2026-01-01' } })
    expect(count?.checkpoints?.map((c) => c.day)).toEqual(['2026-06-30', '2026-11-02', '2026-12-10'])
  })

  test('CAL-19, trap 11: a closure stops the school’s daily duties; the guards go on', () => {
    const closed = sampleCalendar({ closures: [{ date: '2026-11-10', name: '暴雪停课' }] })
    const on = (id: string) => occurrences(duty(id).recurrence, closed, '2026-11-10', '2026-11-10').length
    expect([on('chk-homeroom-morning'), on('ptl-guard-five')]).toEqual([0, 1])
  })

  test('combined parts keep their own periods; two parts of one kind do not share ids', () => {
    const found = occurrences(duty('ins-building-term').recurrence, calendar, '2026-09-01', '2027-07-31')
    expect(found.map((o) => o.period)).toEqual(['2026-2027-1', '2026-2027-2', '2027'])
    const year = (month: number) => ({ type: 'yearly_date', month, day: 5, ...work })
    const twice = read({ type: 'combined', parts: [year(3), year(9)] })
    const ids = occurrences(twice, calendar, '2026-01-01', '2026-12-31').map((o) => o.period)
    expect(ids).toEqual(['2026', '2026#2'])
  })

  test('a break cut in two by extra lessons has two eves and two ids', () => {
    const cut = sampleCalendar({ extra_school_days: ['2026-07-15'] })
    const found = occurrences(read({ type: 'before_holiday' }), cut, '2026-06-20', '2026-08-31')
    expect(found.map((o) => `${o.period} ${o.day}`)).toEqual([
      '暑假-2026 2026-06-30',
      '暑假-2026-2 2026-07-15',
    ])
  })

  test('a range that ends before it begins is empty, one beyond the calendar says so', () => {
    expect(
      occurrences(read({ type: 'daily', day_basis: 'workday' }), calendar, '2026-09-02', '2026-09-01'),
    ).toEqual([])
    const far = () =>
      occurrences(read({ type: 'daily', day_basis: 'workday' }), calendar, '2050-01-01', '2050-01-02')
    expect(far).toThrow('校历只到')
  })
})
