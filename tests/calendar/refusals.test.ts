import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CalendarInput, createCalendar } from '../../src/calendar/calendar.ts'
import { Refusal } from '../../src/refusal.ts'
import { sampleCalendar, sampleInput } from './sample.ts'

const term = (start: string, end: string, id = start) => ({ id, name: '第一学期', start, end })

describe('bad dates are refused in sentences', () => {
  test.each<[string, Partial<CalendarInput>]>([
    ['日期重叠', { terms: [term('2026-02-01', '2026-06-30'), term('2026-06-30', '2026-07-10')] }],
    ['结束日期 2026-01-01 早于开始日期 2026-02-01', { terms: [term('2026-02-01', '2026-01-01')] }],
    [
      '学期编号「a」重复',
      { terms: [term('2026-02-01', '2026-03-01', 'a'), term('2026-04-01', '2026-05-01', 'a')] },
    ],
    ['要写成 2026-09-01 这样真实存在的日期', { terms: [term('2026-02-30', '2026-06-30')] }],
    ['年份要在 2000 到 2099 之间', { terms: [term('0206-02-01', '2026-06-30')] }],
    ['长达', { terms: [term('2026-02-01', '2036-06-30')] }],
    [
      '调休上班日 2027-02-06 落在「春节」假期里',
      {
        holidays: [{ name: '春节', start: '2027-02-05', end: '2027-02-08' }],
        makeup_workdays: ['2027-02-06'],
      },
    ],
    ['调休上班日 2027-02-13 写了两次', { makeup_workdays: ['2027-02-13', '2027-02-13'] }],
    ['星期(1–7)不能大于 7', { followed_weekdays: [{ date: '2026-05-09', weekday: 8 }] }],
    [
      '2026-05-09 写了两次按周几课表上课',
      {
        followed_weekdays: [
          { date: '2026-05-09', weekday: 2 },
          { date: '2026-05-09', weekday: 3 },
        ],
      },
    ],
    ['写明停课日期', { closures: [{ name: '台风' }] }],
    ['又在「停课」停课期间', { closures: [{ date: '2026-09-19' }], extra_school_days: ['2026-09-19'] }],
    ['要写成 07:30 这样的时间', { working_hours: { from: '7点', until: '17:30' } }],
    ['工作时间的开始要早于结束', { working_hours: { from: '18:00', until: '17:30' } }],
    ['免打扰时间', { quiet_hours: { from: '06:00', until: '07:00', resume: '07:30' } }],
  ])('%s', (sentence, wrong) => {
    expect(() => sampleCalendar(wrong)).toThrow(Refusal)
    expect(() => sampleCalendar(wrong)).toThrow(sentence)
  })

  test('every problem is named at once', () => {
    const wrong = { terms: [term('2026-02-01', '2026-01-01')], makeup_workdays: ['2027-02-13', '2027-02-13'] }
    expect(() => sampleCalendar(wrong)).toThrow('校历有 2 处要改')
  })

  test('a day beyond the calendar is refused, not guessed', () => {
    const calendar = sampleCalendar()
    expect(() => calendar.isWorkday('2045-01-01')).toThrow('校历只到 2022–2030 年，查不到 2045-01-01')
    expect(() => calendar.isWorkday('2026-02-30')).toThrow(Refusal)
    expect(() => calendar.addWorkdays('2030-12-30', 30)).toThrow(Refusal)
    expect(() => calendar.addWorkdays('2022-01-04', -30)).toThrow(Refusal)
    expect(() => calendar.isQuiet(Number.NaN)).toThrow(Refusal)
    expect(() => calendar.afterQuiet(Date.UTC(2030, 11, 31, 14))).toThrow(Refusal)
    expect(() => calendar.addWorkingHours(Date.UTC(2030, 11, 31), 100)).toThrow(Refusal)
  })

  test('a school that has told nothing still has workdays', () => {
    const bare = createCalendar({})
    expect([bare.isWorkday('2026-09-01'), bare.isSchoolDay('2026-09-01')]).toEqual([true, false])
    expect(bare.kindOf('2026-09-01')).toBe('workday')
  })
})

test('whatever stands in the file, only a Refusal comes out', () => {
  const keys = Object.keys(sampleInput())
  const anyDate = fc.date({ min: new Date('1990-01-01'), max: new Date('2110-01-01'), noInvalidDate: true })
  const day = anyDate.map((date) => date.toISOString().slice(0, 10))
  const row = fc.record(
    { id: fc.string(), name: fc.string(), start: day, end: day, date: day },
    { requiredKeys: [] },
  )
  const value = fc.oneof(fc.jsonValue(), day, fc.array(day), fc.array(row))
  fc.assert(
    fc.property(fc.constantFrom(...keys), value, (key, wrong) => {
      try {
        sampleCalendar({ [key]: wrong } as Partial<CalendarInput>)
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
    }),
    { numRuns: 300 },
  )
})
