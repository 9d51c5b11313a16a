import fc from 'fast-check'
import { type Calendar, type CalendarInput, createCalendar } from '../../src/calendar/calendar.ts'
import { OFFICIAL_TABLES } from '../../src/calendar/holidays.ts'
import { type Recurrence, recurrenceShape } from '../../src/duties/recurrence-shape.ts'
import { addDays, type Day } from '../../src/time.ts'

const YEARS = [2023, 2024, 2025, 2026]
/** Where every generated school has terms; ids do not depend on the generated dates. */
export const FROM = '2023-09-01'
export const TO = '2027-06-30'

const dayFrom = (first: Day, days: number) => fc.nat(days).map((n) => addDays(first, n))
const anyDay = fc.nat(1398).map((n) => addDays(FROM, n))
const makeup = OFFICIAL_TABLES.flatMap((table) => table.makeupWorkdays.map((m) => m.date))

const termsOf = (year: number) =>
  fc
    .record({
      autumn: dayFrom(`${year}-08-28`, 7),
      winter: dayFrom(`${year + 1}-01-10`, 20),
      spring: dayFrom(`${year + 1}-02-10`, 25),
      summer: dayFrom(`${year + 1}-06-22`, 20),
    })
    .map(({ autumn, winter, spring, summer }) => [
      { id: `${year}-1`, name: `${year}秋`, start: autumn, end: winter },
      { id: `${year}-2`, name: `${year}春`, start: spring, end: summer },
    ])

/** School years 2023–2027: terms, closures, extra lessons, makeup days that follow some weekday or none; 2027 provisional. */
export const anySchool: fc.Arbitrary<Calendar> = fc
  .record({
    terms: fc.tuple(...YEARS.map(termsOf)).map((all) => all.flat()),
    closures: fc.uniqueArray(anyDay, { maxLength: 12 }),
    weeksOff: fc.array(anyDay, { maxLength: 3 }),
    extra: fc.uniqueArray(anyDay, { maxLength: 5 }),
    follows: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: makeup.length, maxLength: makeup.length }),
  })
  .map(({ terms, closures, weeksOff, extra, follows }) => {
    const off = [
      ...closures.map((date) => ({ start: date, end: date })),
      ...weeksOff.map((start) => ({ start, end: addDays(start, 8) })),
    ]
    const open = (day: Day) => !off.some((c) => c.start <= day && day <= c.end)
    const input: CalendarInput = {
      terms,
      closures: off,
      extra_school_days: extra.filter(open),
      followed_weekdays: makeup.flatMap((date, i) => (follows[i] ? [{ date, weekday: follows[i] }] : [])),
    }
    return createCalendar(input)
  })

const basis = fc.constantFrom('school_day', 'workday', 'calendar_day', 'holiday_day')
const rolled = {
  day_basis: basis,
  shift: fc.constantFrom('previous', 'next'),
  fallback_basis: fc.constantFrom(undefined, 'workday', 'calendar_day'),
}
const weekday = fc.integer({ min: 1, max: 7 })
const nth = fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -3, -4, -5)
const date = { month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) }
const type = <T extends string>(name: T) => fc.constant(name)

/** Rules that roll a plain candidate inside a week, month, quarter or year. */
export const anyRolled: fc.Arbitrary<Recurrence> = fc
  .oneof(
    fc.record({ type: type('weekly'), weekday, ...rolled }),
    fc.record({ type: type('monthly_weekday'), nth, weekday, ...rolled }),
    fc.record({ type: type('monthly_day'), day: fc.integer({ min: 1, max: 31 }), ...rolled }),
    fc.record({
      type: type('quarterly_weekday'),
      month_of_quarter: fc.integer({ min: 1, max: 3 }),
      nth,
      weekday,
      ...rolled,
    }),
    fc.record({ type: type('yearly_date'), ...date, ...rolled }),
    fc.record({
      type: type('yearly_dates'),
      dates: fc.constantFrom(['06-20', '12-20'], ['02-29']),
      ...rolled,
    }),
    fc.record({ type: type('yearly_weekday'), month: date.month, nth, weekday, ...rolled }),
  )
  .map((json) => recurrenceShape.parse(json))

const inclusive = fc.constantFrom(undefined, true, false)
export const anySuperiors: fc.Arbitrary<Recurrence> = fc
  .oneof(
    fc.record({ type: type('yearly_date'), ...date, ...rolled }),
    fc.record({ type: type('monthly_day'), day: fc.integer({ min: 1, max: 31 }), ...rolled }),
  )
  .chain((rule) =>
    inclusive.map((deadline_inclusive) => ({ ...rule, hard_deadline: true, deadline_inclusive })),
  )
  .map((json) => recurrenceShape.parse(json))

const counted = fc.oneof(
  fc.record({
    type: type('monthly_workday'),
    nth: fc.integer({ min: 1, max: 23 }),
    month_offset: fc.nat(2),
    ...rolled,
  }),
  fc.record({ type: type('monthly_workday'), nth: fc.integer({ min: -23, max: -1 }), ...rolled }),
  fc.record({
    type: type('quarterly_workday'),
    nth: fc.integer({ min: 1, max: 60 }),
    quarter_offset: fc.nat(2),
    ...rolled,
  }),
)
const termed = fc.oneof(
  fc.record({
    type: type('per_term'),
    anchor: fc.constantFrom('term_start', 'autumn_start', 'spring_start'),
    offset: fc.integer({ min: 1, max: 110 }),
    unit: fc.constantFrom('school_day', 'workday'),
  }),
  fc.record({
    type: type('per_term'),
    anchor: fc.constantFrom('term_end', 'term_start'),
    offset: fc.integer({ min: -20, max: 5 }),
    unit: type('workday'),
  }),
)
const others = fc.oneof(
  fc.record({ type: type('daily'), day_basis: basis }),
  fc.record({ type: type('weekly_last_school_day'), day_basis: type('school_day') }),
  fc.record({
    type: type('before_holiday'),
    min_days: fc.constantFrom(3, 5),
    offset: fc.integer({ min: -6, max: 0 }),
  }),
  fc.record({
    type: type('count_in_period'),
    min: fc.integer({ min: 1, max: 4 }),
    period: type('calendar_year'),
  }),
)
const single = fc.oneof(
  anyRolled,
  anySuperiors,
  fc.oneof(counted, termed, others).map((json) => recurrenceShape.parse(json)),
)

export const anyRecurrence: fc.Arbitrary<Recurrence> = fc.oneof(
  { weight: 8, arbitrary: single },
  {
    weight: 1,
    arbitrary: fc
      .array(single, { minLength: 1, maxLength: 3 })
      .map((parts) => recurrenceShape.parse({ type: 'combined', parts })),
  },
)
