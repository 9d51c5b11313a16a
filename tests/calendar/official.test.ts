import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { daysOfSpan } from '../../src/calendar/calendar-problems.ts'
import { OFFICIAL_TABLES } from '../../src/calendar/holidays.ts'
import { parseHolidayOverride } from '../../src/calendar/school-calendar.ts'
import { Refusal } from '../../src/refusal.ts'
import { sampleCalendar, sampleInput } from './sample.ts'

const published = JSON.parse(
  readFileSync(new URL('../../node_modules/chinese-days/dist/chinese-days.json', import.meta.url), 'utf8'),
) as { holidays: Record<string, string>; workdays: Record<string, string> }
const ofYears = (days: Iterable<string>) =>
  [...days].filter((day) => day >= '2023' && day < '2027').toSorted()

describe('official tables', () => {
  test('agree with chinese-days 1.5.7 on every day of 2023–2026', () => {
    const holidays = OFFICIAL_TABLES.flatMap((t) => t.holidays.flatMap((h) => daysOfSpan(h.start, h.end)))
    const makeup = OFFICIAL_TABLES.flatMap((t) => t.makeupWorkdays.map((m) => m.date))
    expect(ofYears(holidays)).toEqual(ofYears(Object.keys(published.holidays)))
    expect(ofYears(makeup)).toEqual(ofYears(Object.keys(published.workdays)))
  })

  test('the package knows no year that we miss', () => {
    const known = Math.max(...Object.keys(published.holidays).map((day) => Number(day.slice(0, 4))))
    expect(OFFICIAL_TABLES.at(-1)?.year).toBe(known)
  })
})

describe('provisional years (CAL-17)', () => {
  const calendar = sampleCalendar()

  test('2027 is provisional and says so; 2026 is not', () => {
    expect([calendar.isProvisional('2026-12-31'), calendar.isProvisional('2027-01-01')]).toEqual([
      false,
      true,
    ])
    expect(calendar.why('2027-02-05')).toBe('春节（暂定）')
    expect(calendar.isWorkday('2027-02-05')).toBe(false)
  })

  test('without the school’s list only the fixed statutory days are free, nothing is guessed', () => {
    const bare = sampleCalendar({ holidays: [], makeup_workdays: [] })
    const free = bare
      .daysBetween('2027-01-01', '2027-12-31')
      .filter((day) => !bare.isWorkday(day) && bare.weekdayOf(day) <= 5)
    expect(free).toEqual(['2027-01-01', '2027-10-01'])
  })
})

/** A made-up 2027 notice: a longer Spring Festival, a makeup day in the year before. */
const notice2027 = {
  year: 2027,
  holidays: [
    { name: '元旦', start: '2027-01-01', end: '2027-01-03' },
    { name: '春节', start: '2027-02-05', end: '2027-02-12' },
    { name: '清明节', start: '2027-04-03', end: '2027-04-05' },
    { name: '劳动节', start: '2027-05-01', end: '2027-05-05' },
    { name: '国庆节', start: '2027-10-01', end: '2027-10-07' },
  ],
  makeupWorkdays: [{ date: '2027-02-20', for: '春节' }, { date: '2026-12-27' }],
  source: '试验',
  note: '国办通知已发布',
  date: '2026-11-20',
}

describe('an override', () => {
  test('trap 13: makes its year official and moves only the days it names', () => {
    const before = sampleCalendar()
    const after = sampleCalendar({ overrides: [parseHolidayOverride(notice2027)] })
    expect(after.isProvisional('2027-03-01')).toBe(false)
    expect(after.isWorkday('2027-02-12')).toBe(false)
    expect(after.isWorkday('2027-02-20')).toBe(true)
    const moved = before
      .daysBetween('2023-01-01', '2026-12-31')
      .filter((day) => before.isWorkday(day) !== after.isWorkday(day))
    expect(moved).toEqual(['2026-12-27'])
  })

  test('wins over the official table, and what the school wrote is reported', () => {
    const year = OFFICIAL_TABLES.find((t) => t.year === 2026)!
    const shorter = year.holidays.map((h) => (h.name === '劳动节' ? { ...h, end: '2026-05-04' } : h))
    const changed = { ...year, holidays: shorter, note: '更正', date: '2026-04-01' }
    const calendar = sampleCalendar({ overrides: [changed] })
    expect(calendar.isWorkday('2026-05-05')).toBe(true)
    expect(calendar.disagreements).toHaveLength(1)
    expect(calendar.disagreements[0]).toContain('学校校历写 2026-05-05 放假，国务院通知没有，已按通知执行。')
  })

  test('must be a whole year', () => {
    const part = { ...notice2027, holidays: notice2027.holidays.slice(1, 2) }
    expect(() => sampleCalendar({ overrides: [part] })).toThrow('缺少 2027-01-01（元旦），请填写全年的安排')
    const stray = { ...notice2027, makeupWorkdays: [{ date: '2029-02-20' }] }
    expect(() => sampleCalendar({ overrides: [stray] })).toThrow('有别的年份的日期 2029-02-20')
    expect(() => parseHolidayOverride({ ...notice2027, date: '昨天', holidays: [{}] })).toThrow(Refusal)
  })
})

describe('disagreements', () => {
  test('none when the lists agree or the school lists nothing', () => {
    expect(sampleCalendar().disagreements).toEqual([])
    expect(sampleCalendar({ holidays: [], makeup_workdays: [] }).disagreements).toEqual([])
  })

  test('the official table wins and every difference is a sentence', () => {
    const { holidays = [], makeup_workdays = [] } = sampleInput()
    const calendar = sampleCalendar({
      holidays: holidays.map((h) => (h.start === '2026-10-01' ? { ...h, end: '2026-10-08' } : h)),
      makeup_workdays: makeup_workdays.map((day) => (day === '2026-10-10' ? '2026-10-11' : day)),
    })
    expect(calendar.disagreements).toEqual([
      '学校校历写 2026-10-08 放假，国务院通知没有，已按通知执行。请从校历里删去(holidays)，学校自己停课请写在 closures 里。',
      '学校校历写 2026-10-11 调休上班，国务院通知没有，已按通知执行。请从校历里删去(makeup_workdays)，学校自己补课请写在 extra_school_days 里。',
      '国务院通知 2026-10-10 调休上班，学校校历没有写，已按通知执行。请补进校历(makeup_workdays)。',
    ])
    expect([calendar.isWorkday('2026-10-08'), calendar.isWorkday('2026-10-11')]).toEqual([true, false])
  })
})
