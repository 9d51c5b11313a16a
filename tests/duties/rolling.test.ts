import { describe, expect, test } from 'vitest'
import { occurrences } from '../../src/duties/recurrence.ts'
import { calendar, daysOf, duty, read, school, work } from './year.ts'

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
    expect(fifth).toMatchObject([{ day: null, why: '11月没有第5个周五，本期没有可安排的日子' }])
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
    expect(july).toMatchObject({ period: '2026-07', day: null, why: '暑假，本期没有可安排的日子' })
    const [meeting] = occurrences(
      duty('mtg-monthly-special').recurrence,
      calendar,
      '2026-07-01',
      '2026-07-31',
    )
    expect(meeting).toMatchObject({ day: '2026-07-31', why: '暑假，本期没有上课日，安排在工作日7月31日' })
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
})
