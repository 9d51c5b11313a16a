import { describe, expect, test } from 'vitest'
import { nthWeekdayOfMonth, rollDay } from '../../src/calendar/roll.ts'
import { seasonOf } from '../../src/calendar/terms.ts'
import { instantOf } from '../../src/time.ts'
import { sampleCalendar } from './sample.ts'

const calendar = sampleCalendar()
const spring2026 = calendar.terms.find((t) => t.id === '2025-2026-2')!

describe('the examples of handbook §8', () => {
  test('last Friday of April 2026, school_day: kept', () => {
    const day = nthWeekdayOfMonth(calendar, '2026-04', -1, 5)!
    const period = { start: '2026-04-01', end: '2026-04-30' }
    expect(rollDay(calendar, { day, period, basis: 'school_day', shift: 'previous', weekday: 5 })).toBe(
      '2026-04-24',
    )
  })

  test('weekly Tuesday in the week of the Labour Day break: the Saturday that follows Tuesday', () => {
    const period = calendar.schoolWeekOf('2026-05-05')
    expect(period).toEqual({ start: '2026-05-03', end: '2026-05-09' })
    const rolled = rollDay(calendar, {
      day: '2026-05-05',
      period,
      basis: 'school_day',
      shift: 'previous',
      weekday: 2,
    })
    expect(rolled).toBe('2026-05-09')
  })

  test('3rd workday of March 2026; last workday of February 2026 is a makeup Saturday', () => {
    expect(calendar.nthWorkdayOfMonth('2026-03', 3)).toBe('2026-03-04')
    expect(calendar.nthWorkdayOfMonth('2026-02', -1)).toBe('2026-02-28')
  })

  test('the eve of the Labour Day break is Thursday 30 April', () => {
    expect(calendar.breakAfter('2026-04-30')).toMatchObject({ name: '劳动节', start: '2026-05-01', days: 5 })
    expect(calendar.breakAfter('2026-04-29')).toBeUndefined()
  })

  test('20 workdays after Monday 2 March 2026', () => {
    expect(calendar.addWorkdays('2026-03-02', 20)).toBe('2026-03-30')
  })

  test('the 5th school day of the spring term 2026', () => {
    expect(calendar.termDay(spring2026, 'term_start', 5, 'school_day')).toBe('2026-03-06')
    expect(calendar.termDay(spring2026, 'term_start', 1, 'school_day')).toBe('2026-03-02')
  })

  test('§10.6: reported Tuesday 15:30, accepted within four working hours by Wednesday 09:30', () => {
    const due = calendar.addWorkingHours(instantOf('2026-03-03', '15:30'), 4)
    expect(due).toBe(instantOf('2026-03-04', '09:30'))
    const sameDay = calendar.addWorkingHours(instantOf('2026-03-03', '13:30'), 4)
    expect(sameDay).toBe(instantOf('2026-03-03', '17:30'))
  })
})

describe('the other rules, on days that tell them apart', () => {
  test('CAL-3, trap 1: a makeup Saturday is a school day in term, not in vacation', () => {
    expect([calendar.isWorkday('2026-05-09'), calendar.isSchoolDay('2026-05-09')]).toEqual([true, true])
    expect([calendar.isWorkday('2026-02-14'), calendar.isSchoolDay('2026-02-14')]).toEqual([true, false])
    expect(calendar.why('2026-05-09')).toBe('调休上班，补周二的课')
    expect(calendar.why('2026-02-14')).toBe('寒假，调休上班')
  })

  test('CAL-2: June 1 is free for pupils, also in a year the file does not name', () => {
    expect([calendar.isSchoolDay('2026-06-01'), calendar.isWorkday('2026-06-01')]).toEqual([false, true])
    expect(calendar.kindOf('2026-06-01')).toBe('pupil_holiday')
    const silent = sampleCalendar({ pupil_only_holidays: [] })
    expect(silent.isSchoolDay('2026-06-01')).toBe(false)
    const open = sampleCalendar({ pupil_only_holidays: [{ date: '2026-06-01', pupils_off: false }] })
    expect(open.isSchoolDay('2026-06-01')).toBe(true)
  })

  test('CAL-4: staff are back before pupils', () => {
    expect(['2026-02-25', '2026-02-26', '2026-02-28', '2026-03-02'].map(calendar.kindOf)).toEqual([
      'vacation',
      'staff',
      'staff',
      'school',
    ])
    expect(calendar.dailyDutyDay('2026-02-26', 'workday')).toBe(true)
    expect(calendar.dailyDutyDay('2026-02-26', 'school_day')).toBe(false)
    expect(calendar.dailyDutyDay('2026-02-26', 'holiday_day')).toBe(false)
  })

  test('CAL-5, trap 2: twenty workdays over Spring Festival are not four weeks', () => {
    expect(calendar.addWorkdays('2026-02-02', 20)).toBe('2026-03-06')
    expect(calendar.addWorkdays('2026-02-24', -1)).toBe('2026-02-14')
    expect(calendar.addWorkdays('2026-02-18', 0)).toBe('2026-02-18')
    expect(() => calendar.addWorkdays('2026-03-02', 1.5)).toThrow(RangeError)
  })

  test('CAL-6: thirty days end on the next workday; months end on the corresponding day or the last', () => {
    expect(calendar.addCalendarDays('2026-09-01', 30)).toBe('2026-10-08')
    expect(calendar.addCalendarDays('2026-03-03', 30)).toBe('2026-04-02')
    expect(calendar.addMonths('2026-08-31', 1)).toBe('2026-09-30')
    expect(calendar.addMonths('2025-12-31', 2)).toBe('2026-02-28')
  })

  test('CAL-8: a date set by a superior is met on the last workday on or before', () => {
    expect(calendar.onOrBefore('2026-01-10')).toBe('2026-01-09')
    expect(calendar.onOrBefore('2026-01-04')).toBe('2026-01-04')
    expect(calendar.onOrAfter('2026-10-01')).toBe('2026-10-08')
  })

  test('CAL-14: anchors before the first and around the last school day', () => {
    expect(calendar.termDay(spring2026, 'term_start', -3, 'workday')).toBe('2026-02-26')
    expect(calendar.termDay(spring2026, 'term_start', 10, 'workday')).toBe('2026-03-16')
    expect(calendar.termDay(spring2026, 'term_end', 0, 'school_day')).toBe('2026-06-30')
    expect(calendar.termDay(spring2026, 'term_end', -2, 'school_day')).toBe('2026-06-26')
    expect(calendar.termDay(spring2026, 'term_end', 3, 'workday')).toBe('2026-07-03')
    expect(calendar.termDay(spring2026, 'term_start', 500, 'school_day')).toBeUndefined()
    expect(calendar.terms.map(seasonOf)).toEqual(['autumn', 'spring', 'autumn', 'spring'])
  })

  test('CAL-15: an ordinary weekend and the June 1 weekend are no break; each vacation is', () => {
    expect(calendar.breakOf('2026-09-12')).toBeUndefined()
    expect(calendar.breakOf('2026-05-31')).toBeUndefined()
    expect(calendar.why('2027-05-01')).toBe('劳动节（暂定）')
    expect(calendar.breakOf('2027-05-01')).toBeUndefined()
    expect(calendar.breakOf('2023-03-07')).toBeUndefined()
    expect(calendar.breakAfter('2026-01-30')).toMatchObject({ name: '寒假', end: '2026-03-01' })
    expect(calendar.breakAfter('2026-06-30')).toMatchObject({ name: '暑假', end: '2026-08-31' })
    expect(calendar.dailyDutyDay('2026-10-02', 'holiday_day')).toBe(true)
    expect(calendar.dailyDutyDay('2026-09-12', 'holiday_day')).toBe(false)
    expect(calendar.dailyDutyDay('2026-09-12', 'calendar_day')).toBe(true)
  })

  test('CAL-16: reminders move back, escalations move on', () => {
    expect(calendar.reminderDay('2026-10-03')).toBe('2026-09-30')
    expect(calendar.escalationDay('2026-10-03')).toBe('2026-10-08')
    expect(calendar.reminderDay('2026-10-10')).toBe('2026-10-10')
  })

  test('CAL-20: a makeup day follows its weekday, an ordinary day its own', () => {
    expect(calendar.followedWeekday('2026-10-10')).toBe(3)
    expect(calendar.followedWeekday('2026-10-12')).toBe(1)
    expect(sampleCalendar({ followed_weekdays: [] }).warnings).toContain(
      '2026-05-09 调休上课，请在校历里写明按周几的课表上课(followed_weekdays)。',
    )
    expect(calendar.warnings).toEqual([])
  })

  test('the last school day of a week may be its makeup Saturday, or none', () => {
    expect(calendar.lastSchoolDayOfWeek('2026-05-06')).toBe('2026-05-09')
    expect(calendar.lastSchoolDayOfWeek('2026-09-30')).toBe('2026-09-30')
    expect(calendar.lastSchoolDayOfWeek('2026-02-18')).toBeUndefined()
    expect(calendar.nextSchoolDay('2026-09-30')).toBe('2026-10-08')
    expect(calendar.nextSchoolDay('2027-06-30')).toBeUndefined()
    expect(calendar.previousSchoolDay('2026-03-02')).toBe('2026-01-30')
  })

  test('closures stop pupils, extra days bring them in', () => {
    const stormy = sampleCalendar({
      closures: [{ date: '2026-09-15', name: '台风停课' }],
      extra_school_days: [{ date: '2026-09-19', name: '补课' }],
    })
    expect([stormy.isSchoolDay('2026-09-15'), stormy.isWorkday('2026-09-15')]).toEqual([false, true])
    expect(stormy.why('2026-09-15')).toBe('台风停课')
    expect([stormy.isSchoolDay('2026-09-19'), stormy.isWorkday('2026-09-19')]).toEqual([true, false])
  })
})
