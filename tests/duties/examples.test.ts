import { describe, expect, test } from 'vitest'
import { occurrences } from '../../src/duties/recurrence.ts'
import { sampleCalendar } from '../calendar/sample.ts'
import { calendar, daysOf, duty, read } from './year.ts'

const school = { day_basis: 'school_day', shift: 'previous' }
const work = { day_basis: 'workday', shift: 'previous' }

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
      { period: '2026-W19', day: '2026-05-09', rolledFrom: '2026-05-05', why: '劳动节,顺延到5月9日' },
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

describe('CAL rules and the traps of handbook §14', () => {
  test('CAL-8: never later, exclusive means strictly before, whatever the period', () => {
    const date = { type: 'yearly_date', month: 1, day: 10, ...work, hard_deadline: true }
    expect(daysOf(date, '2026-01-01', '2026-01-31')).toEqual(['2026-01-09'])
    const jan9 = { ...date, day: 9 }
    expect(daysOf(jan9, '2026-01-01', '2026-01-31')).toEqual(['2026-01-09'])
    expect(daysOf({ ...jan9, deadline_inclusive: false }, '2026-01-01', '2026-01-31')).toEqual(['2026-01-08'])
    const newYear = occurrences(read({ ...date, day: 3 }), calendar, '2025-12-01', '2025-12-31')
    expect(newYear).toMatchObject([{ period: '2026', day: '2025-12-31', rolledFrom: '2026-01-03' }])
    expect(newYear[0]?.within).toEqual({ start: '2025-12-31', end: '2026-12-31' })
    const october = { type: 'monthly_day', day: 5, ...work, hard_deadline: true }
    expect(daysOf(october, '2026-09-20', '2026-10-31')).toEqual(['2026-09-30'])
    expect(daysOf({ ...october, hard_deadline: false }, '2026-10-01', '2026-10-31')).toEqual(['2026-10-08'])
  })

  test('CAL-9: the plain last Friday is rolled, not "the last valid Friday"', () => {
    const rule = { type: 'monthly_weekday', nth: -1, weekday: 5, ...school }
    expect(daysOf(rule, '2026-09-01', '2026-09-30')).toEqual(['2026-09-24'])
    expect(daysOf({ ...rule, nth: 5 }, '2026-10-01', '2026-10-31')).toEqual(['2026-10-30'])
    const fifth = occurrences(read({ ...rule, nth: 5 }), calendar, '2026-11-01', '2026-11-30')
    expect(fifth).toMatchObject([{ day: null, why: '11月没有第5个周五,本期没有可安排的日子' }])
  })

  test('CAL-10: a makeup Saturday or Sunday counts as a workday', () => {
    const third = occurrences(duty('rpt-monthly-bureau').recurrence, calendar, '2026-10-01', '2026-10-31')
    expect(third).toMatchObject([{ period: '2026-09', day: '2026-10-10' }])
    const many = { type: 'monthly_workday', nth: 23, ...work }
    expect(daysOf(many, '2026-10-01', '2026-12-31')).toEqual([null, null, '2026-12-31'])
  })

  test('CAL-11: the 31st and Feb 29 clamp, then roll', () => {
    const last = { type: 'monthly_day', day: 31, ...work }
    expect(daysOf(last, '2026-01-01', '2026-06-30')).toEqual([
      '2026-01-30',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-29',
      '2026-06-30',
    ])
    const leap = { type: 'yearly_date', month: 2, day: 29, day_basis: 'calendar_day' }
    expect(daysOf(leap, '2023-01-01', '2025-12-31')).toEqual(['2023-02-28', '2024-02-29', '2025-02-28'])
    const dates = { type: 'yearly_dates', dates: ['02-29', '06-20'], day_basis: 'calendar_day' }
    const found = occurrences(read(dates), calendar, '2025-01-01', '2025-12-31')
    expect(found.map((o) => [o.period, o.day])).toEqual([
      ['2025/02-29', '2025-02-28'],
      ['2025/06-20', '2025-06-20'],
    ])
  })

  test('CAL-12: a makeup day never brings a second one into the week', () => {
    expect(daysOf({ type: 'weekly', weekday: 2, ...school }, '2026-09-20', '2026-09-26')).toEqual([
      '2026-09-22',
    ])
    expect(daysOf({ type: 'weekly', weekday: 3, ...school }, '2026-10-04', '2026-10-10')).toEqual([
      '2026-10-10',
    ])
    expect(daysOf({ type: 'weekly', weekday: 7, ...school }, '2026-09-20', '2026-09-26')).toEqual([
      '2026-09-20',
    ])
  })

  test('the last school day of a week may be a makeup Saturday; a week without any shows itself', () => {
    const rule = read({ type: 'weekly_last_school_day', ...school })
    const autumn = occurrences(rule, calendar, '2026-09-20', '2026-10-10')
    expect(autumn.map((o) => o.day)).toEqual(['2026-09-24', '2026-09-30', '2026-10-10'])
    const winter = occurrences(rule, calendar, '2027-01-24', '2027-01-30')
    expect(winter).toMatchObject([
      { period: '2027-W04', day: null, rolledFrom: '2027-01-29', provisional: true },
    ])
  })

  test('CAL-13: a vacation month is empty and visible, unless the duty falls back to workdays', () => {
    const [july] = occurrences(duty('mtg-dept-monthly').recurrence, calendar, '2026-07-01', '2026-07-31')
    expect(july).toMatchObject({ period: '2026-07', day: null, why: '暑假,本期没有可安排的日子' })
    const [meeting] = occurrences(
      duty('mtg-monthly-special').recurrence,
      calendar,
      '2026-07-01',
      '2026-07-31',
    )
    expect(meeting).toMatchObject({ day: '2026-07-31', why: '暑假,本期没有上课日,安排在工作日7月31日' })
  })

  test('trap 4: a duty moved by a holiday stays in its month', () => {
    const first = { type: 'monthly_weekday', nth: 1, weekday: 4, ...school }
    expect(daysOf(first, '2026-10-01', '2026-10-31')).toEqual(['2026-10-08'])
    expect(daysOf({ ...first, weekday: 2 }, '2027-06-01', '2027-06-30')).toEqual(['2027-06-02'])
  })

  test('shift: next tries later first, none keeps, skip drops', () => {
    const friday = { type: 'monthly_weekday', nth: -1, weekday: 5, day_basis: 'school_day' }
    const september = (shift: string) => daysOf({ ...friday, shift }, '2026-09-01', '2026-09-30')
    expect(september('next')).toEqual(['2026-09-24'])
    expect(september('none')).toEqual(['2026-09-25'])
    expect(september('skip')).toEqual([null])
    const day = { type: 'monthly_day', day: 26, day_basis: 'workday' }
    expect(daysOf({ ...day, shift: 'next' }, '2026-09-01', '2026-09-30')).toEqual(['2026-09-28'])
  })

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
