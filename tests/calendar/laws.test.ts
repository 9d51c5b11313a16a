import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf, daysBetween, HOUR_MS, instantOf, weekdayOf } from '../../src/time.ts'
import { sampleCalendar } from './sample.ts'

const calendar = sampleCalendar({ extra_school_days: ['2026-09-19'] })
const days = calendar.daysBetween('2023-01-01', '2027-12-31')
const anyDay = fc.constantFrom(...days)
const anyInstant = fc.integer({ min: instantOf('2023-01-01'), max: instantOf('2027-12-31', '24:00') - 1 })
const law = (name: string, property: fc.IPropertyWithHooks<never> | fc.IRawProperty<unknown>) =>
  test(name, () => fc.assert(property as fc.IProperty<unknown>, { numRuns: 500 }))

describe('laws over 2023–2027', () => {
  law(
    'addWorkdays passes exactly n workdays and ends on one',
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), fc.boolean(), (day, n, back) => {
      const end = calendar.addWorkdays(day, back ? -n : n)
      const passed = back
        ? calendar.daysBetween(end, day).slice(0, -1)
        : calendar.daysBetween(day, end).slice(1)
      expect(passed.filter(calendar.isWorkday)).toHaveLength(n)
      expect(calendar.isWorkday(end)).toBe(true)
    }),
  )

  law(
    'afterQuiet is never quiet, never earlier, and leaves the loud alone',
    fc.property(anyInstant, (ms) => {
      const after = calendar.afterQuiet(ms)
      expect(calendar.isQuiet(after)).toBe(false)
      expect(after).toBeGreaterThanOrEqual(ms)
      expect(after === ms).toBe(!calendar.isQuiet(ms))
    }),
  )

  law(
    'nothing loud is skipped: between an instant and afterQuiet no workday was open at 07:30',
    fc.property(anyInstant, (ms) => {
      const after = calendar.afterQuiet(ms)
      const mornings = calendar.workdaysBetween(dayOf(ms), dayOf(after)).map((d) => instantOf(d, '07:30'))
      expect(mornings.filter((morning) => morning > ms && morning < after)).toEqual([])
    }),
  )

  law(
    'a school week covers its day and runs seven days from Sunday to Saturday',
    fc.property(anyDay, (day) => {
      const { start, end } = calendar.schoolWeekOf(day)
      expect(start <= day && day <= end).toBe(true)
      expect([weekdayOf(start), weekdayOf(end), daysBetween(start, end)]).toEqual([7, 6, 6])
    }),
  )

  law(
    'working hours added are working minutes between',
    fc.property(anyInstant, fc.integer({ min: 1, max: 400 }), (ms, tenths) => {
      const due = calendar.addWorkingHours(ms, tenths / 10)
      expect(calendar.workingMinutesBetween(ms, due)).toBeCloseTo(tenths * 6, 6)
      expect(calendar.workingMinutesBetween(due, ms)).toBeCloseTo(-tenths * 6, 6)
      expect(due - ms).toBeGreaterThanOrEqual((tenths / 10) * HOUR_MS - 1)
    }),
  )

  test('a school day is a workday or an extra day, and its own kind', () => {
    for (const day of days) {
      if (calendar.isSchoolDay(day)) expect(calendar.isWorkday(day) || day === '2026-09-19').toBe(true)
      expect(calendar.kindOf(day) === 'school').toBe(calendar.isSchoolDay(day))
      expect(calendar.why(day).length).toBeGreaterThan(1)
      expect(calendar.weekdayOf(day)).toBe(weekdayOf(day))
    }
  })

  test.each([2023, 2024, 2025, 2026])('plain Monday–Friday would be wrong on 23–27 days of %i', (year) => {
    const wrong = days
      .filter((day) => day.startsWith(`${year}`))
      .filter((day) => calendar.isWorkday(day) !== weekdayOf(day) <= 5)
    expect(wrong.length).toBeGreaterThanOrEqual(23)
    expect(wrong.length).toBeLessThanOrEqual(27)
  })

  test('the eve of a break is the last school day before it, and nobody is at school in it', () => {
    for (const day of days) {
      const found = calendar.breakAfter(day)
      if (!found) continue
      expect(calendar.isSchoolDay(day)).toBe(true)
      expect((calendar.nextSchoolDay(day) ?? '9999') > found.end).toBe(true)
      expect(calendar.schoolDaysBetween(found.start, found.end)).toEqual([])
    }
  })
})
