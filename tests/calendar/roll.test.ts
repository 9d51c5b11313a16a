import { describe, expect, test } from 'vitest'
import { rollDay } from '../../src/calendar/roll.ts'
import { sampleCalendar } from './sample.ts'

const calendar = sampleCalendar()
const may2026 = { start: '2026-05-01', end: '2026-05-31' }

describe('the roll of CAL-7', () => {
  const base = { basis: 'school_day', shift: 'previous', period: may2026 } as const

  test('a weekday without makeup day goes to the nearest valid day of its week, the shift side first', () => {
    const friday = { ...base, period: calendar.schoolWeekOf('2026-09-25'), weekday: 5, day: '2026-09-25' }
    expect(rollDay(calendar, friday)).toBe('2026-09-24')
    const september = { start: '2026-09-01', end: '2026-09-30' }
    expect(rollDay(calendar, { ...friday, period: september })).toBe('2026-09-24')
  })

  test('a week without any valid day goes to the same weekday of another week of the period', () => {
    const october = { start: '2026-10-01', end: '2026-10-31' }
    const firstFriday = { ...base, period: october, day: '2026-10-02', weekday: 5 }
    expect(rollDay(calendar, firstFriday)).toBe('2026-10-09')
  })

  test('a month day has no weekday: the nearest valid day on the shift side', () => {
    expect(rollDay(calendar, { ...base, day: '2026-05-03', basis: 'workday' })).toBe('2026-05-06')
    expect(rollDay(calendar, { ...base, day: '2026-05-31', basis: 'workday' })).toBe('2026-05-29')
    const february = { start: '2026-02-01', end: '2026-02-28' }
    const inHoliday = { ...base, period: february, day: '2026-02-22', basis: 'workday' } as const
    expect(rollDay(calendar, inHoliday)).toBe('2026-02-14')
    expect(rollDay(calendar, { ...inHoliday, shift: 'next' })).toBe('2026-02-24')
    expect(rollDay(calendar, { ...inHoliday, shift: 'none' })).toBe('2026-02-22')
  })

  test('a period without a valid day has no instance, unless it may fall back to workdays', () => {
    const july = { start: '2026-07-01', end: '2026-07-31' }
    const meeting = { ...base, period: july, day: '2026-07-31', weekday: 5 }
    expect(rollDay(calendar, meeting)).toBeUndefined()
    expect(rollDay(calendar, { ...meeting, fallback: 'workday' })).toBe('2026-07-31')
  })
})
