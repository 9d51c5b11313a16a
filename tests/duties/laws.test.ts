import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../src/calendar/calendar.ts'
import { OFFICIAL_TABLES } from '../../src/calendar/holidays.ts'
import { type Occurrence, placeOf } from '../../src/duties/occurrence.ts'
import { occurrences } from '../../src/duties/recurrence.ts'
import type { Recurrence, RecurrenceOf } from '../../src/duties/recurrence-shape.ts'
import { addDays, type Day, daysBetween } from '../../src/time.ts'
import { sampleCalendar } from '../calendar/sample.ts'
import { anyRecurrence, anyRolled, anySchool, anySuperiors, FROM, TO } from './schools.ts'
import { read } from './year.ts'

const law = (name: string, property: fc.IPropertyWithHooks<never> | fc.IRawProperty<unknown>, numRuns = 60) =>
  test(name, () => fc.assert(property as fc.IProperty<unknown>, { numRuns }))

type Weekdayed = RecurrenceOf<'weekly'> | RecurrenceOf<'monthly_weekday'> | RecurrenceOf<'quarterly_weekday'>
type Rolled = Weekdayed | RecurrenceOf<'monthly_day'> | RecurrenceOf<'yearly_date'>

const isValid = (calendar: Calendar, rule: Recurrence, day: Day): boolean => {
  const { day_basis, fallback_basis } = rule as Rolled
  if (calendar.dailyDutyDay(day, day_basis)) return true
  return fallback_basis !== undefined && calendar.dailyDutyDay(day, fallback_basis)
}

describe('laws over the school years 2023–2027', () => {
  law(
    'once in a period, inside it, in order',
    fc.property(anySchool, anyRecurrence, (calendar, rule) => {
      const found = occurrences(rule, calendar, FROM, TO)
      expect(new Set(found.map((o) => o.period)).size).toBe(found.length)
      expect(found.map(placeOf)).toEqual(found.map(placeOf).toSorted())
      for (const { day, within } of found) {
        if (day === null) continue
        expect(within.start <= day && day <= within.end).toBe(true)
        expect(FROM <= day && day <= TO).toBe(true)
      }
    }),
  )

  law(
    'never on a day its basis forbids, and none only when the period has no valid day',
    fc.property(anySchool, anyRolled, (calendar, rule) => {
      for (const { day, within, rolledFrom } of occurrences(rule, calendar, FROM, TO)) {
        if (day !== null) expect(isValid(calendar, rule, day)).toBe(true)
        else if (rolledFrom !== undefined)
          expect(
            calendar.daysBetween(within.start, within.end).filter((d) => isValid(calendar, rule, d)),
          ).toEqual([])
      }
    }),
  )

  law(
    'CAL-7: no further than the candidate, its week, its weekday, the period',
    fc.property(anySchool, anyRolled, (calendar, rule) => {
      for (const o of occurrences(rule, calendar, FROM, TO))
        if (o.day !== null) expectNearest(calendar, rule, o)
    }),
  )

  law(
    'CAL-8: a superior’s date is met on the last workday on or before it, exclusive: before it',
    fc.property(anySchool, anySuperiors, (calendar, rule) => {
      for (const { day, rolledFrom } of occurrences(rule, calendar, FROM, TO)) {
        const date = rolledFrom ?? day ?? ''
        const exclusive = (rule as RecurrenceOf<'monthly_day'>).deadline_inclusive === false
        const last = exclusive ? addDays(date, -1) : date
        expect(calendar.workdaysBetween(addDays(last, -20), last).at(-1)).toBe(day)
      }
    }),
  )

  law(
    'a range in two parts is the range',
    fc.property(anySchool, anyRecurrence, fc.nat(1390), fc.nat(400), (calendar, rule, start, length) => {
      const from = addDays(FROM, start)
      const cut = addDays(from, Math.floor(length / 2))
      const to = addDays(from, length)
      const parts = [
        ...occurrences(rule, calendar, from, cut),
        ...occurrences(rule, calendar, addDays(cut, 1), to),
      ]
      expect(parts).toEqual(occurrences(rule, calendar, from, to))
    }),
  )

  law(
    'other terms, closures and makeup timetables leave the periods as they are',
    fc.property(anySchool, anySchool, anyRolled, (before, after, rule) => {
      const periods = (calendar: Calendar) =>
        occurrences(rule, calendar, '2024-01-01', '2026-12-31')
          .map((o) => o.period)
          .filter((period) => !isCut(period))
      expect(periods(after)).toEqual(periods(before))
    }),
  )

  test('a holiday re-issued with other days keeps its name and year', () => {
    const table = OFFICIAL_TABLES.find((t) => t.year === 2026)
    const holidays = (table?.holidays ?? []).map((h) => {
      if (h.name === '国庆节') return { ...h, name: '中秋节、国庆节', end: '2026-10-08' }
      return h.name === '元旦' ? { ...h, start: '2025-12-31' } : h
    })
    const override = {
      ...table,
      year: 2026,
      holidays,
      makeupWorkdays: [],
      source: '',
      note: '更正',
      date: '2026-08-01',
    }
    const periods = (calendar: Calendar) =>
      occurrences(read({ type: 'before_holiday' }), calendar, '2025-09-01', '2026-12-01').map((o) => o.period)
    const before = periods(sampleCalendar())
    expect(before).toContain('国庆节-2026')
    expect(periods(sampleCalendar({ overrides: [override] }))).toEqual(before)
  })
})

/** Weeks that the first and the last day of the range cut in two. */
const isCut = (period: string): boolean => period === '2024-W01' || period === '2026-W53'

const WEEKDAYED = new Set(['weekly', 'monthly_weekday', 'quarterly_weekday', 'yearly_weekday'])

/** CAL-7 read as a specification: which days were better, and there were none. */
function expectNearest(calendar: Calendar, rule: Recurrence, o: Occurrence): void {
  const { shift, day_basis } = rule as Rolled
  const day = o.day as Day
  const candidate = o.rolledFrom ?? day
  const days = calendar.daysBetween(o.within.start, o.within.end)
  const first = days.filter((d) => calendar.dailyDutyDay(d, day_basis))
  const valid = first.length > 0 ? first : days.filter((d) => isValid(calendar, rule, d))
  if (valid.includes(candidate)) {
    expect(day).toBe(candidate)
    return
  }

  let choice = valid
  if (WEEKDAYED.has(rule.type)) {
    const { weekday } = rule as Weekdayed
    const week = calendar.schoolWeekOf(candidate)
    const inWeek = valid.filter((d) => week.start <= d && d <= week.end)
    const follows = (d: Day) => calendar.followedWeekday(d) === weekday
    choice = [inWeek.filter(follows), inWeek, valid.filter(follows), valid].find((c) => c.length > 0) ?? []
  }
  const onSide = choice.filter((d) => (shift === 'next' ? d > candidate : d < candidate))
  const rest = onSide.length > 0 ? onSide : choice
  const distance = (d: Day) => Math.abs(daysBetween(candidate, d))
  expect(rest).toContain(day)
  expect(distance(day)).toBe(Math.min(...rest.map(distance)))
}
